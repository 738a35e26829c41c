// Azure Managed Redis, where every accepted message and all conversations are.
import { tags as tagsType } from 'types.bicep'

param location string
param suffix string
param skuName string
param highAvailability bool
param tags tagsType

@description('Whether it is reached by a private endpoint alone, in the network of network.bicep.')
param network bool

resource redis 'Microsoft.Cache/redisEnterprise@2025-07-01' = {
  name: 'redis-parley-${suffix}'
  location: location
  tags: tags
  sku: {
    name: skuName
  }
  properties: {
    minimumTlsVersion: '1.2'
    // With it, the two nodes are in different zones where the region has zones.
    highAvailability: highAvailability ? 'Enabled' : 'Disabled'
    // Public: by its name, with TLS and its key.
    publicNetworkAccess: network ? 'Disabled' : 'Enabled'
  }
}

resource database 'Microsoft.Cache/redisEnterprise/databases@2025-07-01' = {
  parent: redis
  name: 'default'
  properties: {
    port: 10000
    clientProtocol: 'Encrypted'
    // One address, as PARLEY_REDIS_TYPE=standalone expects. With OSSCluster, clients are sent on to the nodes themselves,
    // whose certificates are reported not to be for the addresses they are reached at. It cannot be changed later.
    clusteringPolicy: 'EnterpriseCluster'
    // What was accepted may not be thrown away to make room: a full Redis refuses, and Parley answers 503.
    evictionPolicy: 'NoEviction'
    persistence: {
      aofEnabled: true
      aofFrequency: '1s'
    }
    // Parley's client asks for a password once; a token of Entra's would end under it.
    accessKeysAuthentication: 'Enabled'
  }
}

module endpoint 'private-endpoint.bicep' = if (network) {
  params: {
    location: location
    suffix: suffix
    name: 'pe-redis-parley-${suffix}'
    serviceId: redis.id
    groupId: 'redisEnterprise'
    zone: 'privatelink.redis.azure.net'
    tags: tags
  }
  dependsOn: [
    database
  ]
}
