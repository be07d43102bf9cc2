// Two accounts. The host's holds the package, the locks of the timers and the task hub, and its load grows with every step of every
// workflow. The evidence account holds what belongs to persons, under other rules and other roles.
param suffix string
param location string
param tags object
param sku string

@description('Days after which results and records are deleted whatever the app did: longer than the longest retention that clients ask for.')
param resultRetentionBackstopDays int

var packageContainerName = 'packages'
var evidenceContainerName = 'verification'

resource host 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'sthost${suffix}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  resource blobs 'blobServices' = {
    name: 'default'

    resource packages 'containers' = {
      name: packageContainerName
    }
  }
}

resource evidence 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'stevid${suffix}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  // No soft delete, no versions, no change feed: what is erased has to be gone, not set aside. Nothing here needs them against
  // mistakes, because nothing is changed in place by hand.
  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: { enabled: false }
      containerDeleteRetentionPolicy: { enabled: false }
      isVersioningEnabled: false
      changeFeed: { enabled: false }
    }

    resource container 'containers' = {
      name: evidenceContainerName
    }
  }

  // The app deletes on time by itself. These rules only bound how long anything can stay if it were down for good.
  resource lifecycle 'managementPolicies' = {
    name: 'default'
    properties: {
      policy: {
        rules: [
          {
            name: 'transient-personal-data'
            enabled: true
            type: 'Lifecycle'
            definition: {
              filters: {
                blobTypes: ['blockBlob']
                prefixMatch: [
                  '${evidenceContainerName}/images/'
                  '${evidenceContainerName}/secrets/'
                  '${evidenceContainerName}/requests/'
                  '${evidenceContainerName}/inbox/'
                ]
              }
              actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: 30 } } }
            }
          }
          {
            name: 'results'
            enabled: true
            type: 'Lifecycle'
            definition: {
              filters: {
                blobTypes: ['blockBlob']
                prefixMatch: [
                  '${evidenceContainerName}/results/'
                  '${evidenceContainerName}/keys/'
                ]
              }
              actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: resultRetentionBackstopDays } } }
            }
          }
        ]
      }
    }
  }
}

output hostName string = host.name
output packageContainerName string = packageContainerName
output evidenceName string = evidence.name
output evidenceContainerName string = evidenceContainerName
