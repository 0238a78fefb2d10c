metadata description = 'The alerts that Steward itself needs. What they look for is in queries/, where a test holds it against what Steward logs.'

@description('The region.')
param location string

@description('Tags.')
param tags object

@description('The workspace.')
param workspaceId string

@description('Who is told.')
param actionGroupId string

var lifecycle = loadTextContent('../queries/lifecycle.kql')

var alerts = [
  {
    key: 'failed-orchestrations'
    title: 'Steward: an orchestration failed'
    text: 'At least one orchestration ended as failed; its change or release waits. Look with: steward orchestrations list --status failed; then: steward orchestrations resume ID.'
    query: '${lifecycle}${loadTextContent('../queries/failed-orchestrations.kql')}'
    column: 'Failed'
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT15M'
    severity: 2
  }
  {
    key: 'stale-heartbeat'
    title: 'Steward: no heartbeat'
    text: 'The reconcile, due every minute, has not come to its end for 15 minutes: the schedules, the engine or storage stand still. Look at the function app and at /health.'
    query: loadTextContent('../queries/stale-heartbeat.kql')
    column: 'Beats'
    operator: 'LessThan'
    threshold: 1
    window: 'PT15M'
    severity: 1
  }
  {
    key: 'queue-age'
    title: 'Steward: work waits in the queues'
    text: 'Something has waited for more than five minutes in the task hub: too few instances, or one that is stuck.'
    query: '${lifecycle}${loadTextContent('../queries/queue-age.kql')}'
    column: 'OldestSeconds'
    operator: 'GreaterThan'
    threshold: 300
    window: 'PT30M'
    severity: 2
  }
  {
    key: 'deliveries-waiting'
    title: 'Steward: webhooks wait'
    text: 'Webhooks are stored but not started at once, more than three times in 15 minutes. They are not lost; the reconcile starts them a minute later.'
    query: loadTextContent('../queries/deliveries-waiting.kql')
    column: 'Times'
    operator: 'GreaterThan'
    threshold: 3
    window: 'PT15M'
    severity: 3
  }
]

module rules 'log-alert.bicep' = [
  for alert in alerts: {
    name: 'alert-${alert.key}'
    params: {
      name: 'steward-${alert.key}'
      title: alert.title
      text: alert.text
      location: location
      tags: tags
      workspaceId: workspaceId
      actionGroupId: actionGroupId
      query: alert.query
      column: alert.column
      operator: alert.operator
      threshold: alert.threshold
      window: alert.window
      severity: alert.severity
    }
  }
]
