// Alerts on what Parley writes in its log and traces, on the workspace that keeps them, and on Redis. Those on the app are in
// app.bicep. None of them needs the metrics of port 9000; docs/prometheus-rules.yaml has those that do.
import { tags as tagsType } from 'types.bicep'

param location string
param suffix string
param email string
param traces bool
param tags tagsType

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: 'log-parley-${suffix}'
}

resource redis 'Microsoft.Cache/redisEnterprise@2025-07-01' existing = {
  name: 'redis-parley-${suffix}'
}

// There without an address too, as parley.bicep names it.
resource mail 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-parley'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'parley'
    enabled: true
    emailReceivers: empty(email)
      ? []
      : [
          {
            name: 'operator'
            emailAddress: email
            useCommonAlertSchema: true
          }
        ]
  }
}

// By the sentence that Parley logs; deploy/check holds each against the source.
var inLog = [
  {
    name: 'parley-dead-letters'
    displayName: 'Parley gave up a message'
    description: 'A turn could not be ended or its answer not be delivered. Read the reason in the log, and replay the dead letter: docs/operations.md.'
    severity: 1
    sentence: 'made a dead letter'
    pattern: ''
    except: ''
    moreThan: 0
  }
  {
    name: 'parley-failing-turns'
    displayName: 'Parley has to start turns again'
    description: 'Turns stop before they end, and are tried again: people wait. The reason is in the log.'
    severity: 2
    sentence: 'and will be tried again'
    pattern: ''
    except: ''
    moreThan: 5
  }
  {
    name: 'parley-waiting'
    displayName: 'People wait too long'
    description: 'A message has no answer after two minutes, or a conversation waited half a minute for a replica with capacity. Look at other alerts first, then at the model and the number of replicas: docs/operations.md.'
    severity: 1
    sentence: 'People wait too long'
    pattern: ''
    except: ''
    // Each replica says so once a minute.
    moreThan: 2
  }
  {
    name: 'parley-model-fails'
    displayName: 'The model gives no answers'
    description: 'People get an apology in place of an answer. The log says why, and what to do: key, deployment, capacity, or Azure OpenAI itself.'
    severity: 1
    sentence: 'The model gave no answer'
    pattern: ''
    // What is blocked is not a fault of the model's, and one person can bring it about.
    except: '(?i)content.filter|refused to answer'
    moreThan: 5
  }
  {
    name: 'parley-documents-not-searched'
    displayName: 'The documents cannot be searched'
    description: 'People read that the bot cannot look it up. The log says what to check: the search service, its key or the role of the identity, the names of its fields.'
    severity: 2
    sentence: 'The documents cannot be searched'
    pattern: ''
    except: ''
    moreThan: 5
  }
  {
    name: 'parley-signing-keys'
    displayName: 'The signing keys of the Connector cannot be loaded'
    description: 'With old keys the bot goes on for a while, without any it refuses all messages. The log names the address that it cannot reach.'
    severity: 1
    sentence: 'could not be loaded'
    pattern: ''
    except: ''
    moreThan: 2
  }
  {
    name: 'parley-connector-refuses'
    displayName: 'The Connector refuses replies'
    description: 'Answers are not delivered. 401: the credentials of the bot. 403: an administrator or a user has blocked it.'
    severity: 1
    sentence: 'The Connector answered '
    // Of the answers of the Connector, those that no other try can change.
    pattern: 'The Connector answered 40[13]'
    except: ''
    moreThan: 5
  }
  {
    name: 'parley-write-unknown'
    displayName: 'Nobody knows whether a tool was called'
    description: 'A call that may change something was sent, and no answer came. The log names the tool and the call: look in the other system.'
    severity: 2
    sentence: 'Nobody knows whether the tool'
    pattern: ''
    except: ''
    moreThan: 0
  }
]

var logQueries = [
  for rule in inLog: {
    name: rule.name
    displayName: rule.displayName
    description: rule.description
    severity: rule.severity
    moreThan: rule.moreThan
    query: join(
      concat(
        ['ContainerAppConsoleLogs', 'where ContainerAppName == "parley"', 'where Log contains "${rule.sentence}"'],
        empty(rule.pattern) ? [] : ['where Log matches regex "${rule.pattern}"'],
        empty(rule.except) ? [] : ['where not(Log matches regex "${rule.except}")']
      ),
      ' | '
    )
  }
]

// By the spans of turns and of calls to the model: docs/operations.md.
var inTraces = [
  {
    name: 'parley-slow'
    displayName: 'Answers take long'
    description: 'One answer in twenty takes more than 30 s, with the wait before its turn. The spans under the turn say what takes the time.'
    severity: 2
    query: 'AppRequests | where Name == "turn" | extend took = DurationMs + coalesce(todouble(Properties["parley.turn.waited_ms"]), 0.0) | summarize answers = count(), slow = percentile(took, 95) | where answers >= 20 and slow > 30000'
    moreThan: 0
  }
  {
    name: 'parley-throttled'
    displayName: 'The model is asked too much'
    description: 'More than one call in twenty is throttled: the tokens a minute of the deployment are used up. Raise modelCapacity, or lower maxTokens.'
    severity: 2
    query: 'AppDependencies | where Name startswith "chat " | summarize calls = count(), throttled = countif(tostring(Properties["error.type"]) == "throttled") | where calls >= 20 and throttled > calls / 20'
    moreThan: 0
  }
  {
    name: 'parley-tool-fails'
    displayName: 'A tool fails'
    description: 'More than one call in five of a tool fails. Look at the system behind the tool, its credentials, and the log.'
    severity: 2
    query: 'AppDependencies | where Name startswith "execute_tool " | summarize calls = count(), failed = countif(isnotempty(tostring(Properties["error.type"]))) by Name | where calls >= 20 and failed > calls / 5'
    moreThan: 0
  }
]

// Nothing of the log is kept from here to the next day, so that no alert on it fires either.
var inWorkspace = [
  {
    name: 'parley-log-cap'
    displayName: 'The log of Parley has reached its cap'
    description: 'The workspace keeps no more log lines until its daily cap is reset, and alerts on the log are blind. Find what writes so much, or raise the cap.'
    severity: 2
    query: '_LogOperation | where Category =~ "Ingestion" | where Detail contains "OverQuota"'
    moreThan: 0
  }
]

resource alerts 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for rule in concat(logQueries, traces ? inTraces : [], inWorkspace): {
    name: rule.name
    location: location
    kind: 'LogAlert'
    tags: tags
    properties: {
      displayName: rule.displayName
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [workspace.id]
      // Longer than from one look to the next: lines take minutes to arrive.
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: rule.moreThan
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: [mail.id]
      }
      autoMitigate: true
      // The workspace has no such table before the first line of a log is in it.
      skipQueryValidation: true
    }
  }
]

// A full Redis refuses, and messages are answered 503. At 80 % there is time for a larger size.
module memory 'metric-alert.bicep' = {
  params: {
    name: 'parley-redis-memory'
    summary: 'Redis is more than 80 % full. When it is full, messages are refused: docs/operations.md.'
    severity: 2
    resourceId: redis.id
    metricNamespace: 'Microsoft.Cache/redisEnterprise'
    metricName: 'usedmemorypercentage'
    timeAggregation: 'Maximum'
    moreThan: 80
    actionGroupId: mail.id
    tags: tags
  }
}
