metadata description = 'An alert on a query over the workspace.'

@description('The name of the resource.')
param name string

@description('The name that people see.')
param title string

@description('What is wrong when it fires, and what to do.')
param text string

@description('The region.')
param location string

@description('Tags.')
param tags object

@description('The workspace.')
param workspaceId string

@description('Who is told.')
param actionGroupId string

@description('The query; its last step gives the column that is compared.')
param query string

@description('The column that is compared.')
param column string

@description('How it is compared.')
param operator 'GreaterThan' | 'LessThan'

@description('With what.')
param threshold int

@description('How far back the query looks.')
param window string

@description('0 critical to 4 verbose.')
@minValue(0)
@maxValue(4)
param severity int

resource alert 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: name
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: title
    description: text
    severity: severity
    enabled: true
    autoMitigate: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT5M'
    windowSize: window
    // The tables are made by the first host that sends; before that the query would be refused.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: query
          metricMeasureColumn: column
          timeAggregation: 'Maximum'
          operator: operator
          threshold: threshold
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [actionGroupId] }
  }
}
