// The container app, and the alerts on it. What it talks to is its caller's business: parley.bicep and existing.bicep.
import { secretSetting, setting, tags as tagsType } from 'types.bicep'

param location string
param name string
param environmentId string
param image string
param tags tagsType

@description('Name of the user-assigned identity that pulls the image and reads the vault.')
param identityName string

@description('Registry that the identity pulls from. Empty: the image is public.')
param registryServer string

@description('Settings of docs/configuration.md that are no secrets.')
param settings setting[]

@description('Settings whose values are secrets, by the names that the secrets have in the app.')
param secretSettings secretSetting[]

@description('Those secrets: values, by name.')
@secure()
param secrets {
  *: string
} = {}

@description('Those secrets: their addresses in Key Vault, by name.')
param vaultAddresses {
  *: string
} = {}

param cpu string
param memory string
param minReplicas int
param maxReplicas int

@description('Action group of the alerts on the app. Empty: there are none.')
param actionGroupId string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource app 'Microsoft.App/containerApps@2026-01-01' = {
  name: name
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      // Only port 3978 is reachable from outside. The management port, 9000, is not: it has no authentication, and can
      // replay and delete dead letters.
      ingress: {
        external: true
        targetPort: 3978
        transport: 'http'
        allowInsecure: false
      }
      registries: empty(registryServer)
        ? []
        : [
            {
              server: registryServer
              identity: identity.id
            }
          ]
      secrets: concat(
        map(items(secrets), secret => {
          name: secret.key
          value: secret.value
        }),
        map(items(vaultAddresses), secret => {
          name: secret.key
          keyVaultUrl: secret.value
          identity: identity.id
        })
      )
    }
    template: {
      // Readiness goes off, 2 s pass, requests have 15 s to end, turns 25 s: 42 s at most, and some to spare.
      terminationGracePeriodSeconds: 60
      containers: [
        {
          name: 'parley'
          image: image
          resources: {
            cpu: json(cpu)
            memory: memory
          }
          env: concat(settings, secretSettings)
          probes: [
            // 120 s to start: on half a processor the native executable took 0.3 s, and the JVM 22 s (docs/benchmarks.md).
            {
              type: 'Startup'
              httpGet: {
                port: 9000
                path: '/q/health/started'
              }
              periodSeconds: 12
              failureThreshold: 10
              timeoutSeconds: 3
            }
            // Off while Redis takes no writes, until the Connector's signing keys are loaded, and from SIGTERM on.
            {
              type: 'Readiness'
              httpGet: {
                port: 9000
                path: '/q/health/ready'
              }
              periodSeconds: 5
              failureThreshold: 2
              timeoutSeconds: 3
            }
            {
              type: 'Liveness'
              httpGet: {
                port: 9000
                path: '/q/health/live'
              }
              periodSeconds: 10
              failureThreshold: 3
              timeoutSeconds: 3
            }
          ]
        }
      ]
      scale: {
        // Not 0: a request would start a replica again, but a turn that waits in Redis makes none.
        minReplicas: minReplicas
        maxReplicas: maxReplicas
        rules: [
          {
            // Despite its name a rate: requests of the last 15 s, divided by 15. Turns that wait for the model are not counted.
            name: 'http'
            http: {
              metadata: {
                concurrentRequests: '20'
              }
            }
          }
          {
            // The load of turns without new requests: long streamed answers, and retries.
            name: 'cpu'
            custom: {
              type: 'cpu'
              metadata: {
                type: 'Utilization'
                value: '70'
              }
            }
          }
        ]
      }
    }
  }
}

// The metric counts from the making of a replica on, so that this ends when the replica is replaced.
module restarts 'metric-alert.bicep' = if (!empty(actionGroupId)) {
  params: {
    name: '${name}-restarts'
    summary: 'A replica of Parley has been restarted more than twice. Its log says why it ended: a wrong setting is its last line.'
    severity: 1
    resourceId: app.id
    metricNamespace: 'Microsoft.App/containerApps'
    metricName: 'RestartCount'
    timeAggregation: 'Maximum'
    moreThan: 2
    actionGroupId: actionGroupId
    tags: tags
  }
}

// 503 is what Parley answers when it cannot store a message, and 502 or 503 what the ingress answers when no replica runs. Not
// 501 and 504: an invoke that the bot does not know, and an expectReplies that takes long.
module refusals 'metric-alert.bicep' = if (!empty(actionGroupId)) {
  params: {
    name: '${name}-refusals'
    summary: 'Messages are refused: Redis or the signing keys of the Connector cannot be reached, too much is waiting, or no replica runs.'
    severity: 1
    resourceId: app.id
    metricNamespace: 'Microsoft.App/containerApps'
    metricName: 'Requests'
    dimensions: [
      {
        name: 'statusCode'
        operator: 'Include'
        values: ['500', '502', '503']
      }
    ]
    timeAggregation: 'Total'
    moreThan: 5
    actionGroupId: actionGroupId
    tags: tags
  }
}

// A few are strangers. Many, while no message is answered, mean a wrong MICROSOFT_APP_ID or PARLEY_CLOUD.
module tokens 'metric-alert.bicep' = if (!empty(actionGroupId)) {
  params: {
    name: '${name}-tokens-refused'
    summary: 'Many requests are answered 401. If nobody is answered, MICROSOFT_APP_ID or PARLEY_CLOUD is wrong: docs/operations.md.'
    severity: 2
    resourceId: app.id
    metricNamespace: 'Microsoft.App/containerApps'
    metricName: 'Requests'
    dimensions: [
      {
        name: 'statusCode'
        operator: 'Include'
        values: ['401']
      }
    ]
    timeAggregation: 'Total'
    moreThan: 50
    actionGroupId: actionGroupId
    tags: tags
  }
}

// As many replicas as there may be: from here on, more work means waiting.
module busy 'metric-alert.bicep' = if (!empty(actionGroupId) && maxReplicas > minReplicas) {
  params: {
    name: '${name}-busy'
    summary: 'All replicas that are permitted run. Raise maxReplicas, or look at what keeps them busy: docs/operations.md.'
    severity: 2
    resourceId: app.id
    metricNamespace: 'Microsoft.App/containerApps'
    metricName: 'Replicas'
    timeAggregation: 'Minimum'
    moreThan: maxReplicas - 1
    actionGroupId: actionGroupId
    tags: tags
  }
}

output url string = 'https://${app.properties.configuration.ingress.fqdn}'
