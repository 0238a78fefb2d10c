metadata description = 'The address that stays when a region is lost. Where it sends requests to is in front-door-origins.bicep, since the hosts must know its id first.'

@description('The name of the profile.')
param profileName string

@description('The name of the endpoint, unique in the world.')
param endpointName string

@description('Tags.')
param tags object

resource profile 'Microsoft.Cdn/profiles@2025-06-01' = {
  name: profileName
  location: 'global'
  tags: tags
  sku: { name: 'Standard_AzureFrontDoor' }
  properties: { originResponseTimeoutSeconds: 60 }

  resource endpoint 'afdEndpoints' = {
    name: endpointName
    location: 'global'
    tags: tags
    properties: { enabledState: 'Enabled' }
  }
}

@description('The id that it sends in x-azure-fdid.')
output frontDoorId string = profile.properties.frontDoorId

@description('The host name of the endpoint.')
output hostName string = profile::endpoint.properties.hostName
