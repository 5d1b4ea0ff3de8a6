// Builds Microsoft.HybridCompute, which has nothing that takes time.
import { randomBytes } from 'node:crypto'
import type { HybridComputePorts } from '#hybridcompute/ports.ts'
import { hybridComputeService } from '#hybridcompute/service.ts'
import { lazy } from '#kernel/caching/lazy.ts'
import type { ProviderRoom } from './arm.ts'
import type { Parts } from './parts.ts'

export function openHybridCompute({ store, identity, replacements }: Parts): ProviderRoom {
  const ports: HybridComputePorts = {
    store,
    random: replacements.random ?? randomBytes,
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
