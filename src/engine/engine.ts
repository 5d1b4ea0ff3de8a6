import { randomUUID } from 'node:crypto'
import { type Instant, plus } from '#kernel/instant.ts'
import type { Store, Tx } from '#store/tx.ts'
import type { Alarm, Clock } from './clock.ts'
import * as queries from './operation.queries.ts'
import {
  type Durable,
  NotYet,
  type Operation,
  type OperationError,
  OperationFailure,
} from './operation.ts'

/** After a hitch a step waits this long, doubling up to the longest. */
const RETRY_FIRST_MS = 200
const RETRY_LONGEST_MS = 30_000

export interface EngineOptions {
  readonly store: Store
  readonly clock: Clock
  /** Hears of hitches: a step that threw something other than an `OperationFailure`. */
  readonly onHitch?: (operation: Operation, error: unknown) => void
  /** Makes operation ids; a test gives its own to be repeatable. */
  readonly newId?: () => string
}

/**
 * Drives durable operations: whatever is saved as due is advanced, step by step, now or after the
 * next start. It takes no input beyond the store; `wake` only saves a wait.
 */
export class Engine {
  readonly #options: EngineOptions
  readonly #kinds = new Map<string, Durable<never>>()
  /** Operations whose step is being carried out in this process, with the way to interrupt it. */
  readonly #acting = new Map<string, AbortController>()
  readonly #hitches = new Map<string, number>()
  #alarm: Alarm | undefined
  #scan: Promise<void> | undefined
  #again = false
  #stopped = false

  constructor(options: EngineOptions) {
    this.#options = options
  }

  register(...kinds: readonly Durable<never>[]): void {
    for (const kind of kinds) this.#kinds.set(kind.kind, kind)
  }

  /** Saves a new operation in the caller's transaction. Call `wake` once that is saved. */
  async begin<Input>(
    tx: Tx,
    kind: Durable<Input>,
    on: { readonly resource: string; readonly input: Input },
  ): Promise<Operation<Input>> {
    const now = this.#options.clock.now()
    const operation: Operation<Input> = {
      id: (this.#options.newId ?? randomUUID)(),
      kind: kind.kind,
      resource: on.resource.toLowerCase(),
      status: 'InProgress',
      step: 0,
      input: on.input,
      startedAt: now,
    }
    await queries.insertOperation(tx, operation, this.#due(kind, operation, 0, now))
    return operation
  }

  /**
   * Stops an operation where it stands; nothing of it is saved from then on. False: it had ended, or
   * was being canceled already. Finish with `cancel`, in this transaction or a later one.
   */
  async interrupt(tx: Tx, operation: Operation): Promise<boolean> {
    const stopped = await queries.markCanceling(tx, operation.id)
    if (stopped) this.#acting.get(operation.id)?.abort()
    return stopped
  }

  /** Ends an operation as Canceled and saves what its kind says of that end. */
  async cancel(tx: Tx, operation: Operation, error: OperationError): Promise<boolean> {
    const now = this.#options.clock.now()
    if (!(await queries.endOperation(tx, operation.id, 'Canceled', now, error))) return false
    this.#acting.get(operation.id)?.abort()
    await this.#kinds.get(operation.kind)?.canceled?.(tx, operation as Operation<never>, now)
    return true
  }

  /** Hints that something may be due. The engine finds it by itself, only later. */
  wake(): void {
    if (this.#stopped) return
    if (this.#scan) {
      this.#again = true
      return
    }
    this.#scan = this.#advanceDue().finally(() => {
      this.#scan = undefined
      if (this.#again) {
        this.#again = false
        this.wake()
      }
    })
  }

  /** Starts no further step, interrupts none, and waits for those under way. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#alarm?.cancel()
    await this.#scan
    while (this.#acting.size > 0) await new Promise((resolve) => setImmediate(resolve))
  }

  async #advanceDue(): Promise<void> {
    const { store, clock } = this.#options
    this.#alarm?.cancel()
    const due = await queries.listDue(store, clock.now())
    const idle = due.filter((operation) => !this.#acting.has(operation.id))
    for (const operation of idle) void this.#carryOut(operation)
    if (idle.length > 0 || this.#stopped) return // each wakes us again when its step is done
    const next = await queries.nextWake(store, clock.now())
    if (next === undefined || this.#stopped) return
    this.#alarm = clock.at(next, () => this.wake())
  }

  async #carryOut(operation: Operation): Promise<void> {
    const abort = new AbortController()
    this.#acting.set(operation.id, abort)
    try {
      await this.#advance(operation, abort.signal)
      this.#hitches.delete(operation.id)
    } catch (error) {
      await this.#stumble(operation, error)
    } finally {
      this.#acting.delete(operation.id)
      this.wake()
    }
  }

  async #advance(operation: Operation, signal: AbortSignal): Promise<void> {
    const { store, clock } = this.#options
    const kind = this.#kinds.get(operation.kind)
    if (!kind) throw new Error(`no steps are registered for ${operation.kind}`)
    const step = kind.steps[operation.step]
    await step?.act?.(operation as Operation<never>, signal)
    const next = operation.step + 1
    await store.write(async (tx) => {
      const now = clock.now()
      const isLast = next >= kind.steps.length
      const moved = isLast
        ? await queries.endOperation(tx, operation.id, 'Succeeded', now)
        : await queries.moveToStep(tx, operation, next, this.#due(kind, operation, next, now))
      // Canceled meanwhile: what the step was about to save must not be.
      if (moved) await step?.commit?.(tx, operation as Operation<never>, now)
    })
  }

  async #stumble(operation: Operation, error: unknown): Promise<void> {
    const { store, clock } = this.#options
    await store.write(async (tx) => {
      const now = clock.now()
      if (error instanceof NotYet) {
        await queries.postpone(tx, operation.id, plus(now, Math.ceil(clock.scaled(error.ms))))
        return
      }
      if (error instanceof OperationFailure) {
        const failure = { code: error.code, message: error.message }
        if (!(await queries.endOperation(tx, operation.id, 'Failed', now, failure))) return
        await this.#kinds
          .get(operation.kind)
          ?.failed?.(tx, operation as Operation<never>, failure, now)
        return
      }
      const tries = (this.#hitches.get(operation.id) ?? 0) + 1
      this.#hitches.set(operation.id, tries)
      const wait = Math.min(RETRY_FIRST_MS * 2 ** (tries - 1), RETRY_LONGEST_MS)
      await queries.postpone(tx, operation.id, plus(now, wait))
    })
    const isExpected = error instanceof OperationFailure || error instanceof NotYet
    if (!isExpected) this.#options.onHitch?.(operation, error)
  }

  #due(kind: Durable<never>, operation: Operation, index: number, now: Instant): Instant {
    const lasts = kind.steps[index]?.lasts ?? 0
    const ms = typeof lasts === 'function' ? lasts(operation.input as never) : lasts
    return plus(now, Math.ceil(this.#options.clock.scaled(ms)))
  }
}
