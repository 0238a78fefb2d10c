metadata description = 'One host: a Flex Consumption plan and the function app on it. Its settings are in app-settings.bicep, since they name its own address.'

@description('The name, unique in the world.')
param name string

@description('The region.')
param location string

@description('Tags.')
param tags object

@description('Further tags of the app itself.')
param appTags object

@description('The id of the identity that it runs as.')
param identityId string

@description('The container that its package is deployed to.')
param packageContainerUrl string

@description('The subnet that it sends from.')
param subnetId string

@description('True: its instances are spread over zones.')
param zoneRedundant bool

@description('Instances that are always ready for HTTP.')
@minValue(0)
param httpInstances int

@description('Instances that are always ready for orchestrations.')
@minValue(0)
param durableInstances int

@description('The most instances at a time.')
@minValue(40)
@maxValue(1000)
param maximumInstances int = 40

@description('Memory of an instance in MB.')
param instanceMemoryMB 512 | 2048 | 4096 = 2048

@description('True: a Front Door alone may send requests; false: everybody may.')
param behindFrontDoor bool

@description('The id of that Front Door; empty without one.')
param frontDoorId string

var alwaysReady = [
  { name: 'http', instanceCount: httpInstances }
  { name: 'durable', instanceCount: durableInstances }
]

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, appTags)
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: subnetId
    functionAppConfig: {
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        alwaysReady: filter(alwaysReady, group => group.instanceCount > 0)
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstances
      }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      http20Enabled: true
      ftpsState: 'Disabled'
      ipSecurityRestrictionsDefaultAction: behindFrontDoor ? 'Deny' : 'Allow'
      ipSecurityRestrictions: behindFrontDoor
        ? [
            {
              name: 'front-door'
              action: 'Allow'
              priority: 100
              tag: 'ServiceTag'
              ipAddress: 'AzureFrontDoor.Backend'
              headers: { 'x-azure-fdid': [frontDoorId] }
            }
          ]
        : []
    }
  }

  resource noFtpPassword 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource noScmPassword 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

@description('The host name.')
output hostName string = app.properties.defaultHostName
