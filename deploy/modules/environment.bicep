// Where the app runs, and where its logs and traces go.
param location string
param suffix string
param traces bool
param tags object

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: 'log-parley-${suffix}'
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 30
    // A day on which everything fails writes much. What comes after is not kept.
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

// Parley sends traces alone, over OTLP, and knows nothing of Application Insights: the environment's agent takes them.
// Its metrics are for Prometheus, on the management port, and are not collected here.
var openTelemetry = {
  appInsightsConfiguration: {
    connectionString: insights!.properties.ConnectionString
  }
  openTelemetryConfiguration: {
    tracesConfiguration: {
      destinations: ['appInsights']
    }
  }
}

// The version is a preview since only those have openTelemetryConfiguration.
resource environment 'Microsoft.App/managedEnvironments@2025-02-02-preview' = {
  name: 'cae-parley-${suffix}'
  location: location
  tags: tags
  properties: union(
    {
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
    },
    traces ? openTelemetry : {}
  )
}

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
output workspaceId string = workspace.id
