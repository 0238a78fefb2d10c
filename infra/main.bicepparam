using 'main.bicep'

// azd passes its environment on: azd env set NAME VALUE.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'steward')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param deployerId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
param deployerType = any(readEnvironmentVariable('AZURE_PRINCIPAL_TYPE', 'User'))
param redundancy = any(readEnvironmentVariable('STEWARD_REDUNDANCY', 'none'))
param secondaryLocation = readEnvironmentVariable('STEWARD_SECONDARY_LOCATION', '')
param gitHubAppId = readEnvironmentVariable('STEWARD_GITHUB_APP_ID', '')
param firstAdministrator = readEnvironmentVariable('STEWARD_FIRST_ADMINISTRATOR', '')
param alertEmail = readEnvironmentVariable('STEWARD_ALERT_EMAIL', '')
param storagePrefix = readEnvironmentVariable('STEWARD_STORAGE_PREFIX', 'steward')
param evidenceRetentionDays = int(readEnvironmentVariable('STEWARD_EVIDENCE_DAYS', '365'))
param vaultRetentionDays = int(readEnvironmentVariable('STEWARD_VAULT_DAYS', '35'))
param logRetentionDays = int(readEnvironmentVariable('STEWARD_LOG_DAYS', '30'))
param antivirusImage = readEnvironmentVariable('STEWARD_ANTIVIRUS_IMAGE', 'clamav/clamav:1.4')
param acceptPreviousWebhookSecret = bool(readEnvironmentVariable('STEWARD_ACCEPT_PREVIOUS_SECRET', 'false'))
param standbyOwnsEvidence = bool(readEnvironmentVariable('STEWARD_STANDBY_OWNS_EVIDENCE', 'false'))
