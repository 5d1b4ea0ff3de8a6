// What Lazuli's own API works on. The parts are other rooms': here stands only what is used of them.
import type { components, operations } from '#contract/lazuli/types.ts'
import type { ServerClock } from '#engine/clock.ts'
import type { Engine } from '#engine/engine.ts'
import type { Faults } from '#engine/faults/faults.ts'
import type { Caller, HandlersOf } from '#kernel/handler.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Service } from '#kernel/service.ts'
import type { Store } from '#store/tx.ts'
import type { SeedFault } from './seed/seed-file.ts'

export type Schemas = components['schemas']

/** What a machine shows: a PNG where there is a screen, and what it said on its serial port. */
interface Shown {
  readonly screen?: Uint8Array
  readonly serial: string
}

/** Why something that was asked for is not done. */
export type NotDone = { readonly missing: string } | { readonly refused: string }

/** What is remembered until the server ends. */
interface Memory {
  /** The last change of the clock. */
  stepping: Promise<unknown>
}

export type Snapshot = Schemas['Snapshot']

/** A job; without an account: of the first. */
export interface JobNamed {
  readonly account?: string
  readonly job: string
}

interface TaskNamed extends JobNamed {
  readonly task: string
}

export interface PoolNamed {
  readonly account?: string
  readonly pool: string
}

/** Which of a job's tasks, in which order. */
interface TaskFilter {
  readonly state: Schemas['TaskState'] | undefined
  readonly result: Schemas['TaskResult'] | undefined
  readonly order: Schemas['TaskOrder']
  readonly since: Instant | undefined
  readonly until: Instant | undefined
  readonly top: number
  readonly after: string | undefined
}

export interface LazuliPorts {
  readonly memory: Memory
  readonly store: Store
  readonly engine: Pick<Engine, 'kinds' | 'pace' | 'hold' | 'release' | 'fail' | 'cancelAtOnce'>
  /** The time of long work. */
  readonly clock: ServerClock
  /** Lets all that works unasked look whether there is something to do. */
  readonly wakeAll: () => void
  readonly status: () => Promise<Omit<Schemas['ServerStatus'], 'resources' | 'operationsRunning'>>
  readonly journal: {
    list(most: number): Schemas['JournalLine'][]
    find(id: number): unknown
    har(): unknown
    clear(): void
  }
  /** Services whose calls may go wrong. */
  readonly services: readonly Pick<Service, 'name' | 'routes'>[]
  readonly faults: Pick<Faults, 'list' | 'add' | 'remove'>
  /** Calls of drivers that may go wrong: `hypervisor.start`. */
  readonly driverCalls: readonly string[]
  readonly newId: () => string
  readonly snapshots: {
    list(): Promise<readonly Snapshot[]>
    save(
      name: string,
      withFiles: boolean,
    ): Promise<{ readonly saved: Snapshot } | { readonly refused: string }>
    /** Undefined: there is none of this name. */
    restore(name: string): Promise<Snapshot | undefined>
    remove(name: string): Promise<boolean>
    /** False: what was there at the start is not known. */
    reset(): Promise<boolean>
  }
  readonly batch: {
    /** What may be provoked. */
    readonly kinds: readonly string[]
    readonly provoke: (
      what: Schemas['Provocation'],
    ) => Promise<{ readonly done: readonly Schemas['Provoked'][] } | NotDone>
    /** Whether tasks are begun. */
    readonly intake: {
      readonly isClosed: boolean
      close(): void
      open(): void
      /** How many attempts of tasks have a node. */
      running(): Promise<number>
    }
    readonly explain: (of: {
      readonly account?: string
      readonly job: string
      readonly task?: string
    }) => Promise<
      | { readonly what: string; readonly state: string; readonly reasons: readonly string[] }
      | undefined
    >
    /** Undefined, of these: there is no such job, task or pool. */
    readonly listTasks: (
      job: JobNamed,
      filter: TaskFilter,
    ) => Promise<Schemas['TaskPage'] | undefined>
    readonly listAttempts: (task: TaskNamed) => Promise<Schemas['AttemptList'] | undefined>
    readonly listDependencies: (
      task: TaskNamed,
      after: string | undefined,
    ) => Promise<Schemas['Dependencies'] | undefined>
    readonly getThroughput: (
      job: JobNamed,
      spans: number,
    ) => Promise<Schemas['Throughput'] | undefined>
    readonly getActivity: (most: number) => Promise<Schemas['Activity']>
    readonly listResizes: (pool: PoolNamed) => Promise<Schemas['ResizeList'] | undefined>
    readonly listAutoScaleRuns: (
      pool: PoolNamed,
    ) => Promise<Schemas['AutoScaleRunList'] | undefined>
    readonly search: (text: string, most: number) => Promise<readonly Schemas['SearchResult'][]>
  }
  /** An address that signs a user in to the portal; absent: the first user. */
  readonly portalLink: (user?: string) => Promise<{ readonly url: string } | NotDone>
  /** Makes what a file declares, or answers what is wrong with it. */
  readonly seed: (
    file: Schemas['SeedFile'],
    caller: Caller,
  ) => Promise<{ readonly seeded: Schemas['Seeded'] } | { readonly faults: readonly SeedFault[] }>
  /** Answers its id; undefined: there are too many. The caller owns it. */
  readonly addSubscription: (name: string, caller: Caller) => Promise<string | undefined>
  readonly maintain: (clusterId: string) => Promise<{ readonly operation: string } | NotDone>
  readonly lookAt: (machine: string, signal: AbortSignal) => Promise<Shown | undefined>
}

export type Handlers = HandlersOf<operations, LazuliPorts>
