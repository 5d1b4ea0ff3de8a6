/** setTimeout counts in 32 bits; a longer wait is cut into pieces. */
const LONGEST = 2 ** 31 - 1

export interface Wait {
  cancel(): void
}

/** Acts once, after `ms`, however long that is. */
export function later(ms: number, act: () => void): Wait {
  let timer: NodeJS.Timeout
  const arm = (left: number): void => {
    const piece = Math.min(Math.max(0, left), LONGEST)
    timer = setTimeout(() => (left > piece ? arm(left - piece) : act()), piece)
  }
  arm(ms)
  return { cancel: () => clearTimeout(timer) }
}

/** What is to be done later, unless all of it is cancelled before. */
export class Waits {
  #waits: Wait[] = []

  after(ms: number, act: () => void | Promise<void>): void {
    this.#waits.push(later(ms, () => void act()))
  }

  cancel(): void {
    for (const wait of this.#waits) wait.cancel()
    this.#waits = []
  }
}
