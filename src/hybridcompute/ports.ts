// What this service needs from outside. `src/main` fills it in.
import type { Random } from '#kernel/random.ts'
import type { Store } from '#store/tx.ts'

export interface HybridComputePorts {
  readonly store: Store
  readonly random: Random
  readonly tenantId: string
}
