// What somebody has to look at. The metrics are those of docs/operations.md.
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
    query: 'customMetrics | where name == "verification.outcomes" | extend status = tostring(customDimensions["status"]) | summarize failed = sumif(valueSum, status == "failed"), total = sum(valueSum) | where total >= 10 and failed > 0.1 * total'
  }
  {
    name: 'sessions-left-open'
    description: 'Sessions stand open at a provider past the deadline of their verification.'
    severity: 2
    window: 'PT1H'
    query: 'customMetrics | where name == "verification.sessions.overdue" | summarize overdue = max(valueMax) | where overdue > 0'
  }
  {
    name: 'circuit-open'
    description: 'Calls to a provider are refused because too many of them failed.'
    severity: 1
    window: 'PT5M'
    query: 'customMetrics | where name == "verification.circuit.open" | summarize open = max(valueMax) by tostring(customDimensions["provider"]) | where open > 0'
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
