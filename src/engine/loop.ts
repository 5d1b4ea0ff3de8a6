import { AsyncLocalStorage } from 'node:async_hooks'
import { type Instant, plus } from '#kernel/instant.ts'
import { backoff } from './backoff.ts'
import type { Alarm, Clock } from './clock.ts'

export interface LoopOptions {
  readonly clock: Clock
  /** Does what is to be done now. Answers when to look again unasked; undefined: only when woken. */
  readonly scan: () => Promise<Instant | undefined>
  /** Called with what a scan threw. It is repeated after a while, longer each time. */
  readonly onError: (error: unknown) => void
  readonly longestRetryMs?: number
  /** Also looks from time to time, if the clock has it so: a wake may have been forgotten. */
  readonly sweeps?: boolean
}

/** Looks for work when it is woken and when the time has come, never twice at once. */
export class Loop {
  readonly #options: LoopOptions
  /** A wake may come from within a request or a transaction: the scan belongs to neither. */
  readonly #outside = AsyncLocalStorage.snapshot()
  #alarm: Alarm | undefined
  #running: Promise<void> | undefined
  #again = false
  #failures = 0
  #stopped = false

  constructor(options: LoopOptions) {
    this.#options = options
  }

  get busy(): boolean {
    return this.#running !== undefined
  }

  /** Scans now, or once more when it is scanning: what was saved before the wake is always seen. */
  wake(): void {
    if (this.#stopped) return
    this.#again = true
    this.#running ??= this.#outside(() => this.#run())
  }

  /** Waits until no scan is under way. */
  async settled(): Promise<void> {
    while (this.#running) await this.#running
  }

  /** Starts no further scan and waits for the one under way. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#alarm?.cancel()
    await this.settled()
  }

  /** Scans again, as often as it is woken and as it finds. */
  resume(): void {
    this.#stopped = false
    this.wake()
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false
      this.#alarm?.cancel()
      const next = this.#noLaterThanSweep(await this.#scan())
      if (this.#again || this.#stopped || next === undefined) continue
      this.#alarm = this.#options.clock.at(next, () => this.wake())
    }
    this.#running = undefined
  }

  #noLaterThanSweep(next: Instant | undefined): Instant | undefined {
    const { clock, sweeps } = this.#options
    if (!sweeps || clock.sweepMs === undefined) return next
    const sweep = plus(clock.now(), clock.sweepMs)
    return next === undefined || next > sweep ? sweep : next
  }

  async #scan(): Promise<Instant | undefined> {
    const { clock, scan, onError, longestRetryMs } = this.#options
    try {
      const next = await scan()
      this.#failures = 0
      return next
    } catch (error) {
      if (!this.#stopped) onError(error)
      this.#failures += 1
      return plus(clock.now(), backoff(this.#failures, longestRetryMs))
    }
  }
}
