import { NO_TREE, signalTree, type Tree } from './process-tree.ts'

const DELAY_MS = 1000

/**
 * Ends what ended attempts left running, a moment later and for all of them at once: looking at
 * every process after each attempt would cost more than the attempt.
 */
export class Sweeper {
  readonly #inUse: () => ReadonlySet<string>
  readonly #left = new Map<string, Tree>()
  #timer: NodeJS.Timeout | undefined

  /** `inUse` are the directories where a later attempt runs: its end sweeps there again. */
  constructor(inUse: () => ReadonlySet<string>) {
    this.#inUse = inUse
  }

  add(directory: string, tree: Tree): void {
    this.#left.set(directory, tree)
    this.#timer ??= setTimeout(() => this.#sweep(), DELAY_MS)
  }

  #sweep(): void {
    this.#timer = undefined
    const inUse = this.#inUse()
    const trees = [...this.#left]
      .filter(([directory]) => !inUse.has(directory))
      .map(([, tree]) => tree)
    this.#left.clear()
    if (trees.length === 0) return
    const marks = trees.flatMap((tree) => tree.marks)
    const uids = trees.flatMap((tree) => tree.uids)
    // The sessions are their launchers', and those have other work by now.
    void signalTree({ ...NO_TREE, marks, uids }, 'SIGKILL')
  }

  close(): void {
    clearTimeout(this.#timer)
  }
}
