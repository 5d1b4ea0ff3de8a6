// What this service needs from outside. main.ts joins it; a test gives its own.
import type { Random } from '#kernel/random.ts'
import type { Store } from '#store/tx.ts'

export interface HybridComputePorts {
  readonly store: Store
  readonly random: Random
  readonly tenantId: string
}
