import type { DatabaseSync } from 'node:sqlite'

/** How long nothing must have been written before the file is made smaller. */
const QUIET_MS = 2_000
/** Pages given back at once: a few milliseconds, so that no call waits for long. */
const STEP_PAGES = 128
/** Between two steps calls have their turn. */
const PAUSE_MS = 5
/** After so many steps what they wrote goes from the log into the file: a large log takes long. */
const STEPS_A_CHECKPOINT = 8
/** Less than this is left for what is written next. */
const LEAST_PAGES = 256
const LEAST_SHARE = 0.1

export interface Quiet {
  /** Changes with every write. */
  readonly generation: number
  /** Whether a writer has the connection now. */
  readonly open: boolean
}

/** Gives space that is no longer used back to the file system, in small steps while nothing is written. */
export class Shrink {
  readonly #db: DatabaseSync
  readonly #writers: Quiet
  #timer: NodeJS.Timeout | undefined
  /** The generation in which there was nothing left to give back. */
  #done = -1
  #seen = -1
  #steps = 0

  constructor(db: DatabaseSync, writers: Quiet) {
    this.#db = db
    this.#writers = writers
    this.#wait(QUIET_MS)
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #wait(ms: number): void {
    this.#timer = setTimeout(() => this.#look(), ms).unref()
  }

  #look(): void {
    const { generation, open } = this.#writers
    const isQuiet = generation === this.#seen && !open
    this.#seen = generation
    try {
      const hasMore = isQuiet && this.#done !== generation && this.#step()
      this.#wait(hasMore ? PAUSE_MS : QUIET_MS)
    } catch {
      // A full disk or a damaged file: the next writer is told, and here there is time.
      this.#done = generation
      this.#wait(QUIET_MS)
    }
  }

  /** False: nothing is left to give back. */
  #step(): boolean {
    const free = this.#number('freelist_count')
    if (free < LEAST_PAGES || free < LEAST_SHARE * this.#number('page_count')) {
      this.#db.exec('pragma wal_checkpoint(truncate)')
      this.#done = this.#writers.generation
      return false
    }
    this.#db.exec(`pragma incremental_vacuum(${STEP_PAGES})`)
    this.#steps += 1
    if (this.#steps % STEPS_A_CHECKPOINT === 0) this.#db.exec('pragma wal_checkpoint(passive)')
    return true
  }

  #number(name: 'freelist_count' | 'page_count'): number {
    return Number(Object.values(this.#db.prepare(`pragma ${name}`).get()!)[0])
  }
}
