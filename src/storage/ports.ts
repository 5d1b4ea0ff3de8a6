// What this service needs from outside. `src/main` fills it in.
import type { Clock } from '#engine/clock.ts'
import type { Engine } from '#engine/engine.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Random } from '#kernel/random.ts'
import type { Store } from '#store/tx.ts'
import type { Account } from './accounts/account.ts'

/** The services of an account that have an endpoint each. */
export type EndpointKind = 'blob' | 'queue' | 'table' | 'file' | 'web' | 'dfs'

interface StorageEndpoints {
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
  /** Told after an account got a new key: the publisher of keys says the new one. */
  keyRenewed(account: string): Promise<void>
  /** Absent: there is no data plane, and containers are what Resource Manager was told. */
  readonly containers?: ContainerStore | undefined
}

/** A container as it is where its blobs lie. */
export interface ContainerFacts {
  readonly name: string
  readonly publicAccess: 'None' | 'Blob' | 'Container'
  readonly metadata: Readonly<Record<string, string>>
  readonly changedAt?: Instant
}

/** Single blobs where they lie. Every call can be repeated. */
export interface BlobStore {
  has(account: Account, container: string, blob: string): Promise<boolean>
  /** Does nothing where there is none. */
  remove(account: Account, container: string, blob: string): Promise<void>
}

/** Containers where their blobs lie. Every call can be repeated. */
export interface ContainerStore {
  list(account: Account): Promise<readonly ContainerFacts[]>
  make(account: Account, container: ContainerFacts): Promise<void>
  change(account: Account, container: ContainerFacts): Promise<void>
  /** False: there was none. */
  remove(account: Account, name: string): Promise<boolean>
}
