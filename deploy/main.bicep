// Parley on Azure: a resource group with all that the bot needs but the bot itself, whose image is built in the registry
// that is made here. parley.bicep adds it. In a group that exists already: deploy resources.bicep there.
targetScope = 'subscription'

@description('Name of this deployment of Parley. The resource group is called after it.')
@minLength(1)
@maxLength(40)
param environmentName string

@description('Azure region of the resource group and of all that is in it.')
param location string = deployment().location

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
  name: 'parley-resources'
  scope: group
  params: {
    location: location
    modelLocation: modelLocation
    modelName: modelName
    modelVersion: modelVersion
    modelSku: modelSku
    modelCapacity: modelCapacity
    redisSku: redisSku
    botSku: botSku
    botDisplayName: botDisplayName
    traces: traces
    alertEmail: alertEmail
    tags: tags
  }
}

// azd keeps these in its environment.
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = resources.outputs.registryEndpoint
output PARLEY_BOT_ID string = resources.outputs.botId
output PARLEY_BOT_NAME string = resources.outputs.botName
output PARLEY_MESSAGING_ENDPOINT string = resources.outputs.messagingEndpoint
output PARLEY_NEXT string = 'Now the bot itself: azd deploy, or az acr build and parley.bicep as deploy/README.md says. Then try "Test in Web Chat" of ${resources.outputs.botName} in the Azure portal.'
