// Carries out one step of one operation and saves what became of it.
import { type Instant, plus } from '#kernel/instant.ts'
import { DamagedRow } from '#store/read-json.ts'
import type { Store, Tx } from '#store/tx.ts'
import { backoff } from './backoff.ts'
import type { Clock } from './clock.ts'
import type { Wait } from './operation.queries.ts'
import * as queries from './operation.queries.ts'
import {
  AwaitsReport,
  type Durable,
  inputFor,
  NotYet,
  type Operation,
  type OperationError,
  OperationFailure,
} from './operation.ts'

/** What is kept of the failed attempts at a step. */
const MOST_RETRIES = 5
const LONGEST_ERROR = 500

export interface AdvancerOptions {
  readonly store: Store
  readonly clock: Clock
  readonly kindOf: (name: string) => Promise<Durable<never> | undefined>
  /** What the step at `index` waits for, counted from `now`. */
  readonly waitFor: (
    kind: Durable<never>,
    operation: Pick<Operation, 'resource' | 'input'>,
    index: number,
    now: Instant,
  ) => Wait
  readonly onRetry?: ((operation: Operation, error: unknown) => void) | undefined
}

export class Advancer {
  readonly #options: AdvancerOptions
  /** Steps that wait for a report. */
  readonly #awaiting = new Set<string>()
  /** Steps under way for which a report came: they may have looked before it was saved. */
  readonly #hastened = new Set<string>()

  constructor(options: AdvancerOptions) {
    this.#options = options
  }

  /** Which of these wait for a report. Of those under way it is kept that one has come. */
  hasten(ids: readonly string[], isUnderWay: (id: string) => boolean): readonly string[] {
    for (const id of ids) if (isUnderWay(id)) this.#hastened.add(id)
    return ids.filter((id) => this.#awaiting.has(id))
  }

  /** Throws only when it could not save what became of the step, or where the row is damaged. */
  async advance(operation: Operation, signal: AbortSignal): Promise<void> {
    this.#awaiting.delete(operation.id)
    this.#hastened.delete(operation.id)
    try {
      await this.#step(operation, signal)
    } catch (error) {
      // The row stays as it is, for its owner to mend.
      if (error instanceof DamagedRow && isRowOf(operation, error)) throw error
      if (error instanceof OperationFailure) await this.#fail(operation, error)
      else if (error instanceof AwaitsReport) await this.#await(operation, error.ms)
      else if (error instanceof NotYet) await this.#postpone(operation, error.ms)
      // An interrupted step gives up: the interruption saves what follows.
      else if (!signal.aborted) await this.#retry(operation, error)
    }
  }

  async #step(operation: Operation, signal: AbortSignal): Promise<void> {
    const kind = await this.#options.kindOf(operation.kind)
    if (!kind) throw new Error(`no steps are registered for ${operation.kind}`)
    const known = inputFor(kind, operation)
    await kind.steps[operation.step]?.act?.(known, signal)
    const last = this.#lastAtOnce(kind, operation)
    try {
      if (last > operation.step && (await this.#pass(kind, known, last))) return
    } catch {
      // What one of those that follow could not save takes nothing from this one: each by itself then.
    }
    await this.#pass(kind, known, operation.step)
  }

  /** The last step that this one takes along: those between take no time and do nothing but save. */
  #lastAtOnce(kind: Durable<never>, operation: Operation): number {
    const now = this.#options.clock.now()
    let last = operation.step
    for (const step of kind.steps.slice(last + 1)) {
      if (step.act && !step.isIdle?.()) break
      if (this.#options.waitFor(kind, operation, last + 1, now).wakeAt !== now) break
      last += 1
    }
    return last
  }

  /** Saves that the steps up to `last` are done. False: it was canceled meanwhile, or is held before one of them. */
  #pass(kind: Durable<never>, operation: Operation<never>, last: number): Promise<boolean> {
    const { store, clock, waitFor } = this.#options
    const next = last + 1
    return store.write(async (tx) => {
      const now = clock.now()
      const isMoved =
        next < kind.steps.length
          ? await queries.moveToStep(tx, operation, next, waitFor(kind, operation, next, now), now)
          : await queries.endAfterStep(tx, operation, last, now)
      // What the steps were about to save must not be.
      if (!isMoved) return false
      for (const [i, step] of kind.steps.slice(operation.step, next).entries()) {
        await step.commit?.(tx, { ...operation, step: operation.step + i }, now)
      }
      return true
    })
  }

  async #fail(operation: Operation, failure: OperationFailure): Promise<void> {
    const { store, clock, kindOf } = this.#options
    const error: OperationError = { code: failure.code, message: failure.message }
    try {
      const kind = await kindOf(operation.kind)
      await store.write(async (tx: Tx) => {
        const now = clock.now()
        if (!(await queries.failAtStep(tx, operation, now, error))) return
        await kind?.failed?.(tx, inputFor(kind, operation), error, now)
      })
    } catch (cause) {
      // Saving the failure failed: the step is tried again, and with it its failure.
      await this.#retry(operation, cause)
    }
  }

  async #retry(operation: Operation, error: unknown): Promise<void> {
    const { store, clock, onRetry } = this.#options
    const times = (operation.failures ?? 0) + 1
    onRetry?.(operation, error)
    const now = clock.now()
    const said = error instanceof Error ? error.message : String(error)
    const last = [
      ...(operation.retries ?? []),
      { at: now, error: said.slice(0, LONGEST_ERROR) },
    ].slice(-MOST_RETRIES)
    const wakeAt = plus(now, backoff(times))
    await store.write((tx) => queries.noteFailure(tx, operation, { times, last, wakeAt }))
  }

  async #await(operation: Operation, ms: number): Promise<void> {
    const { id } = operation
    this.#awaiting.add(id)
    await this.#save(operation, this.#hastened.delete(id) ? 0 : ms)
    // One that came while this was saved.
    if (this.#hastened.delete(id)) await this.#save(operation, 0)
  }

  async #postpone(operation: Operation, ms: number): Promise<void> {
    await this.#save(operation, Math.ceil(this.#options.clock.scaled(ms)))
  }

  async #save(operation: Operation, wait: number): Promise<void> {
    const { store, clock } = this.#options
    await store.write((tx) => queries.postpone(tx, operation, plus(clock.now(), wait)))
  }
}

const isRowOf = ({ id }: Operation, { place }: DamagedRow): boolean =>
  place.table === 'operation' && place.key === id
