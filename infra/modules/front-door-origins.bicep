metadata description = 'Front Door\'s two hosts: all requests go to the first while its /health answers, else to the second.'

@description('The profile.')
param profileName string

@description('The endpoint.')
param endpointName string

@description('The host names, the one to prefer first.')
@minLength(2)
@maxLength(5)
param hostNames string[]

@description('Who is told when a host does not answer.')
param actionGroupId string

@description('Tags.')
param tags object

resource profile 'Microsoft.Cdn/profiles@2025-06-01' existing = {
  name: profileName

  resource endpoint 'afdEndpoints' existing = {
    name: endpointName

    resource route 'routes' = {
      name: 'all'
      dependsOn: [hosts]
      properties: {
        enabledState: 'Enabled'
        originGroup: { id: profile::group.id }
        patternsToMatch: ['/*']
        supportedProtocols: ['Http', 'Https']
        httpsRedirect: 'Enabled'
        forwardingProtocol: 'HttpsOnly'
        linkToDefaultDomain: 'Enabled'
      }
    }
  }

  resource group 'originGroups' = {
    name: 'hosts'
    properties: {
      sessionAffinityState: 'Disabled'
      healthProbeSettings: {
        probePath: '/health'
        probeProtocol: 'Https'
        probeRequestType: 'GET'
        probeIntervalInSeconds: 30
      }
      loadBalancingSettings: {
        sampleSize: 4
        successfulSamplesRequired: 3
        additionalLatencyInMilliseconds: 0
      }
    }
  }
}

resource hosts 'Microsoft.Cdn/profiles/originGroups/origins@2025-06-01' = [
  for (hostName, i) in hostNames: {
    parent: profile::group
    name: 'host-${i + 1}'
    properties: {
      enabledState: 'Enabled'
      hostName: hostName
      originHostHeader: hostName
      priority: i + 1
      weight: 1000
      httpPort: 80
      httpsPort: 443
      enforceCertificateNameCheck: true
    }
  }
]

resource unhealthy 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'steward-host-unhealthy'
  location: 'global'
  tags: tags
  properties: {
    description: 'A host does not answer Front Door at /health. If it is the first one: see the fail-over runbook.'
    severity: 1
    enabled: true
    autoMitigate: true
    scopes: [profile.id]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'health'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'OriginHealthPercentage'
          metricNamespace: 'Microsoft.Cdn/profiles'
          timeAggregation: 'Average'
          operator: 'LessThan'
          threshold: 50
          dimensions: [{ name: 'Origin', operator: 'Include', values: ['*'] }]
        }
      ]
    }
    actions: [{ actionGroupId: actionGroupId }]
  }
}
