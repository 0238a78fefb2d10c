metadata description = 'Steward on Azure: everything that azd up deploys. Begin with README.md.'
targetScope = 'subscription'

import { level, setting, settings } from 'modules/redundancy.bicep'

@description('The name of the environment: 3 to 20 small letters, digits and hyphens. It is part of every name.')
@minLength(3)
@maxLength(20)
param environmentName string

@description('The region.')
@minLength(1)
param location string

@description('How much may break before Steward stops.')
param redundancy level

@description('The second region, for the step region: the one that storage in the first is paired with. Not used otherwise.')
param secondaryLocation string

@description('The GitHub App\'s id; empty before there is one.')
param gitHubAppId string

@description('SHA-256 of the first administrator\'s token, 64 hexadecimal digits; empty: there is an administrator already. Not a secret: the token cannot be found from it.')
param firstAdministrator string

@description('Who is told by mail when an alert fires.')
param alertEmail string

@description('Before every table\'s and container\'s name.')
@minLength(1)
@maxLength(20)
param storagePrefix string

@description('Days that evidence cannot be deleted.')
@minValue(1)
@maxValue(146000)
param evidenceRetentionDays int

@description('Days that snapshots in the vault cannot be deleted.')
@minValue(1)
@maxValue(146000)
param vaultRetentionDays int

@description('Days that logs are kept.')
param logRetentionDays int

@description('The image of the antivirus.')
param antivirusImage string

@description('True while the webhook\'s secret is changed: webhook-secret-previous is accepted too.')
param acceptPreviousWebhookSecret bool

@description('True after the evidence was copied to the second region in a fail-over: the standby host writes there. See the runbook.')
param standbyOwnsEvidence bool

@description('The object id of whoever deploys, who may set the secrets; empty: nobody is given that.')
param deployerId string

@description('What the deployer is.')
param deployerType 'User' | 'ServicePrincipal' | 'Group'

var chosen setting = settings[redundancy]
var token = toLower(uniqueString(subscription().id, environmentName, location))
var standbyToken = toLower(uniqueString(subscription().id, environmentName, location, 'standby'))
var tags = { 'azd-env-name': environmentName, product: 'steward', redundancy: redundancy }
var evidenceContainers = ['${toLower(storagePrefix)}-ledger', '${toLower(storagePrefix)}-payloads']
var vaultContainers = ['${toLower(storagePrefix)}-snapshots']
var packageContainer = 'packages'
var standbyPackageContainer = 'packages-standby'
var writerRoleName = guid(subscription().id, token, 'evidence-writer')
var signerRoleName = guid(subscription().id, token, 'signer')
var writerRoleId = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', writerRoleName)
var signerRoleId = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', signerRoleName)
var names = {
  identity: 'id-${token}'
  standbyIdentity: 'id-${standbyToken}'
  app: 'func-${token}'
  standbyApp: 'func-${standbyToken}'
  insights: 'appi-${token}'
  keyVault: 'kv-${token}'
  frontDoor: 'afd-${token}'
  endpoint: 'steward-${token}'
  group: 'rg-${environmentName}'
  vaultGroup: 'rg-${environmentName}-vault'
  standbyGroup: 'rg-${environmentName}-standby'
  stateAccount: 'ststate${token}'
  evidenceAccount: 'stevid${token}'
  vaultAccount: 'stvault${token}'
  standbyEvidenceAccount: 'stevid${standbyToken}'
}

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: names.group
  location: location
  tags: tags
}

resource vaultGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: names.vaultGroup
  location: location
  tags: tags
}

resource standbyGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = if (chosen.standby) {
  name: names.standbyGroup
  location: secondaryLocation
  tags: tags
}

module roles 'modules/roles.bicep' = {
  name: 'roles-${token}'
  params: { token: token, writerName: writerRoleName, signerName: signerRoleName }
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: { name: names.identity, location: location, tags: tags }
}

module standbyIdentity 'modules/identity.bicep' = if (chosen.standby) {
  name: 'identity-standby'
  scope: standbyGroup
  params: { name: names.standbyIdentity, location: secondaryLocation, tags: tags }
}

