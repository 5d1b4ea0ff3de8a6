// What every room is built from. What belongs here is needed by more than one of the files beside.
import type { Catalogues } from '#catalogues/catalogues.ts'
import type { Background } from '#engine/background.ts'
import type { Clock, ServerClock } from '#engine/clock.ts'
import type { Engine } from '#engine/engine.ts'
import type { Faults } from '#engine/faults/faults.ts'
import type { Durable } from '#engine/operation.ts'
import type { Identity } from '#identity/identity.ts'
import { type Lazy, lazy } from '#kernel/caching/lazy.ts'
import type { Instant } from '#kernel/instant.ts'
import { logLine } from '#library/log-line.ts'
import type { Settings } from '#library/options.ts'
import type { DataDirectory } from '#store/data-directory.ts'
import type { Store } from '#store/tx.ts'
import type { Subscriptions } from './admin/subscriptions.ts'
import type { MachineFacts } from './machine.ts'
import type { NodesFile } from './nodes/nodes-file.ts'
import type { Replacements } from './replacements.ts'
import type { Traces } from './watching/traces/traces.ts'

export interface Parts {
  readonly options: Settings
  readonly replacements: Replacements
  /** Of the work: it may stand still. */
  readonly clock: ServerClock
  /** Of those who call: their tokens and signatures go by it. */
  readonly wall: Clock
  readonly directory: DataDirectory
  readonly store: Store
  readonly engine: Engine
  /** The engine, and what looks after the world outside. */
  readonly background: Background
  readonly faults: Faults
  /** Absent: what happens is not traced. */
  readonly traces: Traces | undefined
  readonly identity: Identity
  readonly subscriptions: Subscriptions
  readonly catalogues: Catalogues
  /** What pools are made of by rules; absent: all of one kind. */
  readonly nodesFile: NodesFile | undefined
  readonly startedAt: Instant
  /** What the machine lets this server do. Looks when first called. */
  readonly machine: Lazy<MachineFacts>
  /** Handles failures that are retried, and bugs. Never gets a request's content. */
  readonly report: Report
}

export const LOCATION = 'westeurope'
export const RESOURCE_GROUP = 'lazuli'

/** What pollers wait for when they are told nothing, in seconds. */
const POLLERS_OWN_WAIT = 30

/**
 * Azure's own pace brings Azure's own silence; a faster one hurries the pollers along with it. A test
 * that brought its own clock is told what Azure tells.
 */
export function retryAfterOf({
  clock,
  replacements,
}: Pick<Parts, 'clock' | 'replacements'>): number | undefined {
  if (replacements.clock) return undefined
  if (clock.isFrozen) return 1
  return clock.scale === 1 ? undefined : Math.max(1, Math.round(POLLERS_OWN_WAIT / clock.scale))
}

/**
 * A room that is loaded when it is first used, or when the store has an operation of it under way.
 * Answers how to wrap each part through which it is used: the engine knows the room's kinds of
 * operations before such a part is there.
 */
export function loadedWhenUsed(
  engine: Engine,
  begin: () => Promise<readonly Durable<never>[]>,
): <T>(part: Lazy<T>) => Lazy<T> {
  const begun = lazy(async () => {
    const kinds = await begin()
    engine.register(...kinds)
    return kinds
  })
  engine.registerLater(begun)
  return (part) =>
    lazy(async () => {
      await begun()
      return await part()
    })
}

/** A machine or a node that does not end in time is adopted by the next start. */
export const PATIENCE_MS = 30_000

export type Report = (what: string, error: unknown) => void

/** Says on stderr what failed. Never a request's content: it may hold secrets. */
export function reportOnStderr(what: string, error: unknown): void {
  process.stderr.write(`lazuli: ${what}: ${wordsOf(error)}\n`)
}

/** The same as a line of JSON. */
export function logOnStderr(what: string, error: unknown): void {
  process.stderr.write(logLine('error', wordsOf(error), { what }))
}

const wordsOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)
