// What `startLazuli` answers. The build copies this file as the package's declarations: it holds
// types alone, and names nothing of ours but the options.
import type { Agent as HttpAgent } from 'node:http'
import type { Agent as HttpsAgent } from 'node:https'
import type { LazuliOptions } from './options.ts'

/** Options of the server, as `lazuli start --help` and docs/generated/options.md have them. */
export type StartOptions = LazuliOptions

/** What Azure's JavaScript clients take for a credential. */
export interface TokenCredential {
  getToken(
    scopes: string | string[],
  ): Promise<{ readonly token: string; readonly expiresOnTimestamp: number }>
}

/** A Batch account. */
export interface BatchAccount {
  readonly name: string
  readonly subscriptionId: string
  readonly resourceGroup: string
  /** `https://127.0.0.1:PORT`. */
  readonly endpoint: string
  /** The primary key, in base64. */
  readonly key: string
}

/**
 * The time that long work goes by. Callers have their own: tokens stay good whatever is done here.
 * What moves it is refused as `ClockRuns` unless it stands still. Each answers the time.
 */
export interface TestClock {
  now(): Promise<Date>
  /** Stops it. `startLazuli({ frozen: true })` begins so. */
  freeze(): Promise<Date>
  /** Lets it run on from where it stands. */
  resume(): Promise<Date>
  /** Long work goes so many times faster than in Azure, from 0.001 to 1,000,000. */
  scale(factor: number): Promise<Date>
  /** Moves on by so many milliseconds, ten years at most, with all that falls due on the way. */
  step(ms: number): Promise<Date>
  /** Moves on to what falls due next, if anything does. */
  stepToNext(): Promise<Date>
  /** Moves on to a moment. One that is over, or more than ten years away, is refused. */
  at(moment: Date): Promise<Date>
}

/** Operations that do not begin a step until they are let. */
export interface Held {
  /**
   * Waits until an operation is held here, and answers its resource's id in lower case. Rejects as
   * `NotReached` after so many real milliseconds, 60,000 where nothing is said, and tells how far
   * operations of the kind have come.
   */
  reached(patienceMs?: number): Promise<string>
  /** Lets go all that is held here, and holds nothing more. */
  release(): Promise<void>
}

/** A long-running operation, as far as it had come when it was listed. */
export interface Operation {
  readonly id: string
  /** `ManagedClusters_Create`, say. */
  readonly kind: string
  /** The id of the resource that it works on, in lower case. */
  readonly resource: string
  /** `Canceling`: it is told to stop, and has not stopped yet. */
  readonly status: 'InProgress' | 'Canceling' | 'Succeeded' | 'Failed' | 'Canceled'
  readonly startedAt: string
  readonly endedAt?: string
  readonly error?: ErrorWords
  /** The step that it is at, since when, and the one that follows. */
  readonly step?: string
  readonly stepSince?: string
  readonly nextStep?: string
  /** When the step falls due. */
  readonly dueAt?: string
  readonly pollsLeft?: number
  readonly held: boolean
  /** How often the step failed in a row and is tried again, and the last five errors. */
  readonly retries: number
  readonly retryErrors: readonly { readonly at: string; readonly message: string }[]
  /** Lets it do nothing more until it is released. Rejects as the next three where it has ended. */
  hold(): Promise<Operation>
  release(): Promise<Operation>
  /** Ends it as failed, wherever it stands. */
  fail(error: ErrorWords): Promise<Operation>
  /** Ends it as canceled, wherever it stands. */
  cancel(): Promise<Operation>
}

/** Which operations: all that is named must fit. */
export interface OperationFilter {
  readonly kind?: string
  /** The id of their resource, in any case. */
  readonly resource?: string
  /** True: those under way; false: those that have ended. */
  readonly running?: boolean
  /** From 1 to 1,000; 100 where it is left out. */
  readonly top?: number
}

/** What an operation or a call fails with. */
export interface ErrorWords {
  readonly code: string
  readonly message: string
}

/** A fault that was added. */
export interface Fault {
  readonly id: string
  /** How often it was about what happened, and how often it struck. */
  counts(): Promise<{ readonly seen: number; readonly hits: number }>
  /** Ends it. One that has ended already is no error. */
  remove(): Promise<void>
}

/**
 * Where something goes wrong, how often, and what it is. Where: calls, by `operationId` or `service`; or
 * operations, by `kind`; or calls of a driver, by `port`. What: `error`, `delayMs` or `drop`.
 */
export interface FaultRule {
  /** Calls: the contract's name, `Pool_Add` or `ManagedClusters_Get`. */
  readonly operationId?: string
  /** Calls: `batch`, `containerservice`, `scvmm`, `arm`: a wrong one is refused with a list. */
  readonly service?: string
  /** Operations: the kind, `ManagedClusters_Create`, and the step; without: the first. */
  readonly kind?: string
  readonly step?: string
  /** Drivers: `hypervisor.deleteCheckpoint`, `clusters.setNodePool`, `nodes.request`. */
  readonly port?: string
  /** Only this resource and what is in it: an id, or the path of a call to Batch. */
  readonly resource?: string
  /** Calls: only of this application's id or user's name. */
  readonly caller?: string
  /** Only the n-th time that the above fits, from 1. */
  readonly nth?: number
  /** Only such a share of the times, more than 0 and at most 1, drawn by `seed`. */
  readonly share?: number
  readonly seed?: number
  /** How many times at most; absent: all until it is removed. */
  readonly times?: number
  /** When it ends by itself, by the server's clock. */
  readonly expiresAt?: Date
  readonly error?: ErrorWords
  /** Calls: from 400 to 599, with an error. */
  readonly status?: number
  /** Calls: seconds that the refusal tells to wait. */
  readonly retryAfter?: number
  /** Calls and drivers: real milliseconds that pass before all else, 600,000 at most. */
  readonly delayMs?: number
  /** Calls and drivers: the connection is lost before or after the work was done. */
  readonly drop?: 'before' | 'after'
}

