// Alerts on what Parley writes in its log, and on Redis. Those on the log look for Parley's own sentences: it is there without
// anything that scrapes the metrics. Those on the app are in parley.bicep, beside it.
param location string
param workspaceId string
param redisId string
param email string
param tags object

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

var rules = [
  {
    name: 'parley-dead-letters'
    displayName: 'Parley gave up a message'
    description: 'A message could not be answered or delivered. Read the reason in the log, and replay the dead letter: docs/operations.md.'
    severity: 1
    sentence: 'and made a dead letter'
    moreThan: 0
    // Longer than from one look to the next: lines take minutes to arrive.
    within: 'PT15M'
  }
  {
    name: 'parley-failing-turns'
    displayName: 'Parley has to start turns again'
    description: 'Turns stop before they end, and are tried again: people wait. The reason is in the log.'
    severity: 2
    sentence: 'and will be tried again'
    moreThan: 5
    within: 'PT15M'
  }
]

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: rule.name
    location: location
    kind: 'LogAlert'
    tags: tags
    properties: {
      displayName: rule.displayName
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: rule.within
      criteria: {
        allOf: [
          {
            query: 'ContainerAppConsoleLogs | where ContainerAppName == "parley" | where Log contains "${rule.sentence}"'
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
  name: 'parley-redis-memory'
  params: {
    name: 'parley-redis-memory'
    summary: 'Redis is more than 80 % full. When it is full, messages are refused: docs/operations.md.'
    severity: 2
    resourceId: redisId
    metricNamespace: 'Microsoft.Cache/redisEnterprise'
    metricName: 'usedmemorypercentage'
    timeAggregation: 'Maximum'
    moreThan: 80
    actionGroupId: mail.id
    tags: tags
  }
}
