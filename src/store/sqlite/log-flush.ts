import { type FileHandle, open } from 'node:fs/promises'

/** Long enough to gather many commits, and short beside what a machine that falls loses anyway. */
const DELAY_MS = 200

/** Brings what was committed to the disk, while the event loop goes on. */
export interface LogFlush {
  /** Resolves once all that is committed by now is on the disk. Rejects when that is not known. */
  flushed(): Promise<void>
  /** What is committed by now is to be on the disk soon; no caller waits for it. */
  flushSoon(): void
  /** Waits for a flush under way, and lets go of the file. */
  close(): Promise<void>
}

/** Flushes one file; those who ask while a flush is under way share the next. */
export class FileFlush implements LogFlush {
  readonly #sync: () => Promise<void>
  readonly #release: () => Promise<void>
  #running: Promise<void> | undefined
  #next: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined

  /** `sync` brings the file to the disk. Absent: as the system does it. */
  constructor(path: string, sync?: () => Promise<void>) {
    let file: FileHandle | undefined
    const datasync = async (): Promise<void> => {
      file ??= await open(path, 'r')
      await file.datasync()
    }
    this.#sync = sync ?? datasync
    this.#release = async () => file?.close()
  }

  flushed(): Promise<void> {
    if (!this.#running && !this.#next) return this.#begin()
    // The one under way may have begun before the last commit.
    this.#next ??= this.#running!.catch(() => {}).then(() => this.#begin())
    return this.#next
  }

  flushSoon(): void {
    this.#timer ??= setTimeout(() => {
      // The next commit that is waited for tells what is wrong with the disk.
      this.flushed().catch(() => {})
    }, DELAY_MS).unref()
  }

  #begin(): Promise<void> {
    this.#next = undefined
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#running = this.#sync().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer)
    await (this.#next ?? this.#running)?.catch(() => {})
    await this.#release()
  }
}
