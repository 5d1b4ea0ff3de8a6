// The journal on disk: a line of JSON for each call, in a file and the one before it, within a size.
import { type FileHandle, open, rename } from 'node:fs/promises'
import { fileErrorWords } from '#kernel/file-errors.ts'
import type { JournalLine } from './journal.ts'

/** Lines wait so long for others, so that a file is not written for each. */
const WAIT_MS = 200
/** A disk that is slower than calls come loses lines rather than memory. */
const MOST_WAITING = 2 ** 22

export interface JournalFile {
  readonly write: (line: JournalLine) => void
  /** Writes what waits. */
  close(): Promise<void>
}

/**
 * Goes on where the file ends. Once half of `bytes` is full, it becomes `<file>.1` in place of what had
 * that name. Rejects where it cannot be written; a disk that is full later costs lines, and is reported.
 */
export async function openJournalFile(
  file: string,
  bytes: number,
  onError: (error: unknown) => void,
): Promise<JournalFile> {
  const opened = async (): Promise<FileHandle> => {
    try {
      return await open(file, 'a', 0o600)
    } catch (cause) {
      throw new Error(`cannot write the journal to ${file}: ${fileErrorWords(cause)}.`, { cause })
    }
  }
  let handle = await opened()
  let size = (await handle.stat()).size
  let waiting: string[] = []
  let waitingBytes = 0
  let timer: NodeJS.Timeout | undefined
  let writing = Promise.resolve()
  /** From a failure on that was reported, until something is written again. */
  let isFailing = false

  async function flush(): Promise<void> {
    const text = Buffer.from(waiting.join(''))
    waiting = []
    waitingBytes = 0
    if (text.length === 0) return
    try {
      if (size > 0 && size + text.length > bytes / 2) {
        await handle.close()
        // Another program may have moved it, or taken it away.
        await rename(file, `${file}.1`).catch((error: NodeJS.ErrnoException) => {
          if (error.code !== 'ENOENT') throw error
        })
        handle = await opened()
        size = 0
      }
      await handle.writeFile(text)
      size += text.length
      isFailing = false
    } catch (error) {
      if (!isFailing) onError(error)
      isFailing = true
    }
  }

  const flushSoon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined
      writing = writing.then(flush)
    }, WAIT_MS)
  }

  return {
    write(line) {
      const text = `${JSON.stringify(line)}\n`
      if (waitingBytes + text.length > MOST_WAITING) return
      waiting.push(text)
      waitingBytes += text.length
      flushSoon()
    },
    async close() {
      clearTimeout(timer)
      await writing.then(flush)
      await handle.close()
    },
  }
}
