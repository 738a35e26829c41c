// Azure OpenAI without keys, and the model's deployment.
import { tags as tagsType } from 'types.bicep'

param location string
param name string
param modelName string
param modelVersion string
param skuName string
param capacity int
param identityName string
param tags tagsType

@description('Whether it is reached by a private endpoint alone, in the network of network.bicep.')
param network bool

@description('What makes the names of that network unique.')
param suffix string

@description('Azure region of that network.')
param endpointLocation string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: name
  location: location
  kind: 'OpenAI'
  tags: tags
  sku: {
    name: 'S0'
  }
  properties: {
    // Tokens of Entra's are taken only where the account has a name of its own.
    customSubDomainName: name
    disableLocalAuth: true
    publicNetworkAccess: network ? 'Disabled' : 'Enabled'
  }
}

resource deployment 'Microsoft.CognitiveServices/accounts/deployments@2025-06-01' = {
  parent: account
  name: 'chat'
  sku: {
    name: skuName
    capacity: capacity
  }
  properties: {
    model: {
      format: 'OpenAI'
      name: modelName
      version: modelVersion
    }
    // The version is exchanged when it is retired, and not before.
    versionUpgradeOption: 'OnceCurrentVersionExpired'
  }
}

// Cognitive Services OpenAI User: asks models of this account, and changes nothing.
resource user 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, identity.id, 'Cognitive Services OpenAI User')
  scope: account
  properties: {
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd'
    )
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

module endpoint 'private-endpoint.bicep' = if (network) {
  params: {
    location: endpointLocation
    suffix: suffix
    name: 'pe-${name}'
    serviceId: account.id
    groupId: 'account'
    zone: 'privatelink.openai.azure.com'
    tags: tags
  }
  // While a deployment is made, the account takes no other change.
  dependsOn: [
    deployment
  ]
}
