// Beside a bot, a model and a Redis that are there already. Secrets come from the environment of the shell, and so are in
// no file and in no history.
using '../existing.bicep'

param image = readEnvironmentVariable('PARLEY_IMAGE', 'ghcr.io/owner/parley:1.0.0')
param registryName = readEnvironmentVariable('REGISTRY', '')
param environmentId = readEnvironmentVariable(
  'ENVIRONMENT_ID',
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/there/providers/Microsoft.App/managedEnvironments/there'
)
param appId = readEnvironmentVariable('MICROSOFT_APP_ID', '00000000-0000-0000-0000-000000000002')
param appPassword = readEnvironmentVariable('MICROSOFT_APP_PASSWORD', 'not set')
param modelEndpoint = readEnvironmentVariable('AZURE_OPENAI_ENDPOINT', 'https://there.openai.azure.com')
param modelDeployment = readEnvironmentVariable('AZURE_OPENAI_DEPLOYMENT', 'chat')
param modelKey = readEnvironmentVariable('AZURE_OPENAI_KEY', '')
param redisUrl = readEnvironmentVariable('REDIS_URL', 'not set')
