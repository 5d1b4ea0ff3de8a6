import { type Instant, plus } from '#kernel/instant.ts'
import type { Clock } from './clock.ts'
import { Loop } from './loop.ts'

/**
 * Brings what is out there and what is saved together. It takes no input: it looks at both, so that
 * it can be run at any moment and any number of times.
 */
export interface Reconciler {
  readonly name: string
  /** The longest time between the end of one run and the start of the next. Absent: as long as it says. */
  readonly everyMs?: number
  /** May answer when it is to run again; else, without `everyMs`, it runs when it is woken. */
  run(signal: AbortSignal): Promise<Instant | undefined> | Promise<void>
}

export interface ReconcilersOptions {
  readonly clock: Clock
  /** Called with what a run threw. The next one comes soon, and then later each time. */
  readonly onRetry?: (name: string, error: unknown) => void
}

/** Runs reconcilers, each never twice at once, when they are woken and from time to time. */
export class Reconcilers {
  readonly #options: ReconcilersOptions
  readonly #loops = new Map<string, Loop>()
  #abort = new AbortController()

  constructor(options: ReconcilersOptions) {
    this.#options = options
    options.clock.watch?.(() => this.busy)
  }

  /** Runs first when it is woken. */
  register(reconciler: Reconciler): void {
    const { clock, onRetry } = this.#options
    const { name, everyMs } = reconciler
    const loop = new Loop({
      clock,
      ...(everyMs === undefined ? {} : { longestRetryMs: everyMs }),
      onError: (error) => onRetry?.(name, error),
      scan: async () => {
        const next = await reconciler.run(this.#abort.signal)
        if (next) return next
        return everyMs === undefined ? undefined : plus(clock.now(), everyMs)
      },
    })
    this.#loops.set(name, loop)
  }

  /** Hints that there is something to do for one of them; without a name, for all. */
  wake(name?: string): void {
    if (name !== undefined) this.#loops.get(name)?.wake()
    else for (const loop of this.#loops.values()) loop.wake()
  }

  /** Whether one is running now. */
  get busy(): boolean {
    return [...this.#loops.values()].some((loop) => loop.busy)
  }

  /** Waits until none is running. */
  async idle(): Promise<void> {
    await Promise.all([...this.#loops.values()].map((loop) => loop.settled()))
  }

  /** Starts no further run, tells those under way to give up, and waits for them. */
  async stop(): Promise<void> {
    this.#abort.abort()
    await Promise.all([...this.#loops.values()].map((loop) => loop.stop()))
  }

  /** Runs them again after a stop. */
  resume(): void {
    this.#abort = new AbortController()
    for (const loop of this.#loops.values()) loop.resume()
  }
}
