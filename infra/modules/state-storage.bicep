metadata description = 'The account of what changes all the time: Steward\'s tables, the task hub of Durable Functions, the host\'s own blobs and the deployed packages. The only account where the hosts may delete, since leases, queues and history need it.'

import { appIdentity } from 'types.bicep'

@description('The name of the account.')
param name string

@description('The region.')
param location string

@description('Tags.')
param tags object

@description('The replication.')
param sku string

@description('The identities of the hosts.')
param identities appIdentity[]

@description('The containers that packages are deployed to, one a host.')
param packageContainers string[]

// Built-in roles: Storage Blob Data Contributor, Storage Queue Data Contributor, Storage Table Data Contributor.
var roleIds = [
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
]

module account 'storage-account.bicep' = {
  name: 'account-${name}'
  params: { name: name, location: location, tags: tags, sku: sku }
}

resource made 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: name
  dependsOn: [account]

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource packages 'containers' = [
      for container in packageContainers: {
        name: container
        properties: { publicAccess: 'None' }
      }
    ]
  }
}

// Leases and large messages are overwritten all day; their old versions help nobody after a week.
resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-06-01' = {
  parent: made
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'old-versions'
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'] }
            actions: { version: { delete: { daysAfterCreationGreaterThan: 7 } } }
          }
        }
      ]
    }
  }
}

module roles 'storage-roles.bicep' = [
  for identity in identities: {
    name: 'roles-${name}-${identity.name}'
    params: { accountName: name, identity: identity, roleIds: roleIds }
    dependsOn: [account]
  }
]

@description('The name.')
output name string = made.name

@description('The address of the blobs, with a slash at its end.')
output blobEndpoint string = account.outputs.blobEndpoint

@description('The resource id.')
output id string = account.outputs.id
