// The registry that builds and keeps the image.
param location string
param suffix string
param principalId string
param tags object

resource registry 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: 'acrparley${suffix}'
  location: location
  tags: tags
  sku: {
    name: 'Basic'
  }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
  }
}

// AcrPull: nothing but pulling, from this registry alone.
resource pull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, principalId, 'AcrPull')
  scope: registry
  properties: {
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      '7f951dda-4ed3-4680-a7ca-43fe172d538d'
    )
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

output endpoint string = registry.properties.loginServer
