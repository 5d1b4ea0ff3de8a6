// Carries out one step of one operation and saves what became of it.
import { type Instant, plus } from '#kernel/instant.ts'
import type { Store, Tx } from '#store/tx.ts'
import { backoff } from './backoff.ts'
import type { Clock } from './clock.ts'
import type { Wait } from './operation.queries.ts'
import * as queries from './operation.queries.ts'
import {
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
  readonly onSaved?: (() => void) | undefined
  readonly onHitch?: ((operation: Operation, error: unknown) => void) | undefined
}

export class Advancer {
  readonly #options: AdvancerOptions
  /** Failed attempts at the present step, by operation. */
  readonly #hitches = new Map<string, number>()

  constructor(options: AdvancerOptions) {
    this.#options = options
  }

  /** Throws only when it could not save what became of the step. */
  async advance(operation: Operation, signal: AbortSignal): Promise<void> {
    try {
      await this.#step(operation, signal)
      this.#hitches.delete(operation.id)
    } catch (error) {
      if (error instanceof OperationFailure) await this.#fail(operation, error)
      else if (error instanceof NotYet) await this.#postpone(operation, error.ms)
      // Told to give up, it gave up: whoever interrupted it saves what is to come.
      else if (!signal.aborted) await this.#stumble(operation, error)
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
    this.#options.onSaved?.()
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
      this.#options.onSaved?.()
      this.#hitches.delete(operation.id)
    } catch (cause) {
      // The unhappy end has a hitch of its own: the step is tried again, and with it the end.
      await this.#stumble(operation, cause)
    }
  }

  async #stumble(operation: Operation, error: unknown): Promise<void> {
    const hitches = (this.#hitches.get(operation.id) ?? 0) + 1
    this.#hitches.set(operation.id, hitches)
    this.#options.onHitch?.(operation, error)
    await this.#save(operation, backoff(hitches))
  }

  async #postpone(operation: Operation, ms: number): Promise<void> {
    this.#hitches.delete(operation.id)
    await this.#save(operation, Math.ceil(this.#options.clock.scaled(ms)))
  }

  async #save(operation: Operation, wait: number): Promise<void> {
    const { store, clock } = this.#options
    await store.write((tx) => queries.postpone(tx, operation, plus(clock.now(), wait)))
  }
}
