// The address of Redis with its key, in a vault that the app reads it from by its identity.
import { tags as tagsType } from 'types.bicep'

param location string
param suffix string
param identityName string
param tags tagsType

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource redis 'Microsoft.Cache/redisEnterprise@2025-07-01' existing = {
  name: 'redis-parley-${suffix}'

  resource database 'databases' existing = {
    name: 'default'
  }
}

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: 'kv-parley-${suffix}'
  location: location
  tags: tags
  properties: {
    sku: {
      family: 'A'
      name: 'standard'
    }
    tenantId: tenant().tenantId
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 7
  }

  resource primary 'secrets' = {
    name: 'redis-url-primary'
    tags: tags
    properties: {
      contentType: 'REDIS_URL'
      value: 'rediss://:${uriComponent(redis::database.listKeys().primaryKey)}@${redis.properties.hostName}:10000'
    }
  }

  resource secondary 'secrets' = {
    name: 'redis-url-secondary'
    tags: tags
    properties: {
      contentType: 'REDIS_URL'
      value: 'rediss://:${uriComponent(redis::database.listKeys().secondaryKey)}@${redis.properties.hostName}:10000'
    }
  }
}

// Key Vault Secrets User: reads secrets of this vault, and changes none.
resource user 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, 'Key Vault Secrets User')
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      '4633458b-17de-408a-b874-0445c86b69e6'
    )
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}
