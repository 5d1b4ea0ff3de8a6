// What Microsoft.Batch registers on ARM's plane: accounts with their applications, certificates and
// pools.
import { routes, versions } from '#contract/batch-management/routes.ts'
import { lazy } from '#kernel/caching/lazy.ts'
import type { ResourceType, Service } from '#kernel/service.ts'
import { limits } from '../limits.ts'
import type { BatchPorts } from '../ports.ts'
import { managementRefusals } from './refusals.ts'

const NAMESPACE = 'Microsoft.Batch'

/** Api-versions that older clients send; they are answered as the first of the contract. */
const compatibleVersions: readonly string[] = [
  '2019-08-01',
  '2020-03-01',
  '2020-05-01',
  '2020-09-01',
  '2021-01-01',
  '2021-06-01',
  '2022-01-01',
  '2022-06-01',
  '2022-10-01',
  '2023-05-01',
  '2023-11-01',
]

const resourceTypes: readonly ResourceType[] = [
  {
    type: 'batchAccounts',
    capabilities: 'SystemAssignedResourceIdentity, SupportsTags, SupportsLocation',
    located: true,
  },
  { type: 'batchAccounts/pools', capabilities: 'None', located: true },
  { type: 'batchAccounts/certificates', capabilities: 'None', located: true },
  { type: 'batchAccounts/detectors', capabilities: 'None', located: true },
  { type: 'operations', capabilities: 'None', located: false },
  { type: 'locations', capabilities: 'None', located: false },
  { type: 'locations/quotas', capabilities: 'None', located: true },
  { type: 'locations/checkNameAvailability', capabilities: 'None', located: true },
  { type: 'locations/virtualMachineSkus', capabilities: 'None', located: true },
  { type: 'locations/cloudServiceSkus', capabilities: 'None', located: true },
  { type: 'locations/operationResults', capabilities: 'None', located: true },
]

export const batchManagementService = (ports: BatchPorts): Service => ({
  name: 'batch-management',
  plane: 'arm',
  namespace: NAMESPACE,
  errorShape: 'arm',
  routes,
  versions,
  compatibleVersions,
  bodyHabits: {
    valuesAsText: true,
    // What Terraform sends for what it leaves to the service.
    absentValues: {
      FixedScaleSettings: { nodeDeallocationOption: '' },
      PoolProperties: { targetNodeCommunicationMode: '' },
    },
  },
  resourceTypes,
  handlers: lazy(async () => (await import('./handlers.ts')).handlersOf(ports)),
  bodyLimit: limits.bodyBytes,
  refuse: managementRefusals({
    namespace: NAMESPACE,
    resourceTypes,
    versions: [...compatibleVersions, ...versions].sort(),
  }),
})