var identities = concat(
  [{ name: names.identity, principalId: identity.outputs.principalId }],
  chosen.standby ? [{ name: names.standbyIdentity, principalId: standbyIdentity!.outputs.principalId }] : []
)

module observability 'modules/observability.bicep' = {
  name: 'observability'
  scope: group
  params: {
    token: token
    insightsName: names.insights
    location: location
    tags: tags
    retentionDays: logRetentionDays
    identities: identities
    alertEmail: alertEmail
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    location: location
    tags: tags
    workspaceId: observability.outputs.workspaceId
    actionGroupId: observability.outputs.actionGroupId
  }
}

module state 'modules/state-storage.bicep' = {
  name: 'state'
  scope: group
  params: {
    name: names.stateAccount
    location: location
    tags: tags
    sku: chosen.stateSku
    identities: identities
    packageContainers: chosen.standby ? [packageContainer, standbyPackageContainer] : [packageContainer]
  }
}

module evidence 'modules/evidence-storage.bicep' = {
  name: 'evidence'
  scope: group
  params: {
    name: names.evidenceAccount
    location: location
    tags: tags
    sku: chosen.evidenceSku
    containers: evidenceContainers
    retentionDays: evidenceRetentionDays
    identities: identities
    writerRoleId: writerRoleId
  }
  dependsOn: [roles]
}

module vault 'modules/evidence-storage.bicep' = {
  name: 'vault'
  scope: vaultGroup
  params: {
    name: names.vaultAccount
    location: location
    tags: tags
    sku: chosen.evidenceSku
    containers: vaultContainers
    retentionDays: vaultRetentionDays
    identities: identities
    writerRoleId: writerRoleId
  }
  dependsOn: [roles]
}

module vaultLock 'modules/delete-lock.bicep' = {
  name: 'vault-lock'
  scope: vaultGroup
  params: { notes: 'Snapshots of Steward. Whoever deletes the rest must not be able to delete these with it.' }
  dependsOn: [vault]
}

module keyVault 'modules/key-vault.bicep' = {
  name: 'key-vault'
  scope: group
  params: {
    name: names.keyVault
    location: location
    tags: tags
    identities: identities
    signerRoleId: signerRoleId
    deployerId: deployerId
    deployerType: deployerType
  }
  dependsOn: [roles]
}

module frontDoor 'modules/front-door.bicep' = if (chosen.standby) {
  name: 'front-door'
  scope: group
  params: { profileName: names.frontDoor, endpointName: names.endpoint, tags: tags }
}

var frontDoorId = chosen.standby ? frontDoor!.outputs.frontDoorId : ''

module host 'modules/host.bicep' = {
  name: 'host'
  scope: group
  params: {
    token: token
    appName: names.app
    location: location
    tags: tags
    appTags: { 'azd-service-name': 'functions' }
    identityId: identity.outputs.id
    packageContainerUrl: '${state.outputs.blobEndpoint}${packageContainer}'
    antivirusImage: antivirusImage
    antivirusReplicas: chosen.antivirusReplicas
    zoneRedundant: chosen.zoneRedundant
    httpInstances: chosen.httpInstances
    durableInstances: chosen.durableInstances
    behindFrontDoor: chosen.standby
    frontDoorId: frontDoorId
    workspaceId: observability.outputs.workspaceId
  }
}

module standbyHost 'modules/host.bicep' = if (chosen.standby) {
  name: 'host-standby'
  scope: standbyGroup
  params: {
    token: standbyToken
    appName: names.standbyApp
    location: secondaryLocation
    tags: tags
    appTags: {}
    identityId: standbyIdentity!.outputs.id
    packageContainerUrl: '${state.outputs.blobEndpoint}${standbyPackageContainer}'
    antivirusImage: antivirusImage
    antivirusReplicas: 1
    zoneRedundant: false
    httpInstances: 0
    durableInstances: 0
    behindFrontDoor: chosen.standby
    frontDoorId: frontDoorId
    workspaceId: observability.outputs.workspaceId
  }
}

