// The registry that builds and keeps the image.
import { tags as tagsType } from 'types.bicep'

param location string
param name string
param identityName string
param tags tagsType

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: name
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

module pull 'registry-pull.bicep' = {
  params: {
    registryName: registry.name
    identityName: identity.name
  }
}

output endpoint string = registry.properties.loginServer
