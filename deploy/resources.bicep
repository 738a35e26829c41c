// All that the bot needs but the bot itself, in one resource group.
targetScope = 'resourceGroup'

@description('Azure region.')
param location string = resourceGroup().location

@description('What makes the names unique. parley.bicep finds its neighbours by it.')
@minLength(5)
@maxLength(13)
param suffix string = uniqueString(resourceGroup().id)

@description('Azure region of the model, where the others do not have it.')
param modelLocation string = location

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

@description('Price tier of the bot: F0 is free, and limits the messages of premium channels such as Web Chat.')
@allowed(['F0', 'S1'])
param botSku string = 'F0'

@description('Name that people see the bot under.')
param botDisplayName string = 'Parley'

@description('Whether traces go to Application Insights, by the OpenTelemetry agent of the environment.')
param traces bool = true

@description('Address that alerts are mailed to. Without one, they are only seen in Azure Monitor.')
param alertEmail string = ''

@description('Tags of all resources.')
param tags object = {}

// The bot's application, what asks the model, and what pulls the image: one identity, and no secret in any of the three.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-parley-${suffix}'
  location: location
  tags: tags
}

module environment 'modules/environment.bicep' = {
  name: 'parley-environment'
  params: {
    location: location
    suffix: suffix
    traces: traces
    tags: tags
  }
}

module registry 'modules/registry.bicep' = {
  name: 'parley-registry'
  params: {
    location: location
    suffix: suffix
    principalId: identity.properties.principalId
    tags: tags
  }
}

module redis 'modules/redis.bicep' = {
  name: 'parley-redis'
  params: {
    location: location
    suffix: suffix
    skuName: redisSku
    tags: tags
  }
}

module model 'modules/model.bicep' = {
  name: 'parley-model'
  params: {
    location: modelLocation
    suffix: suffix
    modelName: modelName
    modelVersion: modelVersion
    skuName: modelSku
    capacity: modelCapacity
    principalId: identity.properties.principalId
    tags: tags
  }
}

module bot 'modules/bot.bicep' = {
  name: 'parley-bot'
  params: {
    suffix: suffix
    displayName: botDisplayName
    skuName: botSku
    // Where parley.bicep is going to put the app.
    endpoint: 'https://parley.${environment.outputs.defaultDomain}/api/messages'
    identityId: identity.id
    clientId: identity.properties.clientId
    tenantId: identity.properties.tenantId
    tags: tags
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'parley-alerts'
  params: {
    location: location
    workspaceId: environment.outputs.workspaceId
    redisId: redis.outputs.id
    email: alertEmail
    tags: tags
  }
}

output registryEndpoint string = registry.outputs.endpoint
output messagingEndpoint string = bot.outputs.endpoint
output botName string = bot.outputs.name
output botId string = identity.properties.clientId
