// Builds Microsoft.HybridCompute, which has nothing that takes time.
import type { HybridComputePorts } from '#hybridcompute/ports.ts'
import { hybridComputeService } from '#hybridcompute/service.ts'
import { lazy } from '#kernel/caching/lazy.ts'
import type { Parts } from '../parts.ts'
import { pooledRandom } from '../random.ts'
import type { ProviderRoom } from './arm.ts'

export function openHybridCompute({ store, identity, replacements }: Parts): ProviderRoom {
  const ports: HybridComputePorts = {
    store,
    random: replacements.random ?? pooledRandom(),
    tenantId: identity.credentials.tenantId,
  }
  return {
    service: hybridComputeService(ports),
    provider: lazy(async () => {
      const { hybridComputeProvider } = await import('#hybridcompute/provider.ts')
      return hybridComputeProvider()
    }),
  }
}
