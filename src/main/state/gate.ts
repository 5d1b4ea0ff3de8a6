// Where calls wait while what they would see is being exchanged.
import type { Soon } from '#kernel/caching/soon.ts'

/** How long those under way may take before nothing waits for them any more. */
const PATIENCE_MS = 2_000

export class Gate {
  #inside = 0
  #opened: PromiseWithResolvers<void> | undefined
  #emptied: (() => void) | undefined

  /** Lets a call through, now or once the gate is open again. */
  pass<T>(call: () => Soon<T>): Soon<T> {
    return this.#opened ? this.#passLater(call) : this.#passNow(call)
  }

  async #passLater<T>(call: () => Soon<T>): Promise<T> {
    while (this.#opened) await this.#opened.promise
    return await this.#passNow(call)
  }

  #passNow<T>(call: () => Soon<T>): Soon<T> {
    this.#inside += 1
    let answer: Soon<T>
    try {
      answer = call()
    } catch (error) {
      this.#leave()
      throw error
    }
    if (answer instanceof Promise) return answer.finally(() => this.#leave())
    this.#leave()
    return answer
  }

  #leave(): void {
    this.#inside -= 1
    if (this.#inside === 0) this.#emptied?.()
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
