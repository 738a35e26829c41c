// Parameters of main.bicep, as azd gives them from its environment: azd env set PARLEY_IMAGE ghcr.io/…
using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'parley')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param image = readEnvironmentVariable('PARLEY_IMAGE', '')
param network = bool(readEnvironmentVariable('PARLEY_NETWORK', 'false'))
param keyVault = bool(readEnvironmentVariable('PARLEY_KEY_VAULT', 'false'))
param traces = bool(readEnvironmentVariable('PARLEY_TRACES', 'true'))
param alertEmail = readEnvironmentVariable('PARLEY_ALERT_EMAIL', '')
param modelName = readEnvironmentVariable('PARLEY_MODEL_NAME', 'gpt-5.4-mini')
param modelVersion = readEnvironmentVariable('PARLEY_MODEL_VERSION', '2026-03-17')
param modelSku = readEnvironmentVariable('PARLEY_MODEL_SKU', 'GlobalStandard')
param modelCapacity = int(readEnvironmentVariable('PARLEY_MODEL_CAPACITY', '50'))
param modelLocation = readEnvironmentVariable(
  'PARLEY_MODEL_LOCATION',
  readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
)
param modelFallbackLocation = readEnvironmentVariable('PARLEY_MODEL_FALLBACK_LOCATION', '')
param redisSku = readEnvironmentVariable('PARLEY_REDIS_SKU', 'Balanced_B0')
param redisHighAvailability = bool(readEnvironmentVariable('PARLEY_REDIS_HIGH_AVAILABILITY', 'true'))
param botSku = readEnvironmentVariable('PARLEY_BOT_SKU', 'F0')
param botDisplayName = readEnvironmentVariable('PARLEY_BOT_DISPLAY_NAME', 'Parley')

// Of the bot, where PARLEY_IMAGE is set. Otherwise parley.bicepparam has them.
param reasoningEffort = readEnvironmentVariable('PARLEY_REASONING_EFFORT', 'low')
param redisPrimary = bool(readEnvironmentVariable('PARLEY_REDIS_PRIMARY', 'true'))
param cpu = readEnvironmentVariable('PARLEY_CPU', '0.5')
param memory = readEnvironmentVariable('PARLEY_MEMORY', '1Gi')
param settings = []
