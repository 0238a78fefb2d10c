metadata description = 'Two roles that Azure does not have built in: one writes blobs and cannot delete them, one signs and can do nothing else with a key.'
targetScope = 'subscription'

@description('The name (a GUID) of the role that writes blobs without deleting any.')
param writerName string

@description('The name (a GUID) of the role that signs.')
param signerName string

@description('A token that is unique for this deployment: names of roles must be unique in the whole tenant.')
param token string

resource writer 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: writerName
  properties: {
    roleName: 'Steward evidence writer ${token}'
    description: 'Reads, adds and writes blobs and makes containers. Deletes neither, and cannot touch immutability policies.'
    type: 'CustomRole'
    assignableScopes: [subscription().id]
    permissions: [
      {
        // The host asks for its containers to be created when it first uses them; the answer for one that is there needs this right too.
        actions: [
          'Microsoft.Storage/storageAccounts/blobServices/containers/read'
          'Microsoft.Storage/storageAccounts/blobServices/containers/write'
        ]
        notActions: []
        dataActions: [
          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'
          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write'
          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action'
        ]
        notDataActions: []
      }
    ]
  }
}

resource signer 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: signerName
  properties: {
    roleName: 'Steward signer ${token}'
    description: 'Reads the public half of a key, signs and verifies with it. Nothing else.'
    type: 'CustomRole'
    assignableScopes: [subscription().id]
    permissions: [
      {
        actions: []
        notActions: []
        dataActions: [
          'Microsoft.KeyVault/vaults/keys/read'
          'Microsoft.KeyVault/vaults/keys/sign/action'
          'Microsoft.KeyVault/vaults/keys/verify/action'
        ]
        notDataActions: []
      }
    ]
  }
}
