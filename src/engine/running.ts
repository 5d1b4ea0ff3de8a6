import { AsyncLocalStorage } from 'node:async_hooks'
import { plus } from '#kernel/instant.ts'
import { backoff } from './backoff.ts'
import type { Alarm, Clock } from './clock.ts'

interface Job {
  readonly abort: AbortController
  readonly done: Promise<void>
}

export interface RunningOptions {
  readonly clock: Clock
  /** Called when a job is over, or has rested after a failure: there may be more to do. */
  readonly onFree: () => void
  /** Called with what a job threw. Jobs save their failures themselves; this one could not. */
  readonly onError: (error: unknown) => void
}

/** What is being carried out in this process, each thing once at a time, by its id. */
export class Running<Id> {
  readonly #options: RunningOptions
  readonly #outside = AsyncLocalStorage.snapshot()
  readonly #jobs = new Map<Id, Job>()
  /** Those whose job could not even save its failure: left alone for a while. */
  readonly #resting = new Map<Id, Alarm>()
  readonly #losses = new Map<Id, number>()
  #stopped = false

  constructor(options: RunningOptions) {
    this.#options = options
  }

  get size(): number {
    return this.#jobs.size
  }

  /** Ids that are not to be started now. */
  taken(): Set<Id> {
    return new Set([...this.#jobs.keys(), ...this.#resting.keys()])
  }

  has(id: Id): boolean {
    return this.#jobs.has(id) || this.#resting.has(id)
  }

  /** Starts the job, unless one of this id is under way. */
  start(id: Id, job: (signal: AbortSignal) => Promise<void>): void {
    if (this.#stopped || this.has(id)) return
    const abort = new AbortController()
    const done = this.#outside(async () => {
      try {
        await job(abort.signal)
        this.#losses.delete(id)
      } catch (error) {
        this.#rest(id, error)
      } finally {
        this.#jobs.delete(id)
        this.#options.onFree()
      }
    })
    this.#jobs.set(id, { abort, done })
  }

  abort(id: Id): void {
    this.#jobs.get(id)?.abort.abort()
  }

  /** Waits until the job of this id is over; without an id, until none is under way. */
  async settled(id?: Id): Promise<void> {
    if (id !== undefined) return this.#jobs.get(id)?.done
    while (this.#jobs.size > 0) await Promise.all([...this.#jobs.values()].map((job) => job.done))
  }

  /** Starts no further job, asks those under way to give up, and waits for them. */
  async stop(): Promise<void> {
    this.#stopped = true
    for (const alarm of this.#resting.values()) alarm.cancel()
    for (const job of this.#jobs.values()) job.abort.abort()
    await this.settled()
  }

  /** Takes jobs again. */
  resume(): void {
    this.#stopped = false
    this.#resting.clear()
    this.#losses.clear()
  }

  #rest(id: Id, error: unknown): void {
    if (this.#stopped) return
    this.#options.onError(error)
    const losses = (this.#losses.get(id) ?? 0) + 1
    this.#losses.set(id, losses)
    const { clock, onFree } = this.#options
    const alarm = clock.at(plus(clock.now(), backoff(losses)), () => {
      this.#resting.delete(id)
      onFree()
    })
    this.#resting.set(id, alarm)
  }
}
