import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, renameSync, rmdirSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { type Path, unlessClosed } from '#files/directories.ts'
import { removeAll } from '#files/remove.ts'
import { later, type Wait } from '../wait.ts'

const FIRST_WAIT_MS = 20
const LONGEST_WAIT_MS = 60_000
/** What is not gone by then is not about to go. */
const SOON_MS = 1000

/** What keeps a directory where it is: it is a mount, on another one, or may not be changed. */
const FIXED = ['EBUSY', 'EXDEV', 'EPERM']

/**
 * Where nodes' directories go that are to be deleted: out of sight at once, whatever still writes to
 * them, and removed in the background. What cannot be removed is tried again and stops nothing else.
 */
export class Trash {
  readonly #directory: string
  readonly #due: string[] = []
  readonly #waits = new Map<string, { readonly wait: Wait; readonly ms: number }>()
  #emptying: Promise<void> | undefined

  /** The directory is on the file system of what is put there; only the agent may enter it. */
  constructor(directory: string) {
    this.#directory = directory
  }

  /** Goes on with what an earlier agent has left. */
  resume(): void {
    mkdirSync(this.#directory, { recursive: true, mode: 0o700 })
    for (const name of readdirSync(this.#directory)) this.#add(name)
  }

  /** Takes a directory away from its place. False: it cannot be moved. */
  take(path: Path): boolean {
    const name = randomUUID()
    try {
      unlessClosed(path, () => renameSync(path, `${this.#directory}/${name}`))
    } catch (error) {
      if (FIXED.includes((error as NodeJS.ErrnoException).code ?? '')) return false
      throw error
    }
    this.#add(name)
    return true
  }

  /** Takes a directory away, if it is there, or empties it where it is as far as that goes. */
  async takeOrEmpty(path: string): Promise<void> {
    try {
      if (!this.take(path)) await removeAll(path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') console.error(error)
    }
  }

  #add(name: string): void {
    this.#due.push(name)
    this.#emptying ??= this.#empty()
  }

  async #empty(): Promise<void> {
    for (let name = this.#due.shift(); name !== undefined; name = this.#due.shift()) {
      await this.#remove(name)
    }
    this.#emptying = undefined
  }

  async #remove(name: string): Promise<void> {
    const before = this.#waits.get(name)?.ms ?? FIRST_WAIT_MS / 2
    try {
      await removeAll(`${this.#directory}/${name}`)
      this.#waits.delete(name)
    } catch (error) {
      const ms = Math.min(LONGEST_WAIT_MS, before * 2)
      if (before < SOON_MS && ms >= SOON_MS) console.error('deleted files are still there:', error)
      this.#waits.set(name, { ms, wait: later(ms, () => this.#add(name)) })
    }
  }

  /** Whether something may soon be gone that is still there. */
  get isBusy(): boolean {
    return this.#emptying !== undefined || [...this.#waits.values()].some(({ ms }) => ms < SOON_MS)
  }

  /** Waits for what may soon be gone. */
  async settled(): Promise<void> {
    while (this.isBusy) await wait(FIRST_WAIT_MS)
  }

  /** Takes away the directory itself. False: something is in it. */
  end(): boolean {
    for (const each of this.#waits.values()) each.wait.cancel()
    try {
      rmdirSync(this.#directory)
      return true
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ENOENT'
    }
  }
}
