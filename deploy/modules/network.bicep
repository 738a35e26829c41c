// A network of the bot's own: one subnet for Container Apps, one for private endpoints, and the zones that give their names
// to private addresses. The ingress of the app stays public, as the Bot Connector calls it from outside.
import { tags as tagsType } from 'types.bicep'

param location string
param suffix string
param tags tagsType

resource vnet 'Microsoft.Network/virtualNetworks@2025-01-01' = {
  name: 'vnet-parley-${suffix}'
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: ['10.60.0.0/16']
    }
    subnets: [
      {
        name: 'apps'
        properties: {
          // Container Apps takes a /27 at least; each replica that is replaced needs an address twice for a while.
          addressPrefix: '10.60.0.0/24'
          delegations: [
            {
              name: 'apps'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: '10.60.1.0/27'
        }
      }
    ]
  }
}

var zones = ['privatelink.redis.azure.net', 'privatelink.openai.azure.com']

resource dns 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for zone in zones: {
    name: zone
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (zone, index) in zones: {
    parent: dns[index]
    name: 'parley'
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        id: vnet.id
      }
    }
  }
]
