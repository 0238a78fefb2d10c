metadata description = 'The settings of one host. Secrets are references to the key vault; there is no connection string with a key in it.'

@description('The function app.')
param appName string

@description('The client id of the identity that the host runs as.')
param clientId string

@description('The state account: tables, task hub, the host\'s own blobs.')
param stateAccount string

@description('The account of the published ledgers and payloads.')
param evidenceAccount string

@description('The account of the snapshots.')
param vaultAccount string

@description('Before every table\'s and container\'s name.')
param prefix string

@description('The key vault.')
param keyVaultName string

@description('The address of the signing key.')
param signingKeyUri string

@description('clamd, as host:port.')
param clamd string

@description('The GitHub App\'s id; empty: none yet.')
param gitHubAppId string

@description('True while the webhook\'s secret is changed: the one before is accepted too.')
param acceptPreviousWebhookSecret bool

@description('SHA-256 of the first administrator\'s token; empty: there is an administrator already.')
param firstAdministrator string

@description('Application Insights.')
param insightsName string

@description('The resource group of Application Insights.')
param insightsGroup string

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
  scope: resourceGroup(insightsGroup)
}

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

var always = {
  AZURE_CLIENT_ID: clientId
  AzureWebJobsStorage__accountName: stateAccount
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: clientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${clientId};Authorization=AAD'
  STEWARD__Storage__AccountName: stateAccount
  STEWARD__Storage__Evidence__AccountName: evidenceAccount
  STEWARD__Storage__Vault__AccountName: vaultAccount
  STEWARD__Storage__Prefix: prefix
  STEWARD__SigningKey: signingKeyUri
  STEWARD__Clamd: clamd
  STEWARD__WebhookSecrets__0: '@Microsoft.KeyVault(VaultName=${keyVaultName};SecretName=webhook-secret)'
}

var previousSecret = acceptPreviousWebhookSecret
  ? { STEWARD__WebhookSecrets__1: '@Microsoft.KeyVault(VaultName=${keyVaultName};SecretName=webhook-secret-previous)' }
  : {}

var administrator = empty(firstAdministrator) ? {} : { STEWARD__FirstAdministrator: firstAdministrator }

var gitHub = empty(gitHubAppId)
  ? {}
  : {
      STEWARD__GitHub__AppId: gitHubAppId
      STEWARD__GitHub__PrivateKey: '@Microsoft.KeyVault(VaultName=${keyVaultName};SecretName=github-app-key)'
    }

resource settings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'appsettings'
  properties: union(always, previousSecret, administrator, gitHub)
}
