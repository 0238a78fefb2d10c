metadata description = 'The network in which a host reaches the antivirus: two subnets, each handed to the service that lives in it.'

@description('The name.')
param name string

@description('The region.')
param location string

@description('Tags.')
param tags object

@description('The address range, /24 or larger.')
param addressPrefix string = '10.71.0.0/24'

// Flex Consumption and Container Apps ask for the same delegation, and share no subnet: each takes addresses as it grows.
var delegation = 'Microsoft.App/environments'

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    subnets: [
      {
        name: 'functions'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 0)
          delegations: [{ name: 'functions', properties: { serviceName: delegation } }]
        }
      }
      {
        name: 'antivirus'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 1)
          delegations: [{ name: 'antivirus', properties: { serviceName: delegation } }]
        }
      }
    ]
  }

  resource functions 'subnets' existing = {
    name: 'functions'
  }

  resource antivirus 'subnets' existing = {
    name: 'antivirus'
  }
}

@description('The subnet that the host sends from.')
output functionsSubnetId string = network::functions.id

@description('The subnet that the antivirus lives in.')
output antivirusSubnetId string = network::antivirus.id
