// Parley on Azure: a resource group with all that the bot needs.
//
// Without `image`, a registry is made as well, and the bot itself follows after its image was built there: parley.bicep.
// With `image`, the bot is part of this deployment, and no registry is made.
targetScope = 'subscription'

import { setting } from 'modules/types.bicep'

@description('Name of this deployment of Parley. The resource group is called after it.')
@minLength(1)
@maxLength(40)
param environmentName string

@description('Azure region of the resource group and of all that is in it.')
param location string = deployment().location

@description('A released image, such as ghcr.io/<owner>/parley:1.0.0, that can be pulled without an account. Empty: the image is built here.')
param image string = ''

@description('The production shape: a virtual network with private endpoints for Redis and the model, zone redundancy, three replicas.')
param network bool = false

@description('Whether the key of Redis is kept in Key Vault, for the app to read there, instead of in a secret of the app.')
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

@description('With `image`, as in parley.bicep: how much a reasoning model thinks. Empty for models that do not reason.')
param reasoningEffort string = 'low'

@description('With `image`, as in parley.bicep: whether the bot uses the primary one of the two keys of Redis.')
param redisPrimary bool = true

@description('With `image`, as in parley.bicep: processors of a replica.')
param cpu string = '0.5'

@description('With `image`, as in parley.bicep: memory of a replica.')
param memory string = '1Gi'

@description('With `image`, as in parley.bicep: further settings of docs/configuration.md.')
param settings setting[] = []

// azd finds the group by its tag.
var tags = {
  'azd-env-name': environmentName
}

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module resources 'resources.bicep' = {
  scope: group
  params: {
    location: location
    registry: empty(image)
    network: network
    keyVault: keyVault
    modelLocation: modelLocation
    modelFallbackLocation: modelFallbackLocation
    modelName: modelName
    modelVersion: modelVersion
    modelSku: modelSku
    modelCapacity: modelCapacity
    redisSku: redisSku
    redisHighAvailability: redisHighAvailability
    botSku: botSku
    botDisplayName: botDisplayName
    traces: traces
    alertEmail: alertEmail
    tags: tags
  }
}

module parley 'parley.bicep' = if (!empty(image)) {
  scope: group
  params: {
    location: location
    image: image
    network: network
    keyVault: keyVault
    modelFallback: !empty(modelFallbackLocation)
    traces: traces
    reasoningEffort: reasoningEffort
    redisPrimary: redisPrimary
    cpu: cpu
    memory: memory
    settings: settings
    environmentName: environmentName
  }
  dependsOn: [
    resources
  ]
}

// azd keeps these in its environment. deploy/teams makes the app package of them.
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = resources.outputs.registryEndpoint
output PARLEY_MESSAGING_ENDPOINT string = resources.outputs.messagingEndpoint
output PARLEY_BOT_ID string = resources.outputs.botId
output PARLEY_BOT_NAME string = resources.outputs.botName