/** All that the server held at a moment. */
export interface Snapshot {
  readonly name: string
  /** By the server's clock. */
  readonly takenAt: string
  readonly storeBytes: number
  /** The folders of files that went along. */
  readonly files: readonly string[]
  /** What did not, in words. */
  readonly leftOut: readonly string[]
  /** Goes back to it, as often as wanted. */
  restore(): Promise<void>
  remove(): Promise<void>
}

/** What shall happen to nodes of a Batch pool. */
export interface Provocation {
  /** `preempt`, `fail` and their like: the refusal of an unknown one lists them. */
  readonly what: string
  readonly pool: string
  readonly node?: string
  /** The account's name; absent: the first account. */
  readonly account?: string
  readonly error?: { readonly code: string; readonly message?: string }
}

/** What a seed came to. */
export interface Seeded {
  readonly created: number
  readonly present: number
  readonly value: readonly {
    /** `jobs[0].tasks[2]` */
    readonly path: string
    readonly id: string
    readonly outcome: 'created' | 'present'
  }[]
}

/** One call that the server answered, without its secrets. */
export interface JournalLine {
  readonly id: number
  readonly at: string
  readonly ms: number
  readonly method: string
  readonly url: string
  readonly status: number
  readonly service?: string
  readonly operationId?: string
  readonly apiVersion?: string
  readonly caller?: string
  readonly correlationId: string
  readonly requestId: string
}

/** A whole Azure in this process. */
export interface TestLazuli {
  /** Resource Manager: `https://127.0.0.1:PORT`. */
  readonly arm: string
  readonly tenantId: string
  readonly subscriptionId: string
  /** A resource group that is there from the start. */
  readonly resourceGroup: string
  readonly location: string
  /** The Batch account that is there from the start. */
  readonly batch: BatchAccount
  /** The variables that Azure's tools read: what `lazuli env` prints. For programs that a test starts. */
  readonly env: Readonly<Record<string, string>>
  /** Of the subscription's owner, for every service here. */
  readonly credential: TokenCredential
  /**
   * For Azure's JavaScript clients: endpoint and trust, so that they need neither an environment nor
   * a certificate. `new ContainerServiceClient(lazuli.credential, lazuli.subscriptionId,
   * lazuli.clientOptions)`.
   */
  readonly clientOptions: {
    readonly endpoint: string
    readonly tlsOptions: { readonly ca: string }
  }
  /** The same for clients that name their endpoint themselves, as those of Batch do. */
  readonly batchOptions: {
    readonly tlsOptions: { readonly ca: string }
    /** What `@azure/batch` 10 to 12 takes in its place. */
    readonly agentSettings: { http: HttpAgent; https: HttpsAgent }
  }
  readonly clock: TestClock
  /** A subscription, a group and a Batch account of their own, for one test. `name`: 3 to 24 letters and digits. */
  account(name?: string): Promise<BatchAccount>
  /**
   * Holds operations of a kind (`ManagedClusters_Create`) at the longest of their steps, or at the
   * named one: on every resource, or on one, by its id, and what is in it. A kind or step that there is
   * not is refused with a list of all.
   */
  hold(kind: string, step?: string, resource?: string): Promise<Held>
  /** Long-running operations, those that were begun last first. */
  operations(filter?: OperationFilter): Promise<readonly Operation[]>
  /** Lets operations of a kind fail at their first step, or the named one. `times`: how many. */
  fail(
    kind: string,
    error: ErrorWords,
    options?: { readonly step?: string; readonly times?: number },
  ): Promise<Fault>
  /** Lets calls, operations or drivers go wrong, until it is removed, used up or expires. */
  fault(rule: FaultRule): Promise<Fault>
  /**
   * Keeps all that the server holds while work goes on, with its time, lengths and faults; `files`: with
   * blobs, queues and tables, and the files of nodes of this machine. At a restore, what runs is ended; tasks that ran when it was
   * taken are active again, for another attempt.
   */
  snapshot(options?: { readonly name?: string; readonly files?: boolean }): Promise<Snapshot>
  /** Goes back to what the server was when it started. */
  reset(): Promise<void>
  /** Lets something happen to nodes that Azure would do unasked; answers which nodes. */
  provoke(what: Provocation): Promise<readonly string[]>
  /**
   * Makes what a YAML text declares and is not there yet: the same text twice changes nothing. One with
   * anything wrong in it rejects as `InvalidSeed` with line, path and reason of each, and changes nothing.
   * `directory`: where paths in it begin.
   */
  seed(text: string, options?: { readonly directory?: string }): Promise<Seeded>
  /** Begins work that Azure does to a cluster unasked; answers the operation's id. */
  maintain(clusterId: string): Promise<string>
  /** The last calls, newest first: 100, or `top` of them, up to 1,000. */
  journal(top?: number): Promise<readonly JournalLine[]>
  /** Ends the server and forgets all that it held, unless it has a data directory. */
  stop(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** Why Lazuli refused what a test asked of it. */
export interface LazuliError extends Error {
  readonly name: 'LazuliError'
  /** As Azure names errors: `InvalidFaults`. */
  readonly code: string
  /** Of the answer; 0 where there was none, as with `NotReached`. */
  readonly status: number
}

/**
 * Starts a whole Azure in this process, on free ports of the loopback address, and resolves once it
 * serves. Without a `data` directory nothing is kept. Rejects with a sentence that says what to do.
 */
export declare function startLazuli(options?: StartOptions): Promise<TestLazuli>
