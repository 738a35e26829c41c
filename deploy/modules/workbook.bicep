// A page in Azure Monitor with what the log and the traces say: turns, the model, warnings.
import { tags as tagsType } from 'types.bicep'

param location string
param suffix string
param tags tagsType

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: 'log-parley-${suffix}'
}

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(workspace.id, 'parley')
  location: location
  kind: 'shared'
  tags: tags
  properties: {
    displayName: 'Parley'
    category: 'workbook'
    sourceId: workspace.id
    serializedData: loadTextContent('workbook.json')
  }
}
