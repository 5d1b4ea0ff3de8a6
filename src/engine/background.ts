import type { Store } from '#store/tx.ts'
import type { Clock } from './clock.ts'
import { Effects } from './effects.ts'
import { Engine, type EngineOptions } from './engine.ts'
import type { Pacing } from './pacing.ts'
import { Reconcilers } from './reconcilers.ts'
import { Timers } from './timers.ts'

export interface BackgroundOptions {
  readonly store: Store
  readonly clock: Clock
  /** Of what looks after the world outside, whose time does not stand still. Absent: the same. */
  readonly worldClock?: Clock
  readonly pacing?: Pacing
  readonly wrap?: EngineOptions['wrap']
  /** Hears of what went wrong and will be tried again; `what` names it for a log. */
  readonly onHitch?: (what: string, error: unknown) => void
  readonly newId?: () => string
}

/**
 * All that works without being asked, joined: what one part saves may be work for another. Register
 * everything, then `wake`.
 */
export class Background {
  readonly engine: Engine
  readonly effects: Effects
  readonly timers: Timers
  readonly reconcilers: Reconcilers

  constructor({ store, clock, worldClock, pacing, wrap, onHitch, newId }: BackgroundOptions) {
    const hear = (what: string, error: unknown): void => onHitch?.(what, error)
    const onSaved = (): void => this.wake()
    this.engine = new Engine({
      store,
      clock,
      pacing,
      ...(wrap ? { wrap } : {}),
      newId,
      onSaved,
      onHitch: ({ kind, resource }, error) => hear(`${kind} ${resource}`, error),
      onError: (error) => hear('operations', error),
    })
    this.effects = new Effects({
      store,
      clock,
      onHitch: (error, effect) => hear(effect ? `effect of ${effect.service}` : 'effects', error),
    })
    this.timers = new Timers({
      store,
      clock,
      onSaved,
      onHitch: (error, timer) => hear(timer ? `timer ${timer.key}` : 'timers', error),
    })
    this.reconcilers = new Reconcilers({ clock: worldClock ?? clock, onHitch: hear })
  }

  /** Begins what is saved and was not done. Reconcilers run from now on. */
  start(): void {
    this.wake()
    this.reconcilers.wake()
  }

  /** Hints that something was saved: an operation, an effect, a timer. */
  wake(): void {
    this.engine.wake()
    this.effects.wake()
    this.timers.wake()
  }

  /** Waits until nothing is left to do before the clock moves on. */
  async idle(): Promise<void> {
    const parts = [this.engine, this.effects, this.timers, this.reconcilers]
    while (parts.some((part) => part.busy)) await Promise.all(parts.map((part) => part.idle()))
  }

  /** Starts nothing more, tells what is under way to give up until the next start, and waits. */
  async stop(): Promise<void> {
    const parts = [this.engine, this.effects, this.timers, this.reconcilers]
    await Promise.all(parts.map((part) => part.stop()))
  }
}
