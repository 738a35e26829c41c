// Parameters of parley.bicep, as azd deploy gives them from its environment. azd itself sets the name of the image.
using 'parley.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', '')
param image = readEnvironmentVariable('SERVICE_PARLEY_IMAGE_NAME', 'image-is-not-set')
param network = bool(readEnvironmentVariable('PARLEY_NETWORK', 'false'))
param keyVault = bool(readEnvironmentVariable('PARLEY_KEY_VAULT', 'false'))
param traces = bool(readEnvironmentVariable('PARLEY_TRACES', 'true'))
param modelFallback = !empty(readEnvironmentVariable('PARLEY_MODEL_FALLBACK_LOCATION', ''))
param reasoningEffort = readEnvironmentVariable('PARLEY_REASONING_EFFORT', 'low')
param redisPrimary = bool(readEnvironmentVariable('PARLEY_REDIS_PRIMARY', 'true'))
param cpu = readEnvironmentVariable('PARLEY_CPU', '0.5')
param memory = readEnvironmentVariable('PARLEY_MEMORY', '1Gi')
// Texts and other settings of docs/configuration.md go here.
param settings = []