// Evidence and vault cannot be failed over by hand, since they are immutable: the standby has an account of its own to go on in.
module standbyEvidence 'modules/evidence-storage.bicep' = if (chosen.standby) {
  name: 'evidence-standby'
  scope: standbyGroup
  params: {
    name: names.standbyEvidenceAccount
    location: secondaryLocation
    tags: tags
    sku: 'Standard_LRS'
    containers: concat(evidenceContainers, vaultContainers)
    retentionDays: evidenceRetentionDays
    identities: identities
    writerRoleId: writerRoleId
  }
  dependsOn: [roles]
}

module standbyLock 'modules/delete-lock.bicep' = if (chosen.standby) {
  name: 'standby-lock'
  scope: standbyGroup
  params: { notes: 'Steward\'s standby. It is what is left when the first region is lost.' }
  dependsOn: [standbyEvidence, standbyHost]
}

module frontDoorOrigins 'modules/front-door-origins.bicep' = if (chosen.standby) {
  name: 'front-door-origins'
  scope: group
  params: {
    profileName: names.frontDoor
    endpointName: names.endpoint
    hostNames: [host.outputs.hostName, standbyHost!.outputs.hostName]
    actionGroupId: observability.outputs.actionGroupId
    tags: tags
  }
}

var publicHost = chosen.standby ? frontDoor!.outputs.hostName : host.outputs.hostName

module hostSettings 'modules/app-settings.bicep' = {
  name: 'host-settings'
  scope: group
  params: {
    appName: names.app
    clientId: identity.outputs.clientId
    stateAccount: state.outputs.name
    evidenceAccount: evidence.outputs.name
    vaultAccount: vault.outputs.name
    prefix: storagePrefix
    keyVaultName: keyVault.outputs.name
    signingKeyUri: keyVault.outputs.signingKeyUri
    clamd: host.outputs.clamd
    gitHubAppId: gitHubAppId
    acceptPreviousWebhookSecret: acceptPreviousWebhookSecret
    firstAdministrator: firstAdministrator
    insightsName: names.insights
    insightsGroup: names.group
  }
}

module standbySettings 'modules/app-settings.bicep' = if (chosen.standby) {
  name: 'host-settings-standby'
  scope: standbyGroup
  params: {
    appName: names.standbyApp
    clientId: standbyIdentity!.outputs.clientId
    stateAccount: state.outputs.name
    evidenceAccount: standbyOwnsEvidence ? standbyEvidence!.outputs.name : evidence.outputs.name
    vaultAccount: standbyOwnsEvidence ? standbyEvidence!.outputs.name : vault.outputs.name
    prefix: storagePrefix
    keyVaultName: keyVault.outputs.name
    signingKeyUri: keyVault.outputs.signingKeyUri
    clamd: standbyHost!.outputs.clamd
    gitHubAppId: gitHubAppId
    acceptPreviousWebhookSecret: acceptPreviousWebhookSecret
    firstAdministrator: firstAdministrator
    insightsName: names.insights
    insightsGroup: names.group
  }
}

@description('The region.')
output AZURE_LOCATION string = location

@description('The resource group of everything but vault and standby.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Where people and GitHub reach Steward.')
output STEWARD_PUBLIC_URL string = 'https://${publicHost}'

@description('The key vault in which the secrets are set.')
output STEWARD_KEY_VAULT string = keyVault.outputs.name

@description('The function app.')
output STEWARD_APP string = names.app

@description('The standby\'s function app; empty without one.')
output STEWARD_STANDBY_APP string = chosen.standby ? names.standbyApp : ''

@description('The standby\'s resource group; empty without one.')
output STEWARD_STANDBY_RESOURCE_GROUP string = chosen.standby ? names.standbyGroup : ''

@description('The account that a fail-over moves.')
output STEWARD_STATE_ACCOUNT string = state.outputs.name

@description('The account of the evidence.')
output STEWARD_EVIDENCE_ACCOUNT string = evidence.outputs.name

@description('The account of the snapshots.')
output STEWARD_VAULT_ACCOUNT string = vault.outputs.name

@description('The account in which the standby goes on; empty without one.')
output STEWARD_STANDBY_EVIDENCE_ACCOUNT string = chosen.standby ? names.standbyEvidenceAccount : ''
