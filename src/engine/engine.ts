import { randomUUID } from 'node:crypto'
import type { Lazy } from '#kernel/caching/lazy.ts'
import { type Instant, plus } from '#kernel/instant.ts'
import type { Store, Tx } from '#store/tx.ts'
import { Advancer } from './advance.ts'
import type { Clock } from './clock.ts'
import { Loop } from './loop.ts'
import * as queries from './operation.queries.ts'
import { type Durable, inputFor, type Operation, type OperationError } from './operation.ts'
import { lengthOf, type Pacing } from './pacing.ts'
import { Running } from './running.ts'

/** Operations read at once. */
const PAGE = 200

export interface EngineOptions {
  readonly store: Store
  readonly clock: Clock
  /** Lengths that differ from the real service's. */
  readonly pacing?: Pacing | undefined
  /** Puts something around each kind as it is registered: faults, say. */
  readonly wrap?: (kind: Durable<never>) => Durable<never>
  /** Called when a step threw something other than an `OperationFailure`: it will be tried again. */
  readonly onRetry?: (operation: Operation, error: unknown) => void
  /**
   * Called with what kept the engine itself from its work: a store that cannot save, say. Absent:
   * the process warns.
   */
  readonly onError?: (error: unknown) => void
  /** Called with an operation that a transaction begins. */
  readonly onBegin?: ((operation: Operation) => void) | undefined
  /** Makes operation ids; a test gives its own to be repeatable. */
  readonly newId?: (() => string) | undefined
}

/**
 * Drives durable operations: whatever is saved as due is advanced, step by step, now or after the
 * next start. It takes no input beyond the store; `wake` only saves a wait.
 */
export class Engine {
  readonly #options: EngineOptions
  readonly #kinds = new Map<string, Durable<never>>()
  readonly #later: Lazy<readonly Durable<never>[]>[] = []
  readonly #loop: Loop
  readonly #running: Running<string>
  readonly #advancer: Advancer
  #pacing: Pacing

