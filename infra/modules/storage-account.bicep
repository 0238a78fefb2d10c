metadata description = 'A storage account as Steward wants every one of its accounts: no keys, TLS 1.2, nothing public, versions and soft delete.'

@description('The name: 3 to 24 small letters and digits, unique in the world.')
@minLength(3)
@maxLength(24)
param name string

@description('The region.')
param location string

@description('Tags.')
param tags object

@description('The replication, such as Standard_ZRS.')
param sku string

@description('Days that a deleted blob, version or container can be brought back.')
@minValue(7)
@maxValue(365)
param softDeleteDays int = 30

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    encryption: {
      keySource: 'Microsoft.Storage'
      requireInfrastructureEncryption: true
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      isVersioningEnabled: true
      deleteRetentionPolicy: {
        enabled: true
        days: softDeleteDays
        allowPermanentDelete: false
      }
      containerDeleteRetentionPolicy: {
        enabled: true
        days: softDeleteDays
      }
    }
  }
}

@description('The resource id.')
output id string = account.id

@description('The name.')
output name string = account.name

@description('The address of the blobs, with a slash at its end.')
output blobEndpoint string = account.properties.primaryEndpoints.blob
