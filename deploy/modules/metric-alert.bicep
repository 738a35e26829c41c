// An alert on a metric that Azure itself keeps of a resource.
import { dimension, tags as tagsType } from 'types.bicep'

param name string
param summary string
param severity int
param resourceId string
param metricNamespace string
param metricName string
param timeAggregation string
param moreThan int
param actionGroupId string
param tags tagsType

@description('Without any, all values count.')
param dimensions dimension[] = []

resource alert 'Microsoft.Insights/metricAlerts@2026-01-01' = {
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
