metadata description = 'Gives one identity built-in roles on one storage account.'

import { appIdentity } from 'types.bicep'

@description('The account.')
param accountName string

@description('Who.')
param identity appIdentity

@description('The ids of built-in roles.')
param roleIds string[]

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: accountName
}

resource roles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for roleId in roleIds: {
    name: guid(account.id, identity.name, roleId)
    scope: account
    properties: {
      principalId: identity.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleId)
    }
  }
]
