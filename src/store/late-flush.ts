import { type FileHandle, open } from 'node:fs/promises'

/** Long enough to gather many commits, and short beside what a machine that falls loses anyway. */
const DELAY_MS = 200

/**
 * Brings a database's log to the disk a moment after a commit that did not wait for it. Another
 * thread does it, so nobody waits, and little is left for those who must: commits that are flushed,
 * and the checkpoint, which flushes the whole log first.
 */
export class LateFlush {
  readonly #log: string
  #file: FileHandle | undefined
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined

  /** `log` is a file of its own: to open and close the database's would give up the lock on it. */
  constructor(log: string) {
    this.#log = log
  }

  /** What is committed by now is to be on the disk soon. */
  ask(): void {
    if (this.#timer) return
    this.#timer = setTimeout(() => this.#begin(), DELAY_MS).unref()
  }

  #begin(): void {
    this.#timer = undefined
    if (this.#running) {
      this.ask()
      return
    }
    this.#running = this.#flush()
      // The next commit that is flushed tells what is wrong with the disk: somebody waits for that.
      .catch(() => {})
      .finally(() => {
        this.#running = undefined
      })
  }

  async #flush(): Promise<void> {
    this.#file ??= await open(this.#log, 'r')
    await this.#file.datasync()
  }

  /** Waits for a flush under way, and lets go of the file. */
  async close(): Promise<void> {
    clearTimeout(this.#timer)
    await this.#running
    await this.#file?.close()
  }
}
