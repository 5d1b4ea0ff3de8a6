// What this service needs from outside. main.ts joins it; a test gives its own.
import type { Clock } from '#engine/clock.ts'
import type { Engine } from '#engine/engine.ts'
import type { Random } from '#kernel/random.ts'
import type { Store } from '#store/tx.ts'

/** The services of an account that have an endpoint each. */
export type EndpointKind = 'blob' | 'queue' | 'table' | 'file' | 'web' | 'dfs'

export interface StorageEndpoints {
  /** Where a service of an account is reached, with a final slash. `origin`: the client's own. */
  of(account: string, kind: EndpointKind, origin?: string): string
}

export interface StoragePorts {
  readonly store: Store
  readonly engine: Engine
  readonly clock: Clock
  readonly random: Random
  readonly tenantId: string
  readonly endpoints: StorageEndpoints
}
