// The bot itself, beside what main.bicep or resources.bicep made. azd deploys this file after the image, whose name it
// fills in, so that the app never runs with another image, and the probes are right from its first revision on.
targetScope = 'resourceGroup'

@description('Azure region, that of the environment.')
param location string = resourceGroup().location

@description('What makes the names unique, as in resources.bicep.')
param suffix string = uniqueString(resourceGroup().id)

@description('The image, with the registry in front and a tag behind.')
param image string

@description('How much a reasoning model thinks before it answers. Empty for models that do not reason.')
param reasoningEffort string = 'low'

@description('The longest answer in tokens, with what the model thinks.')
param maxTokens int = 2000

@description('Whether traces are sent to the OpenTelemetry agent of the environment. As in resources.bicep.')
param traces bool = true

@description('Whether the bot uses the primary one of the two keys of Redis. Before one is regenerated, deploy with the other.')
param redisPrimary bool = true

@description('Processors of a replica. With memory, a pair that Container Apps permits: 0.5 and 1Gi, 1 and 2Gi. The JVM is better off with 1.')
param cpu string = '0.5'

@description('Memory of a replica.')
param memory string = '1Gi'

@description('Replicas at least. Two for what one of them does not survive; with none, nobody takes the message that wakes one.')
@minValue(1)
param minReplicas int = 1

@description('Replicas at most. Each runs up to 256 turns at once.')
@minValue(1)
param maxReplicas int = 3

@description('Further settings of docs/configuration.md, as { name, value }. Not for secrets.')
param settings array = []

@description('What azd finds its environment by.')
param environmentName string = ''

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-parley-${suffix}'
}

resource environment 'Microsoft.App/managedEnvironments@2025-02-02-preview' existing = {
  name: 'cae-parley-${suffix}'
}

resource registry 'Microsoft.ContainerRegistry/registries@2025-04-01' existing = {
  name: 'acrparley${suffix}'
}

resource redis 'Microsoft.Cache/redisEnterprise@2025-07-01' existing = {
  name: 'redis-parley-${suffix}'
}

resource database 'Microsoft.Cache/redisEnterprise/databases@2025-07-01' existing = {
  parent: redis
  name: 'default'
}

resource actions 'Microsoft.Insights/actionGroups@2023-01-01' existing = {
  name: 'ag-parley'
}

var tags = empty(environmentName) ? {} : { 'azd-env-name': environmentName }

// A reasoning model takes other parameters, and its effort needs the v1 route, which all models have.
var model = concat(
  [
    {
      name: 'AZURE_OPENAI_ENDPOINT'
      value: 'https://oai-parley-${suffix}.openai.azure.com/openai/v1'
    }
    {
      name: 'AZURE_OPENAI_DEPLOYMENT'
      value: 'chat'
    }
    {
      name: 'PARLEY_CHAT_IDENTITY'
      value: 'managed'
    }
    {
      name: 'PARLEY_CHAT_IDENTITY_CLIENT_ID'
      value: identity.properties.clientId
    }
    {
      name: 'PARLEY_CHAT_MAX_TOKENS'
      value: string(maxTokens)
    }
  ],
  empty(reasoningEffort)
    ? []
    : [
        {
          name: 'PARLEY_CHAT_PARAMETERS'
          value: 'reasoning'
        }
        {
          name: 'PARLEY_CHAT_REASONING_EFFORT'
          value: reasoningEffort
        }
      ]
)

// A secret that changes makes no new replicas; one of another name does.
var redisUrl = redisPrimary ? 'redis-url-primary' : 'redis-url-secondary'

// The agent's address is in a variable of its own, which Parley reads where its setting names it.
var telemetry = traces
  ? [
      {
        name: 'OTEL_SDK_DISABLED'
        value: 'false'
      }
      {
        name: 'OTEL_EXPORTER_OTLP_ENDPOINT'
        value: '\${CONTAINERAPP_OTEL_TRACING_GRPC_ENDPOINT:http://localhost:4317}'
      }
      {
        // An idle replica looks through Redis 86 times a second, and each would be a span to pay for.
        name: 'QUARKUS_OTEL_INSTRUMENT_VERTX_REDIS_CLIENT'
        value: 'false'
      }
    ]
  : []

resource app 'Microsoft.App/containerApps@2025-01-01' = {
  name: 'parley'
  location: location
  tags: union({ 'azd-service-name': 'parley' }, tags)
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      // Port 3978 alone is reachable from outside. The management port, 9000, is not: whoever reaches it can replay and
      // delete dead letters.
      ingress: {
        external: true
        targetPort: 3978
        transport: 'http'
        allowInsecure: false
      }
      registries: [
        {
          server: registry.properties.loginServer
          identity: identity.id
        }
      ]
      secrets: [
        {
          name: redisUrl
          value: 'rediss://:${uriComponent(redisPrimary ? database.listKeys().primaryKey : database.listKeys().secondaryKey)}@${redis.properties.hostName}:10000'
        }
      ]
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
          env: concat(
            [
              {
                name: 'MICROSOFT_APP_TYPE'
                value: 'UserAssignedMSI'
              }
              {
                name: 'MICROSOFT_APP_ID'
                value: identity.properties.clientId
              }
              {
                name: 'MICROSOFT_APP_TENANT_ID'
                value: identity.properties.tenantId
              }
              {
                name: 'REDIS_URL'
                secretRef: redisUrl
              }
            ],
            model,
            telemetry,
            settings
          )
          probes: [
            // 120 s to start: on half a CPU the JVM took 22 of them, and the native executable 0.3 (docs/benchmarks.md).
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
            // Off while Redis cannot be reached, and from SIGTERM on.
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
            // Messages are answered 202 at once, so that few requests are under way at a time: many mean that a replica
            // cannot keep up. Turns that wait for the model are not counted.
            name: 'http'
            http: {
              metadata: {
                concurrentRequests: '20'
              }
            }
          }
        ]
      }
    }
  }
}

// The metric counts from the making of a replica on, so that this ends when the replica is replaced.
module restarts 'modules/metric-alert.bicep' = {
  name: 'parley-restarts'
  params: {
    name: 'parley-restarts'
    summary: 'A replica of Parley has been restarted more than twice. Its log says why it ended: a wrong setting is its last line.'
    severity: 1
    resourceId: app.id
    metricNamespace: 'Microsoft.App/containerApps'
    metricName: 'RestartCount'
    timeAggregation: 'Maximum'
    moreThan: 2
    actionGroupId: actions.id
    tags: tags
  }
}

// 503 is what Parley answers when it cannot store a message, and 502 or 503 what the ingress answers when no replica runs. Not
// 501 and 504: an invoke that the bot does not know, and an expectReplies that takes long.
module refusals 'modules/metric-alert.bicep' = {
  name: 'parley-refusals'
  params: {
    name: 'parley-refusals'
    summary: 'Messages are refused: Redis or the signing keys of the Connector cannot be had, too much is waiting, or no replica runs.'
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
    actionGroupId: actions.id
    tags: tags
  }
}

output PARLEY_URL string = 'https://${app.properties.configuration.ingress.fqdn}'
