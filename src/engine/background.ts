import type { Store } from '#store/tx.ts'
import type { Clock } from './clock.ts'
import { Engine, type EngineOptions } from './engine.ts'
import type { Pacing } from './pacing.ts'
import { Reconcilers } from './reconcilers.ts'

export interface BackgroundOptions {
  readonly store: Store
  readonly clock: Clock
  /** Of what looks after the world outside, whose time does not stand still. Absent: the same. */
  readonly worldClock?: Clock
  readonly pacing?: Pacing
  readonly wrap?: EngineOptions['wrap']
  readonly onBegin?: EngineOptions['onBegin']
  /** Called with what went wrong and will be tried again; `what` names it for a log. */
  readonly onRetry?: (what: string, error: unknown) => void
  readonly newId?: () => string
}

/** All that works without a request: register everything, then `start`. */
export class Background {
  readonly engine: Engine
  readonly reconcilers: Reconcilers
  /** The same, by the clock of the work: what is to happen at a date. */
  readonly timetable: Reconcilers

  constructor({ clock, worldClock, wrap, onRetry, ...more }: BackgroundOptions) {
    const retried = (what: string, error: unknown): void => onRetry?.(what, error)
    this.engine = new Engine({
      ...more,
      clock,
      ...(wrap ? { wrap } : {}),
      onRetry: ({ kind, resource }, error) => retried(`${kind} ${resource}`, error),
      onError: (error) => retried('operations', error),
    })
    this.reconcilers = new Reconcilers({ clock: worldClock ?? clock, onRetry: retried })
    this.timetable = new Reconcilers({ clock, onRetry: retried })
  }

  /** Begins what is saved and was not done. Reconcilers run from now on. */
  start(): void {
    this.engine.wake()
    this.reconcilers.wake()
    this.timetable.wake()
  }

  /** Waits until nothing is left to do before the clock moves on. */
  async idle(): Promise<void> {
    const parts = [this.engine, this.reconcilers, this.timetable]
    while (parts.some((part) => part.busy)) await Promise.all(parts.map((part) => part.idle()))
  }

  /** Starts nothing more, tells what is under way to give up until the next start, and waits. */
  async stop(): Promise<void> {
    await Promise.all([this.engine, this.reconcilers, this.timetable].map((part) => part.stop()))
  }

  /** Goes on after a stop with what is saved by now. */
  resume(): void {
    this.engine.resume()
    this.reconcilers.resume()
    this.timetable.resume()
  }
}
