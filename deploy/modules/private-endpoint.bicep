// The address of a service inside the network of network.bicep, and its name there.
import { tags as tagsType } from 'types.bicep'

param location string
param suffix string
param tags tagsType

@description('Name of the endpoint.')
param name string

@description('What it leads to.')
param serviceId string

@description('Which part of the service.')
param groupId string

@description('Zone that the name is in.')
param zone string

resource vnet 'Microsoft.Network/virtualNetworks@2025-01-01' existing = {
  name: 'vnet-parley-${suffix}'

  resource subnet 'subnets' existing = {
    name: 'endpoints'
  }
}

resource dns 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  name: zone
}

resource endpoint 'Microsoft.Network/privateEndpoints@2025-01-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: {
      id: vnet::subnet.id
    }
    privateLinkServiceConnections: [
      {
        name: name
        properties: {
          privateLinkServiceId: serviceId
          groupIds: [groupId]
        }
      }
    ]
  }

  resource zoneGroup 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: groupId
          properties: {
            privateDnsZoneId: dns.id
          }
        }
      ]
    }
  }
}
