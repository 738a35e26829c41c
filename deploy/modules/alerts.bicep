// Alerts on what Parley writes in its log. They look for its own sentences: the log is there without anything that scrapes
// the metrics.
param location string
param workspaceId string
param email string
param tags object

resource mail 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'ag-parley'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'parley'
    enabled: true
    emailReceivers: [
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
        actionGroups: empty(email) ? [] : [mail.id]
      }
      autoMitigate: true
      // The workspace has no such table before the first line of a log is in it.
      skipQueryValidation: true
    }
  }
]
