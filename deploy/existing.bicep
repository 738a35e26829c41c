// The bot beside what is there already: a bot registration, a model, a Redis and a Container Apps environment. It makes one
// identity, which pulls the image, and the app.
targetScope = 'resourceGroup'

import { setting, tags as tagsType } from 'modules/types.bicep'

@description('Azure region, that of the environment.')
param location string = resourceGroup().location

@description('Name of the app.')
param name string = 'parley'

@description('The image, with the registry in front and a tag behind.')
@minLength(1)
param image string

@description('Container registry of this resource group that the image is in. Empty: the image is public.')
param registryName string = ''

@description('Resource id of the Container Apps environment.')
param environmentId string

@description('Resource id of the action group for the alerts on the app. Empty: there are no alerts.')
param actionGroupId string = ''

@description('Kind of the registration, as the Azure Bot resource has it.')
@allowed(['SingleTenant', 'MultiTenant'])
param appType string = 'SingleTenant'

@description('Application id of the bot.')
param appId string

@description('Tenant of that application.')
param appTenantId string = tenant().tenantId

@description('Client secret of that application.')
@secure()
@minLength(1)
param appPassword string

@description('Endpoint of Azure OpenAI, such as https://<resource>.openai.azure.com; with /openai/v1 at its end for models that reason.')
param modelEndpoint string

@description('Name of the deployment there.')
param modelDeployment string

@description('Key of Azure OpenAI. Empty: the app asks with its identity, which then needs the role Cognitive Services OpenAI User there.')
@secure()
param modelKey string = ''

@description('rediss://:<key>@<host>:<port>, with special characters of the key percent-encoded.')
@secure()
@minLength(1)
param redisUrl string

@description('Processors of a replica. With memory, a pair that Container Apps permits: 0.25 and 0.5Gi, 0.5 and 1Gi, 1 and 2Gi. The JVM needs 1.')
param cpu string = '0.5'

@description('Memory of a replica.')
param memory string = '1Gi'

@description('Replicas at least. Two survive the loss of one; with none, nobody takes the message that wakes one.')
@minValue(1)
param minReplicas int = 1

@description('Replicas at most. Each runs up to 256 turns at once.')
@minValue(1)
param maxReplicas int = 3

@description('Further settings of docs/configuration.md, as { name, value }. Not for secrets.')
param settings setting[] = []

@description('Tags of all resources.')
param tags tagsType = {}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-${name}'
  location: location
  tags: tags
}

module pull 'modules/registry-pull.bicep' = if (!empty(registryName)) {
  params: {
    registryName: registryName
    identityName: identity.name
  }
}

module app 'modules/app.bicep' = {
  params: {
    location: location
    name: name
    environmentId: environmentId
    image: image
    tags: tags
    identityName: identity.name
    registryServer: empty(registryName) ? '' : '${toLower(registryName)}${environment().suffixes.acrLoginServer}'
    settings: concat(
      [
        {
          name: 'MICROSOFT_APP_TYPE'
          value: appType
        }
        {
          name: 'MICROSOFT_APP_ID'
          value: appId
        }
        {
          name: 'MICROSOFT_APP_TENANT_ID'
          value: appTenantId
        }
        {
          name: 'AZURE_OPENAI_ENDPOINT'
          value: modelEndpoint
        }
        {
          name: 'AZURE_OPENAI_DEPLOYMENT'
          value: modelDeployment
        }
      ],
      empty(modelKey)
        ? [
            {
              name: 'PARLEY_CHAT_IDENTITY'
              value: 'managed'
            }
            {
              name: 'PARLEY_CHAT_IDENTITY_CLIENT_ID'
              value: identity.properties.clientId
            }
          ]
        : [],
      settings
    )
    secretSettings: concat(
      [
        {
          name: 'MICROSOFT_APP_PASSWORD'
          secretRef: 'app-password'
        }
        {
          name: 'REDIS_URL'
          secretRef: 'redis-url'
        }
      ],
      empty(modelKey)
        ? []
        : [
            {
              name: 'AZURE_OPENAI_KEY'
              secretRef: 'model-key'
            }
          ]
    )
    secrets: union(
      {
        'app-password': appPassword
        'redis-url': redisUrl
      },
      empty(modelKey) ? {} : { 'model-key': modelKey }
    )
    cpu: cpu
    memory: memory
    minReplicas: minReplicas
    maxReplicas: maxReplicas
    actionGroupId: actionGroupId
  }
  dependsOn: [
    pull
  ]
}

output PARLEY_URL string = app.outputs.url
output PARLEY_BOT_ID string = appId
output PARLEY_MESSAGING_ENDPOINT string = '${app.outputs.url}/api/messages'
output PARLEY_IDENTITY string = identity.properties.principalId
