metadata description = '''A container whose blobs are written once and read for ever after.
Immutability is of versions, not of the container: a ledger has one blob that is replaced all the time, its checkpoint. Under a container's policy
that write would be refused; under a version's it makes a new version, and the old one stays, as everything else does.'''

@description('The account.')
param accountName string

@description('The container.')
param name string

@description('Days that each version cannot be deleted. Begins unlocked; see README on locking it for good.')
@minValue(1)
@maxValue(146000)
param retentionDays int

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: accountName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource container 'containers' = {
      name: name
      properties: {
        publicAccess: 'None'
        immutableStorageWithVersioning: { enabled: true }
      }

      resource policy 'immutabilityPolicies' = {
        name: 'default'
        properties: {
          immutabilityPeriodSinceCreationInDays: retentionDays
          allowProtectedAppendWrites: false
        }
      }
    }
  }
}
