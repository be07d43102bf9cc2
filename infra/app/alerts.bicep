// What somebody has to look at. The queries read the product's own log records (docs/azure.md says what to do).
param suffix string
param location string
param tags object
param insightsId string
param email string

var rules = [
  {
    name: 'failed-verifications'
    description: 'More than one in ten verifications of the last quarter of an hour failed technically.'
    severity: 2
    window: 'PT15M'
    query: 'traces | where customDimensions.CategoryName == "Verification.Core.Activities.RecordOutcome" | summarize failed = countif(customDimensions.Status == "Failed"), total = count() | where total >= 10 and failed * 10 > total'
  }
  {
    name: 'sessions-left-open'
    description: 'A session at a provider could not be deleted and is left behind; delete it by hand.'
    severity: 2
    window: 'PT1H'
    query: 'traces | where customDimensions.CategoryName == "Verification.Core.Sweeping.LeftoverSweep" and severityLevel >= 3'
  }
  {
    name: 'circuit-open'
    description: 'Calls to a provider are refused here because too many of them failed.'
    severity: 1
    window: 'PT5M'
    query: 'traces | where customDimensions.CategoryName == "Verification.Providers.Resilience.ProviderPipelines" and severityLevel >= 2'
  }
]

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'ag-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'verification'
    emailReceivers: [{ name: 'operations', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2022-06-15' = [
  for rule in rules: {
    name: '${rule.name}-${suffix}'
    location: location
    tags: tags
    properties: {
      displayName: rule.name
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [insightsId]
      evaluationFrequency: 'PT5M'
      windowSize: rule.window
      criteria: {
        allOf: [
          { query: rule.query, timeAggregation: 'Count', operator: 'GreaterThan', threshold: 0 }
        ]
      }
      autoMitigate: true
      actions: { actionGroups: empty(email) ? [] : [group.id] }
    }
  }
]