  constructor(options: EngineOptions) {
    const { store, clock, onRetry } = options
    this.#options = options
    this.#pacing = options.pacing ?? []
    const onError = options.onError ?? ((error) => process.emitWarning(error as Error))
    this.#loop = new Loop({ clock, onError, scan: () => this.#advanceDue(), sweeps: true })
    this.#running = new Running({ clock, onError, onFree: () => this.wake() })
    this.#advancer = new Advancer({
      store,
      clock,
      onRetry,
      kindOf: (name) => this.#kindOf(name),
      waitFor: (...step) => this.#waitFor(...step),
    })
    clock.watch?.(() => this.busy)
  }

  register(...kinds: readonly Durable<never>[]): void {
    const { wrap } = this.#options
    for (const kind of kinds) this.#kinds.set(kind.kind, wrap ? wrap(kind) : kind)
  }

  /**
   * Kinds that are loaded when the store has an operation of a kind that is not known, as after a
   * crash: a room in which nothing was under way need not be loaded.
   */
  registerLater(load: Lazy<readonly Durable<never>[]>): void {
    this.#later.push(load)
  }

  /** Every kind of operation that there is: rooms that are not in use yet are loaded for it. */
  async kinds(): Promise<readonly Durable<never>[]> {
    for (const load of this.#later) this.register(...(await load()))
    return [...this.#kinds.values()]
  }

  /** Changes the lengths of steps that are yet to begin. */
  pace(pacing: Pacing): void {
    this.#pacing = pacing
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
      stepAt: now,
      ...this.#waitFor(kind, on, 0, now),
    }
    // What its steps would take for damage is refused before it is saved, where it could not end.
    inputFor(kind, operation)
    await queries.insertOperation(tx, operation)
    this.#options.onBegin?.(operation)
    return operation
  }

  /**
   * Stops an operation where it stands; nothing of it is saved from then on. False: it had ended, or
   * was being canceled already. Finish with `cancel`, in this transaction or a later one.
   */
  async interrupt(tx: Tx, operation: Operation): Promise<boolean> {
    const isStopped = await queries.markCanceling(tx, operation.id)
    if (isStopped) this.#running.abort(operation.id)
    return isStopped
  }

  /** Ends an operation as Canceled and saves what its kind says of that end. */
  async cancel(tx: Tx, operation: Operation, error: OperationError): Promise<boolean> {
    const now = this.#options.clock.now()
    if (!(await queries.endCanceled(tx, operation.id, now, error))) return false
    this.#running.abort(operation.id)
    const kind = await this.#kindOf(operation.kind)
    if (kind?.canceled) await kind.canceled(tx, inputFor(kind, operation), now)
    return true
  }

  /** Lets an operation do nothing more until it is released. False: it has ended, or is being canceled. */
  async hold(operationId: string): Promise<boolean> {
    return await this.#options.store.write((tx) => queries.holdStep(tx, operationId))
  }

  /** Ends an operation as Failed, wherever it stands. False: it had ended, or is being canceled. */
  async fail(operation: Operation, error: OperationError): Promise<boolean> {
    return await this.#end(operation, async (tx, now) => {
      if (!(await queries.endFailed(tx, operation.id, now, error))) return false
      const kind = await this.#kindOf(operation.kind)
      if (kind?.failed) await kind.failed(tx, inputFor(kind, operation), error, now)
      return true
    })
  }

  /** Ends an operation as Canceled, wherever it stands. False as for `fail`. */
  async cancelAtOnce(operation: Operation, error: OperationError): Promise<boolean> {
    return await this.#end(operation, async (tx, now) => {
      const found = await queries.findOperation(tx, operation.id)
      if (found?.status !== 'InProgress') return false
      const kind = await this.#kindOf(operation.kind)
      if (kind?.canceling) await kind.canceling(tx, inputFor(kind, operation), now)
      return await this.cancel(tx, operation, error)
    })
  }

  /** What is being carried out comes to rest before its operation ends: it would save nothing. */
  async #end({ id }: Operation, end: (tx: Tx, now: Instant) => Promise<boolean>): Promise<boolean> {
    const { store, clock } = this.#options
    if (!(await this.hold(id))) return false
    this.#running.abort(id)
    await this.#running.settled(id)
    const hasEnded = await store.write((tx) => end(tx, clock.now()))
    this.wake()
    return hasEnded
  }

  /** Lets a held step begin. False: the operation is not held. */
  async release(operationId: string): Promise<boolean> {
    const { store, clock } = this.#options
    const isReleased = await store.write((tx) => queries.releaseStep(tx, operationId, clock.now()))
    this.wake()
    return isReleased
  }

  /**
   * Counts a poll of the operation's monitor. Call it once the row that answers the poll is read, so
   * that a step of n polls shows itself in progress n times.
   */
  async polled(operationId: string): Promise<void> {
    const { store, clock } = this.#options
    const operation = await queries.findOperation(store, operationId)
    if (operation?.pollsLeft === undefined) return
    await store.write((tx) => queries.countPoll(tx, operationId, clock.now()))
    this.wake()
  }

  /** Waits until no step of the operation is being carried out: after `interrupt`, say. */
  settled(operationId: string): Promise<void> {
    return this.#running.settled(operationId)
  }

  /** A report was saved for which these operations may wait: those that do look again at once. */
  async hasten(operationIds: readonly string[]): Promise<void> {
    const { store, clock } = this.#options
    const waiting = this.#advancer.hasten(operationIds, (id) => this.#running.has(id))
    if (waiting.length === 0) return
    await store.write(async (tx) => {
      for (const id of waiting) await queries.hastenStep(tx, id, clock.now())
    })
    this.wake()
  }

  /** Hints that something may be due. The engine finds it by itself, only later. */
  wake(): void {
    this.#loop.wake()
  }

  /** Whether something is under way now. */
  get busy(): boolean {
    return this.#loop.busy || this.#running.size > 0
  }

  /** Waits until nothing is left to do before the clock moves on. */
  async idle(): Promise<void> {
    while (this.busy) {
      await this.#loop.settled()
      await this.#running.settled()
    }
  }

  /** Starts no further step, tells those under way to give up until the next start, and waits. */
  async stop(): Promise<void> {
    await this.#loop.stop()
    await this.#running.stop()
  }

  /** Goes on after a stop with what the store has by now. */
  resume(): void {
    this.#running.resume()
    this.#loop.resume()
  }

  async #kindOf(name: string): Promise<Durable<never> | undefined> {
    for (const load of this.#later) {
      if (this.#kinds.has(name)) break
      this.register(...(await load()))
    }
    return this.#kinds.get(name)
  }

  async #advanceDue(): Promise<Instant | undefined> {
    const { store, clock } = this.#options
    for (;;) {
      const now = clock.now()
      // A step that ends while the rows are read makes them old news: its end wakes us again.
      const taken = this.#running.taken()
      const limit = PAGE + taken.size
      const due = await queries.listDue(store, now, limit)
      for (const operation of due) {
        if (taken.has(operation.id)) continue
        this.#running.start(operation.id, (signal) => this.#advancer.advance(operation, signal))
      }
      if (due.length < limit) return queries.nextWake(store, now)
    }
  }

  #waitFor(
    kind: Durable<never>,
    { resource, input }: { readonly resource: string; readonly input: unknown },
    index: number,
    now: Instant,
  ): queries.Wait {
    const { clock } = this.#options
    const steps = kind.steps.map(({ name, lasts = 0 }) => ({
      name,
      ms: clock.scaled(typeof lasts === 'function' ? lasts(input as never) : lasts),
    }))
    const length = lengthOf(this.#pacing, { kind: kind.kind, resource }, steps, index)
    // What the scale makes shorter than the clock counts takes no time.
    if ('ms' in length) return { wakeAt: plus(now, length.ms < 1 ? 0 : Math.ceil(length.ms)) }
    if ('hold' in length) return {}
    return length.polls > 0 ? { pollsLeft: length.polls } : { wakeAt: now }
  }
}
