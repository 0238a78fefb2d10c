metadata description = 'All that one region needs to run Steward: network, antivirus, function app.'

@description('The token in the names.')
param token string

@description('The name of the function app, unique in the world.')
param appName string

@description('The region.')
param location string

@description('Tags.')
param tags object

@description('Further tags of the function app: azd finds what it deploys to by one of them.')
param appTags object

@description('The id of the identity that the host runs as.')
param identityId string

@description('The container that its package is deployed to.')
param packageContainerUrl string

@description('The image of the antivirus.')
param antivirusImage string

@description('Replicas of the antivirus.')
param antivirusReplicas int

@description('True: plan and antivirus are spread over zones.')
param zoneRedundant bool

@description('Instances that are always ready for HTTP.')
param httpInstances int

@description('Instances that are always ready for orchestrations.')
param durableInstances int

@description('True: a Front Door alone may send requests; false: everybody may.')
param behindFrontDoor bool

@description('The id of that Front Door; empty without one.')
param frontDoorId string

@description('Where the logs go.')
param workspaceId string

module network 'network.bicep' = {
  name: 'network-${token}'
  params: { name: 'vnet-${token}', location: location, tags: tags }
}

module antivirus 'antivirus.bicep' = {
  name: 'antivirus-${token}'
  params: {
    token: token
    location: location
    tags: tags
    subnetId: network.outputs.antivirusSubnetId
    image: antivirusImage
    replicas: antivirusReplicas
    zoneRedundant: zoneRedundant
    workspaceId: workspaceId
  }
}

module app 'function-app.bicep' = {
  name: 'app-${token}'
  params: {
    name: appName
    location: location
    tags: tags
    appTags: appTags
    identityId: identityId
    packageContainerUrl: packageContainerUrl
    subnetId: network.outputs.functionsSubnetId
    zoneRedundant: zoneRedundant
    httpInstances: httpInstances
    durableInstances: durableInstances
    behindFrontDoor: behindFrontDoor
    frontDoorId: frontDoorId
  }
}

@description('Its host name.')
output hostName string = app.outputs.hostName

@description('clamd, as host:port.')
output clamd string = antivirus.outputs.address
