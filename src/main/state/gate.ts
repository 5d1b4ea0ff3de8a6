// Where calls wait while what they would see is being exchanged.

/** How long those under way may take before nothing waits for them any more. */
const PATIENCE_MS = 2_000

export class Gate {
  #inside = 0
  #opened: PromiseWithResolvers<void> | undefined
  #emptied: (() => void) | undefined

  /** Lets a call through, now or once the gate is open again. */
  async pass<T>(call: () => Promise<T>): Promise<T> {
    while (this.#opened) await this.#opened.promise
    this.#inside += 1
    try {
      return await call()
    } finally {
      this.#inside -= 1
      if (this.#inside === 0) this.#emptied?.()
    }
  }

  /** Lets no call in while `work` goes on, which begins once those inside have left. */
  async closed<T>(work: () => Promise<T>): Promise<T> {
    while (this.#opened) await this.#opened.promise
    const opened = Promise.withResolvers<void>()
    this.#opened = opened
    try {
      await this.#empty()
      return await work()
    } finally {
      this.#opened = undefined
      opened.resolve()
    }
  }

  async #empty(): Promise<void> {
    if (this.#inside === 0) return
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, PATIENCE_MS)
    this.#emptied = resolve
    await promise
    clearTimeout(timer)
    this.#emptied = undefined
  }
}
