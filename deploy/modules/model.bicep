// Azure OpenAI without keys, and the model's deployment.
param location string
param suffix string
param modelName string
param modelVersion string
param skuName string
param capacity int
param principalId string
param tags object

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'oai-parley-${suffix}'
  location: location
  kind: 'OpenAI'
  tags: tags
  sku: {
    name: 'S0'
  }
  properties: {
    // Tokens of Entra's are taken only where the account has a name of its own.
    customSubDomainName: 'oai-parley-${suffix}'
    disableLocalAuth: true
    publicNetworkAccess: 'Enabled'
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
  name: guid(account.id, principalId, 'Cognitive Services OpenAI User')
  scope: account
  properties: {
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd'
    )
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
