// Where the app runs, and where its logs and traces go.
import { tags as tagsType } from 'types.bicep'

param location string
param suffix string
param network bool
param traces bool
param tags tagsType

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-parley-${suffix}'
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 30
    // A day on which everything fails writes much. What comes after is not kept, and an alert says so.
    workspaceCapping: {
      dailyQuotaGb: 5
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = if (traces) {
  name: 'appi-parley-${suffix}'
  location: location
  kind: 'web'
  tags: tags
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
  }
}

resource vnet 'Microsoft.Network/virtualNetworks@2025-01-01' existing = if (network) {
  name: 'vnet-parley-${suffix}'

  resource apps 'subnets' existing = {
    name: 'apps'
  }
}

resource environment 'Microsoft.App/managedEnvironments@2026-07-01' = {
  name: 'cae-parley-${suffix}'
  location: location
  tags: tags
  properties: {
    // By diagnostic settings, which need no key of the workspace.
    appLogsConfiguration: {
      destination: 'azure-monitor'
    }
    workloadProfiles: [
      {
        name: 'Consumption'
        workloadProfileType: 'Consumption'
      }
    ]
    // Zones need a network of one's own. Neither can be changed later.
    zoneRedundant: network
    vnetConfiguration: network
      ? {
          infrastructureSubnetId: vnet::apps.id
          // The Bot Connector calls from outside.
          internal: false
        }
      : null
    // Parley sends traces over OTLP, and knows nothing of Application Insights: the environment's agent takes them.
    appInsightsConfiguration: traces
      ? {
          connectionString: insights!.properties.ConnectionString
        }
      : null
    openTelemetryConfiguration: traces
      ? {
          tracesConfiguration: {
            destinations: ['appInsights']
          }
        }
      : null
  }
}

// All versions since 2016 are previews, and that one knows no sink of its own for each category.
#disable-next-line use-recent-api-versions
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'parley'
  scope: environment
  properties: {
    workspaceId: workspace.id
    logs: [
      {
        category: 'ContainerAppConsoleLogs'
        enabled: true
      }
      {
        category: 'ContainerAppSystemLogs'
        enabled: true
      }
    ]
  }
}

output defaultDomain string = environment.properties.defaultDomain
