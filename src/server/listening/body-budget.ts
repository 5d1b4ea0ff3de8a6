// How much of long bodies may be in memory at once. A body that is parsed takes many times its
// length, and all calls share one heap: what does not fit waits on its connection.
import { getHeapStatistics } from 'node:v8'

/** Shorter bodies do not count: there are never so many that they would matter. */
export const SHORT_BYTES = 65_536
/** Parsed, copied and checked, a body takes about so many times its length. */
const GROWTH = 16
const LEAST = 2 ** 22
const MOST = 2 ** 28

interface Waiting {
  readonly bytes: number
  readonly begin: () => void
}

export class BodyBudget {
  readonly #size: number
  #taken = 0
  readonly #waiting: Waiting[] = []

  constructor(
    size = Math.min(
      MOST,
      Math.max(LEAST, Math.floor(getHeapStatistics().heap_size_limit / GROWTH)),
    ),
  ) {
    this.#size = size
  }

  /** Whether a call waits for what others hold. */
  get isWanted(): boolean {
    return this.#waiting.length > 0
  }

  /**
   * Waits until there is room, in the order of the calls; answers how to give it back. A body that
   * is longer than all there is goes alone.
   */
  async take(bytes: number): Promise<() => void> {
    if (this.#waiting.length > 0 || !this.#fits(bytes)) {
      await new Promise<void>((begin) => this.#waiting.push({ bytes, begin }))
    } else this.#taken += bytes
    let isBack = false
    return () => {
      if (isBack) return
      isBack = true
      this.#taken -= bytes
      this.#next()
    }
  }

  #fits(bytes: number): boolean {
    return this.#taken === 0 || this.#taken + bytes <= this.#size
  }

  #next(): void {
    for (let next = this.#waiting[0]; next && this.#fits(next.bytes); next = this.#waiting[0]) {
      this.#waiting.shift()
      this.#taken += next.bytes
      next.begin()
    }
  }
}
