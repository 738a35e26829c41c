// Production: a network with private endpoints, zone redundancy, three replicas, Redis' key in Key Vault, and a second
// model in another region.
using '../main.bicep'

param environmentName = 'parley'
param location = 'westeurope'
param image = readEnvironmentVariable('PARLEY_IMAGE', 'ghcr.io/owner/parley:1.0.0')
param network = true
param keyVault = true
param modelFallbackLocation = 'swedencentral'
param redisSku = 'Balanced_B1'
param botSku = 'S1'
param alertEmail = readEnvironmentVariable('PARLEY_ALERT_EMAIL', 'operator@example.com')
