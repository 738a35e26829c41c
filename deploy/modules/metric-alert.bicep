// An alert on a metric that Azure itself keeps of a resource.
param name string
param summary string
param severity int
param resourceId string
param metricNamespace string
param metricName string
param timeAggregation string
param moreThan int
param actionGroupId string
param tags object

@description('Values of one dimension that count, as { name, operator, values }. Without any, all do.')
param dimensions array = []

resource alert 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    description: summary
    severity: severity
    enabled: true
    scopes: [resourceId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: name
          metricNamespace: metricNamespace
          metricName: metricName
          dimensions: dimensions
          timeAggregation: timeAggregation
          operator: 'GreaterThan'
          threshold: moreThan
        }
      ]
    }
    actions: [
      {
        actionGroupId: actionGroupId
      }
    ]
  }
}
