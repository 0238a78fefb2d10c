metadata description = '''ClamAV as a container that only the network reaches.
The environment has no public address at all (internal). Within it the ingress is called external because the host is in the network but not in the
environment; with false only other containers could reach it.
The image carries freshclam, which fetches the signatures' changes every hour. They lie in the container: after a restart it begins with
the image's and fetches the rest before clamd answers. A share would need the account's key, which is switched off.'''

@description('The token in the names.')
param token string

@description('The region.')
param location string

@description('Tags.')
param tags object

@description('The subnet that it lives in.')
param subnetId string

@description('The image.')
param image string

@description('Containers that run at the same time.')
@minValue(1)
param replicas int

@description('True: they are in different zones.')
param zoneRedundant bool

@description('Where the logs go.')
param workspaceId string

var port = 3310

resource environment 'Microsoft.App/managedEnvironments@2025-07-01' = {
  name: 'cae-${token}'
  location: location
  tags: tags
  properties: {
    publicNetworkAccess: 'Disabled'
    zoneRedundant: zoneRedundant
    vnetConfiguration: { internal: true, infrastructureSubnetId: subnetId }
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
    appLogsConfiguration: { destination: 'azure-monitor' }
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: environment
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
  }
}

resource clamav 'Microsoft.App/containerApps@2025-07-01' = {
  name: 'clamav'
  location: location
  tags: tags
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        transport: 'tcp'
        targetPort: port
        exposedPort: port
      }
    }
    template: {
      containers: [
        {
          name: 'clamav'
          image: image
          // What clamd does not look at it passes over as clean, unless it is told to say so.
          command: [
            '/bin/sh'
            '-c'
            'printf "\\nAlertExceedsMax yes\\nAlertEncrypted yes\\n" >> /etc/clamav/clamd.conf && exec /init'
          ]
          // While new signatures are loaded the old ones are still there: twice about 1.3 GB.
          resources: { cpu: json('2.0'), memory: '4Gi' }
          env: [
            { name: 'CLAMAV_NO_FRESHCLAMD', value: 'false' }
            { name: 'FRESHCLAM_CHECKS', value: '24' }
          ]
          probes: [
            // Loading the signatures takes a minute or two.
            {
              type: 'Startup'
              tcpSocket: { port: port }
              initialDelaySeconds: 30
              periodSeconds: 10
              failureThreshold: 30
            }
            { type: 'Readiness', tcpSocket: { port: port }, periodSeconds: 10, failureThreshold: 3 }
            { type: 'Liveness', tcpSocket: { port: port }, periodSeconds: 30, failureThreshold: 5 }
          ]
        }
      ]
      scale: { minReplicas: replicas, maxReplicas: replicas }
    }
  }
}

@description('The address that the host is given: host:port. The environment keeps its address for life, and hands the port to this container.')
output address string = '${environment.properties.staticIp}:${clamav.properties.configuration.ingress.exposedPort}'
