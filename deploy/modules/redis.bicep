// Azure Managed Redis, where every accepted message and all conversations are.
param location string
param suffix string
param skuName string
param tags object

resource redis 'Microsoft.Cache/redisEnterprise@2025-07-01' = {
  name: 'redis-parley-${suffix}'
  location: location
  tags: tags
  sku: {
    name: skuName
  }
  properties: {
    minimumTlsVersion: '1.2'
    highAvailability: 'Enabled'
    // Reached by its public name, with TLS and its key. A private endpoint needs a network of your own.
    publicNetworkAccess: 'Enabled'
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

output id string = redis.id
