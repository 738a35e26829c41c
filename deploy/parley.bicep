// The bot itself, beside what main.bicep or resources.bicep made. azd deploys this file after the image, whose name it
// fills in, so that the app never runs with another image, and the probes are right from its first revision on.
targetScope = 'resourceGroup'

import { setting } from 'modules/types.bicep'

@description('Azure region, that of the environment.')
param location string = resourceGroup().location

@description('What makes the names unique, as in resources.bicep.')
param suffix string = uniqueString(resourceGroup().id)

@description('The image, with the registry in front and a tag behind. That of resources.bicep is asked with the identity, any other without.')
@minLength(1)
param image string

@description('As in resources.bicep: three replicas in the production shape.')
param network bool = false

@description('As in resources.bicep: whether the key of Redis is read from Key Vault.')
param keyVault bool = false

@description('Whether resources.bicep made a second model.')
param modelFallback bool = false

@description('How much a reasoning model thinks before it answers. Empty for models that do not reason.')
param reasoningEffort string = 'low'

@description('The longest answer in tokens, with what the model thinks.')
param maxTokens int = 2000

@description('Whether traces are sent to the OpenTelemetry agent of the environment. As in resources.bicep.')
param traces bool = true

@description('Whether the bot uses the primary one of the two keys of Redis. Before one is regenerated, deploy with the other.')
param redisPrimary bool = true

@description('Processors of a replica. With memory, a pair that Container Apps permits: 0.25 and 0.5Gi, 0.5 and 1Gi, 1 and 2Gi. The JVM needs 1.')
param cpu string = '0.5'

@description('Memory of a replica.')
param memory string = '1Gi'

@description('Replicas at least. Two survive the loss of one; with none, nobody takes the message that wakes one.')
@minValue(1)
param minReplicas int = network ? 3 : 1

@description('Replicas at most. Each runs up to 256 turns at once.')
@minValue(1)
param maxReplicas int = network ? 6 : 3

@description('Further settings of docs/configuration.md, as { name, value }. Not for secrets.')
param settings setting[] = []

@description('What azd finds its environment by.')
param environmentName string = ''

// A reasoning model takes other parameters, and its effort needs the v1 route, which all models have.
func reasoningSettings(prefix string, effort string) setting[] =>
  empty(effort)
    ? []
    : [
        {
          name: '${prefix}PARAMETERS'
          value: 'reasoning'
        }
        {
          name: '${prefix}REASONING_EFFORT'
          value: effort
        }
      ]

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-parley-${suffix}'
}

resource environment 'Microsoft.App/managedEnvironments@2026-07-01' existing = {
  name: 'cae-parley-${suffix}'
}

resource redis 'Microsoft.Cache/redisEnterprise@2025-07-01' existing = {
  name: 'redis-parley-${suffix}'

  resource database 'databases' existing = {
    name: 'default'
  }
}

resource actions 'Microsoft.Insights/actionGroups@2023-01-01' existing = {
  name: 'ag-parley'
}

var registryServer = 'acrparley${suffix}${az.environment().suffixes.acrLoginServer}'

var bot = [
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
]

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
  reasoningSettings('PARLEY_CHAT_', reasoningEffort),
  modelFallback
    ? concat(
        [
          {
            name: 'PARLEY_CHAT_FALLBACKS_0__ENDPOINT'
            value: 'https://oai-parley2-${suffix}.openai.azure.com/openai/v1'
          }
          {
            name: 'PARLEY_CHAT_FALLBACKS_0__DEPLOYMENT'
            value: 'chat'
          }
          {
            name: 'PARLEY_CHAT_FALLBACKS_0__MAX_TOKENS'
            value: string(maxTokens)
          }
        ],
        reasoningSettings('PARLEY_CHAT_FALLBACKS_0__', reasoningEffort)
      )
    : []
)

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

// A secret that changes makes no new replicas; one of another name does.
var redisUrl = redisPrimary ? 'redis-url-primary' : 'redis-url-secondary'

module app 'modules/app.bicep' = {
  params: {
    location: location
    name: 'parley'
    environmentId: environment.id
    image: image
    tags: empty(environmentName)
      ? { 'azd-service-name': 'parley' }
      : { 'azd-service-name': 'parley', 'azd-env-name': environmentName }
    identityName: identity.name
    registryServer: startsWith(image, '${registryServer}/') ? registryServer : ''
    settings: concat(bot, model, telemetry, settings)
    secretSettings: [
      {
        name: 'REDIS_URL'
        secretRef: redisUrl
      }
    ]
    secrets: keyVault
      ? {}
      : {
          '${redisUrl}': 'rediss://:${uriComponent(redisPrimary ? redis::database.listKeys().primaryKey : redis::database.listKeys().secondaryKey)}@${redis.properties.hostName}:10000'
        }
    vaultAddresses: keyVault
      ? {
          '${redisUrl}': 'https://kv-parley-${suffix}${az.environment().suffixes.keyvaultDns}/secrets/${redisUrl}'
        }
      : {}
    cpu: cpu
    memory: memory
    minReplicas: minReplicas
    maxReplicas: maxReplicas
    actionGroupId: actions.id
  }
}

output PARLEY_URL string = app.outputs.url
output PARLEY_BOT_ID string = identity.properties.clientId
