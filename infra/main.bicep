// Everything that one environment needs, in a resource group of its own. No account keys, connection strings or secrets exist
// anywhere: the app signs in with a user-assigned identity, and secrets are put into the vault by hand or by their rotation.
targetScope = 'subscription'

@description('Name of the environment; part of every resource name.')
@minLength(1)
@maxLength(32)
param environmentName string

@description('A region with Flex Consumption (az functionapp list-flexconsumption-locations).')
@metadata({ azd: { type: 'location' } })
param location string

@description('dev is small and quick to throw away, prod scales out and is redundant over zones.')
@allowed(['dev', 'prod'])
param profile string = 'dev'

@description('Where providers reach the app, when it stands behind a domain of yours; empty: the app\'s own host name.')
param publicUrl string = ''

@description('Who gets the alerts; empty: they are raised without anybody being told.')
param alertEmail string = ''

var suffix = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }

var profiles = {
  dev: {
    storageSku: 'Standard_LRS'
    maximumInstances: 40
    alwaysReadyInstances: 0
    instanceMemoryMB: 2048
    logRetentionDays: 30
    resultRetentionBackstopDays: 45
  }
  prod: {
    storageSku: 'Standard_ZRS'
    maximumInstances: 200
    alwaysReadyInstances: 2
    instanceMemoryMB: 2048
    logRetentionDays: 90
    resultRetentionBackstopDays: 400
  }
}
var size = profiles[profile]

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'app/identity.bicep' = {
  name: 'identity'
  scope: group
  params: { name: 'id-verification-${suffix}', location: location, tags: tags }
}

module monitoring 'app/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: { suffix: suffix, location: location, tags: tags, retentionDays: size.logRetentionDays }
}

module storage 'app/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    suffix: suffix
    location: location
    tags: tags
    sku: size.storageSku
    resultRetentionBackstopDays: size.resultRetentionBackstopDays
  }
}

module vault 'app/vault.bicep' = {
  name: 'vault'
  scope: group
  params: { name: 'kv-${suffix}', location: location, tags: tags }
}

module roles 'app/roles.bicep' = {
  name: 'roles'
  scope: group
  params: {
    principalId: identity.outputs.principalId
    hostStorageName: storage.outputs.hostName
    evidenceStorageName: storage.outputs.evidenceName
    evidenceContainerName: storage.outputs.evidenceContainerName
    vaultName: vault.outputs.name
    insightsName: monitoring.outputs.insightsName
  }
}

module functions 'app/functions.bicep' = {
  name: 'functions'
  scope: group
  dependsOn: [roles]
  params: {
    name: 'func-verification-${suffix}'
    location: location
    tags: tags
    publicUrl: publicUrl
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    hostStorageName: storage.outputs.hostName
    packageContainerName: storage.outputs.packageContainerName
    evidenceStorageName: storage.outputs.evidenceName
    evidenceContainerName: storage.outputs.evidenceContainerName
    vaultUri: vault.outputs.uri
    insightsName: monitoring.outputs.insightsName
    maximumInstances: size.maximumInstances
    alwaysReadyInstances: size.alwaysReadyInstances
    instanceMemoryMB: size.instanceMemoryMB
  }
}

module alerts 'app/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    suffix: suffix
    location: location
    tags: tags
    insightsId: monitoring.outputs.insightsId
    email: alertEmail
  }
}

output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output SERVICE_API_NAME string = functions.outputs.name
output SERVICE_API_URI string = functions.outputs.uri
output VAULT_NAME string = vault.outputs.name
