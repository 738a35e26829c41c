// All that the bot needs but the bot itself, in one resource group.
targetScope = 'resourceGroup'

import { tags as tagsType } from 'modules/types.bicep'

@description('Azure region.')
param location string = resourceGroup().location

@description('What makes the names unique. parley.bicep finds its neighbours by it.')
@minLength(5)
@maxLength(13)
param suffix string = uniqueString(resourceGroup().id)

@description('Whether a registry is made, for an image that is built from source.')
param registry bool = true

@description('The production shape: a virtual network with private endpoints for Redis and the model, and zone redundancy.')
param network bool = false

@description('Whether the key of Redis is kept in Key Vault.')
param keyVault bool = false

@description('Azure region of the model, where the others do not have it.')
param modelLocation string = location

@description('Azure region of a second model, which is asked when the first cannot answer. Empty: there is none.')
param modelFallbackLocation string = ''

@description('Model of Azure OpenAI that the deployment is made of.')
param modelName string = 'gpt-5.4-mini'

@description('Version of that model.')
param modelVersion string = '2026-03-17'

@description('Kind of model deployment: where the model may run.')
param modelSku string = 'GlobalStandard'

@description('Capacity of the model deployment, in thousands of tokens a minute.')
@minValue(1)
param modelCapacity int = 50

@description('Size of Azure Managed Redis.')
param redisSku string = 'Balanced_B0'

@description('Whether Redis has a second node. Without it, Redis costs about half, and what it holds can be lost with its node.')
param redisHighAvailability bool = true

@description('Price tier of the bot: F0 is free, and limits the messages of premium channels such as Web Chat.')
@allowed(['F0', 'S1'])
param botSku string = 'F0'

@description('Name that people see the bot under.')
param botDisplayName string = 'Parley'

@description('Whether traces go to Application Insights. Two of the alerts and half of the workbook need them.')
param traces bool = true

@description('Address that alerts are mailed to. Without one, they are only seen in Azure Monitor.')
param alertEmail string = ''

@description('Tags of all resources.')
param tags tagsType = {}

// The bot's application, what asks the model, and what pulls the image: one identity, and no secret in any of the three.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-parley-${suffix}'
  location: location
  tags: tags
}

module vnet 'modules/network.bicep' = if (network) {
  params: {
    location: location
    suffix: suffix
    tags: tags
  }
}

module environment 'modules/environment.bicep' = {
  params: {
    location: location
    suffix: suffix
    network: network
    traces: traces
    tags: tags
  }
  dependsOn: [
    vnet
  ]
}

module containerRegistry 'modules/registry.bicep' = if (registry) {
  params: {
    location: location
    name: 'acrparley${suffix}'
    identityName: identity.name
    tags: tags
  }
}

module redis 'modules/redis.bicep' = {
  params: {
    location: location
    suffix: suffix
    skuName: redisSku
    highAvailability: redisHighAvailability
    network: network
    tags: tags
  }
  dependsOn: [
    vnet
  ]
}

module vault 'modules/vault.bicep' = if (keyVault) {
  params: {
    location: location
    suffix: suffix
    identityName: identity.name
    tags: tags
  }
  dependsOn: [
    redis
  ]
}

module model 'modules/model.bicep' = {
  params: {
    location: modelLocation
    name: 'oai-parley-${suffix}'
    modelName: modelName
    modelVersion: modelVersion
    skuName: modelSku
    capacity: modelCapacity
    identityName: identity.name
    network: network
    suffix: suffix
    endpointLocation: location
    tags: tags
  }
  dependsOn: [
    vnet
  ]
}

module fallback 'modules/model.bicep' = if (!empty(modelFallbackLocation)) {
  params: {
    location: modelFallbackLocation
    name: 'oai-parley2-${suffix}'
    modelName: modelName
    modelVersion: modelVersion
    skuName: modelSku
    capacity: modelCapacity
    identityName: identity.name
    network: network
    suffix: suffix
    endpointLocation: location
    tags: tags
  }
  dependsOn: [
    vnet
  ]
}

module bot 'modules/bot.bicep' = {
  params: {
    suffix: suffix
    displayName: botDisplayName
    skuName: botSku
    identityName: identity.name
    // Where parley.bicep is going to put the app.
    endpoint: 'https://parley.${environment.outputs.defaultDomain}/api/messages'
    tags: tags
  }
}

module alerts 'modules/alerts.bicep' = {
  params: {
    location: location
    suffix: suffix
    email: alertEmail
    traces: traces
    tags: tags
  }
  dependsOn: [
    environment
    redis
  ]
}

module workbook 'modules/workbook.bicep' = {
  params: {
    location: location
    suffix: suffix
    tags: tags
  }
  dependsOn: [
    environment
  ]
}

output registryEndpoint string = containerRegistry.?outputs.endpoint ?? ''
output messagingEndpoint string = bot.outputs.endpoint
output botName string = bot.outputs.name
output botId string = identity.properties.clientId
