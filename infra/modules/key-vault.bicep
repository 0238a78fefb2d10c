metadata description = 'The key vault: the signing key, and the places of two secrets. Secrets are set by people (README), never by a deployment.'

import { appIdentity } from 'types.bicep'

@description('The name: 3 to 24 letters, digits and hyphens.')
@minLength(3)
@maxLength(24)
param name string

@description('The region.')
param location string

@description('Tags.')
param tags object

@description('The identities of the hosts.')
param identities appIdentity[]

@description('The id of the role that signs.')
param signerRoleId string

@description('The object id of whoever deploys, who may set the secrets; empty: nobody is given that.')
param deployerId string

@description('What the deployer is.')
param deployerType 'User' | 'ServicePrincipal' | 'Group'

// Built-in roles: Key Vault Secrets User, Key Vault Secrets Officer.
var secretsUserId = '4633458b-17de-408a-b874-0445c86b69e6'
var secretsOfficerId = 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
  }

  // ES256. Its version is part of the host's settings: passports name the key that signed them, so a new version is a decision, not an accident.
  resource signingKey 'keys' = {
    name: 'steward-signing'
    properties: {
      kty: 'EC'
      curveName: 'P-256'
      keyOps: ['sign', 'verify']
      attributes: { enabled: true, exportable: false }
    }
  }
}

resource signers 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for identity in identities: {
    name: guid(vault::signingKey.id, identity.name, signerRoleId)
    scope: vault::signingKey
    properties: {
      principalId: identity.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: signerRoleId
    }
  }
]

resource secretReaders 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for identity in identities: {
    name: guid(vault.id, identity.name, secretsUserId)
    scope: vault
    properties: {
      principalId: identity.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUserId)
    }
  }
]

resource secretSetter 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(deployerId)) {
  name: guid(vault.id, deployerId, secretsOfficerId)
  scope: vault
  properties: {
    principalId: deployerId
    principalType: deployerType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsOfficerId)
  }
}

@description('The name.')
output name string = vault.name

@description('The address of the signing key, with its version.')
output signingKeyUri string = vault::signingKey.properties.keyUriWithVersion
