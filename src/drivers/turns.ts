// Keeps calls on one machine apart.

/**
 * Runs jobs of one key one after another, in the order asked for; keys do not wait for others.
 * A job that finds no other before it begins at once, before `take` returns.
 */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>()

  /** An abort while waiting rejects at once, and the job is never begun. */
  take<T>(key: string, signal: AbortSignal, job: () => Promise<T>): Promise<T> {
    const begin = async () => {
      signal.throwIfAborted()
      return job()
    }
    const before = this.#last.get(key)
    const turn = before ? before.then(begin) : begin()
    const settled = turn
      .catch(() => undefined)
      .then(() => {
        if (this.#last.get(key) === settled) this.#last.delete(key)
      })
    this.#last.set(key, settled)
    return unlessAborted(turn, signal)
  }

  /** When all that was asked for so far is over. */
  async idle(): Promise<void> {
    await Promise.all(this.#last.values())
  }
}

/** Stops waiting for the promise on an abort; what it stands for goes on. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: result, resolve, reject } = Promise.withResolvers<T>()
  const abort = () => reject(signal.reason)
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort, { once: true })
  promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  return result
}
