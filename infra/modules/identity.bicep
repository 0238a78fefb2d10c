metadata description = 'The identity that one host of Steward runs as. It is made before the host, so that its roles are there when the host starts.'

@description('The name.')
param name string

@description('The region.')
param location string

@description('Tags.')
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('The resource id.')
output id string = identity.id

@description('The name.')
output name string = identity.name

@description('The object id, for role assignments.')
output principalId string = identity.properties.principalId

@description('The client id, by which the host chooses this identity.')
output clientId string = identity.properties.clientId
