metadata description = 'Lets one identity write to one storage account without deleting.'

import { appIdentity } from 'types.bicep'

@description('The account.')
param accountName string

@description('Who.')
param identity appIdentity

@description('The id of the role that writes without deleting.')
param writerRoleId string

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: accountName
}

resource writer 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, identity.name, writerRoleId)
  scope: account
  properties: {
    principalId: identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: writerRoleId
  }
}
