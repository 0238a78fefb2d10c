metadata description = 'An account of what must stay: containers whose blob versions cannot be deleted for a time, and hosts that write without being able to delete.'

import { appIdentity } from 'types.bicep'

@description('The name of the account.')
param name string

@description('The region.')
param location string

@description('Tags.')
param tags object

@description('The replication.')
param sku string

@description('The names of the containers.')
param containers string[]

@description('Days that each version of a blob cannot be deleted.')
@minValue(1)
@maxValue(146000)
param retentionDays int

@description('The identities of the hosts.')
param identities appIdentity[]

@description('The id of the role that writes without deleting.')
param writerRoleId string

module account 'storage-account.bicep' = {
  name: 'account-${name}'
  params: { name: name, location: location, tags: tags, sku: sku }
}

module kept 'immutable-container.bicep' = [
  for container in containers: {
    name: 'container-${name}-${container}'
    params: { accountName: name, name: container, retentionDays: retentionDays }
    dependsOn: [account]
  }
]

module writers 'writer.bicep' = [
  for identity in identities: {
    name: 'writer-${name}-${identity.name}'
    params: { accountName: name, identity: identity, writerRoleId: writerRoleId }
    dependsOn: [account]
  }
]

@description('The name.')
output name string = account.outputs.name
