metadata description = 'Where logs go: one workspace, one Application Insights on top of it that takes nothing without an identity, and who is told when an alert fires.'

import { appIdentity } from 'types.bicep'

@description('The token in the names.')
param token string

@description('The name of Application Insights.')
param insightsName string

@description('The region.')
param location string

@description('Tags.')
param tags object

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param retentionDays int

@description('The identities of the hosts, who may send.')
param identities appIdentity[]

@description('Who is told by mail when an alert fires; empty: nobody.')
param alertEmail string

// Built-in role: Monitoring Metrics Publisher, which is what Application Insights asks of a sender.
var publisherId = '3913510d-42f4-4e42-8a64-420c390055eb'

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-${token}'
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionDays
    features: { disableLocalAuth: true }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    IngestionMode: 'LogAnalytics'
    DisableLocalAuth: true
  }
}

resource publishers 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for identity in identities: {
    name: guid(insights.id, identity.name, publisherId)
    scope: insights
    properties: {
      principalId: identity.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', publisherId)
    }
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${token}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'steward'
    emailReceivers: empty(alertEmail)
      ? []
      : [{ name: 'operators', emailAddress: alertEmail, useCommonAlertSchema: true }]
  }
}

@description('The id of the workspace.')
output workspaceId string = workspace.id

@description('The id of the action group.')
output actionGroupId string = people.id
