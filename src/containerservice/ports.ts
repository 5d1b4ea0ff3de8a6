// What this service needs from outside. `src/main` fills it in.
import type { Catalogues } from '#catalogues/catalogues.ts'
import type { ClusterDriver } from '#drivers/cluster/port.ts'
import type { Engine } from '#engine/engine.ts'
import type { Store } from '#store/tx.ts'
import type { CredentialIssuer } from './credentials/credentials.ts'
import type { Random } from './random.ts'

export interface ContainerServicePorts {
  readonly store: Store
  readonly engine: Engine
  readonly clusters: ClusterDriver
  readonly random: Random
  readonly tenantId: string
  readonly catalogues: Catalogues
  /** Makes the keys and certificates of clusters. */
  readonly credentials: CredentialIssuer
  readonly habits?: Partial<Habits>
  /** Called when a window of maintenance was set or taken away. */
  readonly onWindows?: () => void
}

/** Where the real service is not known well enough, or differs by time: the user may choose. */
export interface Habits {
  /**
   * What an abort answers when nothing runs and the last operation was not itself aborted:
   * `conflict` is a 409 as the description has it, `no-content` the 204 of the first releases.
   */
  readonly abortIdle: 'conflict' | 'no-content'
  /**
   * Whether the monitor of an operation that is being aborted says `Canceling`, as documented, or
   * `InProgress`: older pollers fail on the first.
   */
  readonly showCanceling: boolean
  /**
   * Whether the monitor of an operation that was aborted ends `Succeeded`, with the error beside it, as
   * seen in June 2024; else `Canceled`, as documented.
   */
  readonly abortedSucceeds: boolean
  /**
   * What the `Location` of ended work without a result answers: a 204, as the real service, or the
   * empty 200 that every client takes. Undefined: 204 after an abort, as recorded, else 200.
   */
  readonly noContent: boolean | undefined
  /** Whether pools of one cluster may be worked on at the same time. */
  readonly parallelPools: boolean
  /** Seconds for `Retry-After`; undefined sends none, as the real service. */
  readonly retryAfter: number | undefined
}

const defaultHabits: Habits = {
  abortIdle: 'conflict',
  showCanceling: false,
  abortedSucceeds: false,
  noContent: undefined,
  parallelPools: true,
  retryAfter: undefined,
}

export const habitsOf = (ports: ContainerServicePorts): Habits => ({
  ...defaultHabits,
  ...ports.habits,
})
