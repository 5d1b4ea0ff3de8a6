export interface TurnsOptions {
  /** Does what there is to do. It throws nothing. */
  readonly turn: () => Promise<void>
  /** After how long to look again unasked; undefined: only when asked. */
  readonly nextMs: () => number | undefined
}

/** Turns of one kind of work, never two at once: when asked for, and again as long as something may change. */
export class Turns {
  readonly #options: TurnsOptions
  #running: Promise<void> | undefined
  #isAgain = false
  #timer: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(options: TurnsOptions) {
    this.#options = options
  }

  /** Now, or once more after the one that is under way. */
  go(): void {
    if (this.#isClosed) return
    this.#isAgain = true
    clearTimeout(this.#timer)
    this.#running ??= this.#turn().finally(() => {
      this.#running = undefined
      if (this.#isClosed) return
      if (this.#isAgain) return this.go()
      const nextMs = this.#options.nextMs()
      if (nextMs !== undefined) this.#timer = setTimeout(() => this.go(), nextMs).unref()
    })
  }

  async #turn(): Promise<void> {
    this.#isAgain = false
    await this.#options.turn()
  }

  /** Begins no more, and waits for the one under way. */
  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    await this.#running
  }
}
