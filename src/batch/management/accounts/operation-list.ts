// What roles can permit on Microsoft.Batch, as `GET /providers/Microsoft.Batch/operations` lists it.

const AREAS: Readonly<Record<string, string>> = {
  batchAccounts: 'Batch Accounts',
  'batchAccounts/applications': 'Batch Applications',
  'batchAccounts/applications/versions': 'Batch Application Packages',
  'batchAccounts/certificates': 'Certificates',
  'batchAccounts/pools': 'Pools',
}
const VERBS: Readonly<Record<string, string>> = {
  read: 'Read',
  write: 'Create or Update',
  delete: 'Delete',
}
const ACTIONS: readonly (readonly [type: string, action: string, words: string])[] = [
  ['batchAccounts', 'listKeys', 'List Batch Account Keys'],
  ['batchAccounts', 'regenerateKeys', 'Regenerate Batch Account Key'],
  ['batchAccounts', 'syncAutoStorageKeys', 'Synchronize Auto Storage Account Keys'],
  ['batchAccounts/applications/versions', 'activate', 'Activate Application Package'],
  ['batchAccounts/certificates', 'cancelDelete', 'Cancel Certificate Deletion'],
  ['batchAccounts/pools', 'stopResize', 'Stop Pool Resize'],
  ['batchAccounts/pools', 'disableAutoscale', 'Disable Pool Auto Scale'],
]
/** What is only read, and what belongs to no type of things that are made. */
const OTHERS: readonly (readonly [name: string, resource: string, words: string])[] = [
  ['register/action', 'Provider', 'Register the subscription'],
  ['unregister/action', 'Provider', 'Unregister the subscription'],
  ['operations/read', 'Operations', 'List Operations'],
  ['locations/quotas/read', 'Locations', 'Read Quotas'],
  ['locations/virtualMachineSkus/read', 'Locations', 'List Virtual Machine SKUs'],
  ['locations/checkNameAvailability/action', 'Locations', 'Check Name Availability'],
  ['locations/accountOperationResults/read', 'Locations', 'Read Results of Account Operations'],
  ['batchAccounts/detectors/read', 'Detectors', 'Read Detectors'],
  ['batchAccounts/operationResults/read', 'Batch Accounts', 'Read Results of Operations'],
  [
    'batchAccounts/outboundNetworkDependenciesEndpoints/read',
    'Batch Accounts',
    'List Outbound Network Dependency Endpoints',
  ],
  ['batchAccounts/privateLinkResources/read', 'Private Links', 'Read Private Link Resources'],
  ...Object.entries(VERBS).map(
    ([verb, words]) =>
      [
        `batchAccounts/privateEndpointConnections/${verb}`,
        'Private Links',
        `${words} Private Endpoint Connections`,
      ] as const,
  ),
  [
    'batchAccounts/networkSecurityPerimeterConfigurations/read',
    'Network Security Perimeters',
    'Read Configurations',
  ],
  [
    'batchAccounts/networkSecurityPerimeterConfigurations/reconcile/action',
    'Network Security Perimeters',
    'Reconcile a Configuration',
  ],
]
const DATA: Readonly<Record<string, string>> = { jobs: 'Jobs', jobSchedules: 'Job Schedules' }

const entry = (name: string, resource: string, operation: string, isDataAction: boolean) => ({
  name: `Microsoft.Batch/${name}`,
  display: { provider: 'Microsoft Batch', resource, operation, description: `${operation}.` },
  isDataAction,
  origin: 'user,system',
})

const verbsOf = (type: string, resource: string, isDataAction: boolean) =>
  Object.entries(VERBS).map(([verb, words]) =>
    entry(`${type}/${verb}`, resource, `${words} ${resource}`, isDataAction),
  )

const INSIGHTS = 'batchAccounts/providers/Microsoft.Insights'

export const operationList = [
  // Recorded: the list begins with it.
  entry(`${INSIGHTS}/diagnosticSettings/read`, 'Batch Accounts', 'Read diagnostic setting', false),
  ...Object.entries(AREAS).flatMap(([type, words]) => verbsOf(type, words, false)),
  ...ACTIONS.map(([type, action, words]) =>
    entry(`${type}/${action}/action`, AREAS[type]!, words, false),
  ),
  ...OTHERS.map(([name, resource, words]) => entry(name, resource, words, false)),
  ...Object.entries(DATA).flatMap(([type, words]) => verbsOf(`batchAccounts/${type}`, words, true)),
]
