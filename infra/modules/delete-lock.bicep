metadata description = 'Locks a resource group: nothing in it can be deleted, by anybody, before the lock is taken away by somebody with the right to.'

@description('Why, for whoever meets the lock.')
param notes string

resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  name: 'steward-keep'
  properties: {
    level: 'CanNotDelete'
    notes: notes
  }
}
