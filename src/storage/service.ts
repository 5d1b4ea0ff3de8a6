// What Microsoft.Storage registers on ARM's plane: accounts with their keys, containers and shares.
// Blobs, queues and tables themselves are the data plane's business.
import { armRefusals } from '#arm/refusals.ts'
import { routes, versions } from '#contract/storage/routes.ts'
import { lazy } from '#kernel/caching/lazy.ts'
import type { ResourceType, Service } from '#kernel/service.ts'
import { storageError } from './errors.ts'
import { limits } from './limits.ts'
import type { StoragePorts } from './ports.ts'
import { unserved } from './unserved.ts'

export const NAMESPACE = 'Microsoft.Storage'

/**
 * Api-versions that clients and templates send; they are answered as the contract's. Before them an
 * account had no SKU.
 */
const compatibleVersions: readonly string[] = [
  '2016-01-01',
  '2016-05-01',
  '2016-12-01',
  '2017-06-01',
  '2017-10-01',
  '2018-02-01',
  '2018-03-01-preview',
  '2018-07-01',
  '2018-11-01',
  '2019-04-01',
  '2019-06-01',
  '2020-08-01-preview',
  '2021-01-01',
  '2021-02-01',
  '2021-04-01',
  '2021-05-01',
  '2021-06-01',
  '2021-08-01',
  '2021-09-01',
  '2022-05-01',
  '2022-09-01',
  '2023-01-01',
  '2023-04-01',
  '2024-01-01',
  '2025-01-01',
  '2025-06-01',
  '2025-08-01',
  '2026-04-01',
  '2026-06-01',
  '2026-09-01', // npm 21.0, Python 25.3
]

const TRACKED = 'SupportsTags, SupportsLocation'
const resourceTypes: readonly ResourceType[] = [
  {
    type: 'storageAccounts',
    capabilities: `SystemAssignedResourceIdentity, ${TRACKED}`,
    located: true,
  },
  { type: 'storageAccounts/blobServices', capabilities: 'None', located: true },
  { type: 'storageAccounts/blobServices/containers', capabilities: 'None', located: true },
  { type: 'storageAccounts/fileServices', capabilities: 'None', located: true },
  { type: 'storageAccounts/fileServices/shares', capabilities: 'None', located: true },
  { type: 'storageAccounts/listAccountSas', capabilities: 'None', located: true },
  { type: 'storageAccounts/listServiceSas', capabilities: 'None', located: true },
  { type: 'operations', capabilities: 'None', located: false },
  { type: 'checkNameAvailability', capabilities: 'None', located: true },
  { type: 'skus', capabilities: 'None', located: true },
  { type: 'locations', capabilities: 'None', located: false },
  { type: 'locations/usages', capabilities: 'None', located: true },
  { type: 'locations/asyncoperations', capabilities: 'None', located: true },
]

export function storageService(ports: StoragePorts): Service {
  const scope = {
    namespace: NAMESPACE,
    resourceTypes,
    versions: [...compatibleVersions, ...versions].sort(),
    unserved,
  }
  const arms = armRefusals(scope)
  return {
    name: 'storage',
    plane: 'arm',
    namespace: NAMESPACE,
    errorShape: 'arm',
    routes,
    versions,
    compatibleVersions,
    bodyHabits: {
      valuesAsText: true,
      valuesInAnyCase: true,
      membersInAnyCase: true,
      readsOverMisplaced: true,
    },
    resourceTypes,
    handlers: lazy(async () => (await import('./handlers.ts')).handlersOf(ports)),
    bodyLimit: limits.bodyBytes,
    refuse: armRefusals(scope, {
      invalidPath: (name, value, reason) => {
        if (name === 'accountName') return storageError('AccountNameInvalid', { name: value })
        if (name === 'containerName' || name === 'shareName') {
          return storageError('InvalidResourceName')
        }
        return arms.invalidPath(name, value, reason)
      },
    }),
  }
}
