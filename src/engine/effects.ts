import { type Instant, plus } from '#kernel/instant.ts'
import type { Store } from '#store/tx.ts'
import { backoff } from './backoff.ts'
import type { Clock } from './clock.ts'
import { type Effect, listReady, nextTry, removeEffect, retryEffect } from './effect.queries.ts'
import { Loop } from './loop.ts'
import { Running } from './running.ts'

export interface EffectContext {
  /** The same in every attempt and never used for another effect. */
  readonly id: number
  /** Attempts that failed before this one, in this process and in earlier ones. */
  readonly attempts: number
  /** Told to give up when the server stops; the effect is carried out again at the next start. */
  readonly signal: AbortSignal
}

/** Does the work. It may be called again after it has done it: it must be repeatable. */
export type CarryOut<Payload> = (payload: Payload, context: EffectContext) => Promise<void>

export interface EffectsOptions {
  readonly store: Store
  readonly clock: Clock
  /** Effects that are carried out at once. */
  readonly concurrency?: number
  /** Hears of an attempt that threw, and (without an effect) of a store that did not answer. */
  readonly onHitch?: (error: unknown, effect?: Effect) => void
}

/**
 * Carries out queued effects after they are saved: at least once each, also across a crash, in order
 * within a lane, and again after a failure, later each time.
 */
export class Effects {
  readonly #options: EffectsOptions
  readonly #concurrency: number
  readonly #handlers = new Map<string, CarryOut<never>>()
  readonly #loop: Loop
  readonly #running: Running<number>
  /** Read and not begun: the reading is shared by many. */
  #ready: Effect[] = []

  constructor(options: EffectsOptions) {
    const { clock } = options
    this.#options = options
    this.#concurrency = options.concurrency ?? 64
    const onError = (error: unknown): void => options.onHitch?.(error)
    this.#loop = new Loop({ clock, onError, scan: () => this.#begin(), patrols: true })
    this.#running = new Running({ clock, onError, onFree: () => this.wake() })
    clock.heed?.(() => this.busy)
  }

  /** Effects of a service that nobody has registered wait until somebody does. */
  register<Payload>(service: string, carryOut: CarryOut<Payload>): void {
    this.#handlers.set(service, carryOut)
  }

  /** Hints that an effect may have been queued; at the start, that there may be some. */
  wake(): void {
    this.#loop.wake()
  }

  /** Whether something is under way now. */
  get busy(): boolean {
    return this.#loop.busy || this.#running.size > 0
  }

  /** Waits until there is nothing to carry out before the clock moves on. */
  async idle(): Promise<void> {
    while (this.busy) {
      await this.#loop.settled()
      await this.#running.settled()
    }
  }

  /** Begins no further effect, tells those under way to give up, and waits for them. */
  async stop(): Promise<void> {
    await this.#loop.stop()
    await this.#running.stop()
  }

  async #begin(): Promise<Instant | undefined> {
    const { store, clock } = this.#options
    const services = [...this.#handlers.keys()]
    if (services.length === 0) return undefined
    const now = clock.now()
    while (this.#running.size < this.#concurrency) {
      const next = this.#ready.pop()
      if (next) {
        this.#running.start(next.id, (signal) => this.#carryOut(next, signal))
        continue
      }
      const taken = this.#running.taken()
      const limit = this.#concurrency * 4 + taken.size
      const rows = await listReady(store, services, now, limit)
      this.#ready = rows.filter((effect) => !taken.has(effect.id)).reverse()
      if (this.#ready.length === 0) return nextTry(store, services, now)
    }
    return undefined // whoever ends wakes us
  }

  async #carryOut(effect: Effect, signal: AbortSignal): Promise<void> {
    const { store, clock, onHitch } = this.#options
    try {
      const handler = this.#handlers.get(effect.service)!
      const { id, attempts } = effect
      await handler(effect.payload as never, { id, attempts, signal })
    } catch (error) {
      if (signal.aborted) return
      onHitch?.(error, effect)
      const wait = backoff(effect.attempts + 1)
      await store.write((tx) => retryEffect(tx, effect, plus(clock.now(), wait)))
      return
    }
    await store.write((tx) => removeEffect(tx, effect))
  }
}
