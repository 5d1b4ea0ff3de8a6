// Microsoft.HybridCompute as the server sees it: machines, and nothing else of that provider.
import { armRefusals } from '#arm/refusals.ts'
import { routes, versions } from '#contract/hybridcompute/routes.ts'
import { lazy } from '#kernel/caching/lazy.ts'
import type { ResourceType, Service } from '#kernel/service.ts'
import type { HybridComputePorts } from './ports.ts'

export const NAMESPACE = 'Microsoft.HybridCompute'

const BODY_LIMIT = 4 * 1024 * 1024

const resourceTypes: readonly ResourceType[] = [
  {
    type: 'machines',
    capabilities: 'SystemAssignedResourceIdentity, SupportsTags, SupportsLocation',
    located: true,
  },
  { type: 'operations', capabilities: 'None', located: false },
]

export function hybridComputeService(ports: HybridComputePorts): Service {
  return {
    name: 'hybridcompute',
    plane: 'arm',
    namespace: NAMESPACE,
    errorShape: 'arm',
    routes,
    versions,
    // Each client sends its own: all get the same answer.
    compatibleVersions: ['*'],
    resourceTypes,
    handlers: lazy(async () => (await import('./handlers.ts')).handlersOf(ports)),
    bodyLimit: BODY_LIMIT,
    refuse: armRefusals({ namespace: NAMESPACE, resourceTypes, versions }),
  }
}
