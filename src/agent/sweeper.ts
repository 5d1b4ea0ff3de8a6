import { signalTree, type Tree } from './process-tree.ts'

const DELAY_MS = 1000

/**
 * Ends what ended attempts left running, a moment later and for all of them at once: looking at
 * every process after each attempt would cost more than the attempt.
 */
export class Sweeper {
  readonly #isAlive: (directory: string) => boolean
  readonly #left = new Map<string, Tree>()
  #timer: NodeJS.Timeout | undefined

  /** `isAlive` tells of a directory whether a later attempt runs there: its end sweeps again. */
  constructor(isAlive: (directory: string) => boolean) {
    this.#isAlive = isAlive
  }

  add(directory: string, { mark, uid }: Tree): void {
    // The sessions are their launchers', and those have other work by then.
    this.#left.set(directory, { mark, uid, sessions: new Map() })
    this.#timer ??= setTimeout(() => this.#sweep(), DELAY_MS)
  }

  #sweep(): void {
    this.#timer = undefined
    for (const [directory, tree] of this.#left) {
      if (!this.#isAlive(directory)) void signalTree(tree, 'SIGKILL')
    }
    this.#left.clear()
  }

  close(): void {
    clearTimeout(this.#timer)
  }
}
