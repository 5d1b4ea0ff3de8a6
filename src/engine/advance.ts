// Carries out one step of one operation and saves what became of it.
import { type Instant, plus } from '#kernel/instant.ts'
import type { Store, Tx } from '#store/tx.ts'
import { backoff } from './backoff.ts'
import type { Clock } from './clock.ts'
import type { Wait } from './operation.queries.ts'
import * as queries from './operation.queries.ts'
import {
  AwaitsReport,
  type Durable,
  NotYet,
  type Operation,
  type OperationError,
  OperationFailure,
} from './operation.ts'

export interface AdvancerOptions {
  readonly store: Store
  readonly clock: Clock
  readonly kindOf: (name: string) => Promise<Durable<never> | undefined>
  /** What the step at `index` waits for, counted from `now`. */
  readonly waitFor: (kind: Durable<never>, input: unknown, index: number, now: Instant) => Wait
  readonly onRetry?: ((operation: Operation, error: unknown) => void) | undefined
}

export class Advancer {
  readonly #options: AdvancerOptions
  /** Failed attempts at the present step, by operation. */
  readonly #failures = new Map<string, number>()

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

  /** Throws only when it could not save what became of the step. */
  async advance(operation: Operation, signal: AbortSignal): Promise<void> {
    this.#awaiting.delete(operation.id)
    this.#hastened.delete(operation.id)
    try {
      await this.#step(operation, signal)
      this.#failures.delete(operation.id)
    } catch (error) {
      if (error instanceof OperationFailure) await this.#fail(operation, error)
      else if (error instanceof AwaitsReport) await this.#await(operation, error.ms)
      else if (error instanceof NotYet) await this.#postpone(operation, error.ms)
      // An interrupted step gives up: the interruption saves what follows.
      else if (!signal.aborted) await this.#retry(operation, error)
    }
  }

  async #step(operation: Operation, signal: AbortSignal): Promise<void> {
    const { store, clock, kindOf, waitFor } = this.#options
    const kind = await kindOf(operation.kind)
    if (!kind) throw new Error(`no steps are registered for ${operation.kind}`)
    const step = kind.steps[operation.step]
    await step?.act?.(operation as Operation<never>, signal)
    const next = operation.step + 1
    await store.write(async (tx) => {
      const now = clock.now()
      const isMoved =
        next < kind.steps.length
          ? await queries.moveToStep(tx, operation, next, waitFor(kind, operation.input, next, now))
          : await queries.endAtStep(tx, operation, 'Succeeded', now)
      // Canceled meanwhile: what the step was about to save must not be.
      if (isMoved) await step?.commit?.(tx, operation as Operation<never>, now)
    })
  }

  async #fail(operation: Operation, failure: OperationFailure): Promise<void> {
    const { store, clock, kindOf } = this.#options
    const error: OperationError = { code: failure.code, message: failure.message }
    try {
      const kind = await kindOf(operation.kind)
      await store.write(async (tx: Tx) => {
        const now = clock.now()
        if (!(await queries.endAtStep(tx, operation, 'Failed', now, error))) return
        await kind?.failed?.(tx, operation as Operation<never>, error, now)
      })
      this.#failures.delete(operation.id)
    } catch (cause) {
      // Saving the failure failed: the step is tried again, and with it its failure.
      await this.#retry(operation, cause)
    }
  }

  async #retry(operation: Operation, error: unknown): Promise<void> {
    const failures = (this.#failures.get(operation.id) ?? 0) + 1
    this.#failures.set(operation.id, failures)
    this.#options.onRetry?.(operation, error)
    await this.#save(operation, backoff(failures))
  }

  async #await(operation: Operation, ms: number): Promise<void> {
    const { id } = operation
    this.#awaiting.add(id)
    await this.#save(operation, this.#hastened.delete(id) ? 0 : ms)
    // One that came while this was saved.
    if (this.#hastened.delete(id)) await this.#save(operation, 0)
  }

  async #postpone(operation: Operation, ms: number): Promise<void> {
    this.#failures.delete(operation.id)
    await this.#save(operation, Math.ceil(this.#options.clock.scaled(ms)))
  }

  async #save(operation: Operation, wait: number): Promise<void> {
    const { store, clock } = this.#options
    await store.write((tx) => queries.postpone(tx, operation, plus(clock.now(), wait)))
  }
}
