// Ends what would leave a disk without a place for another file: some disks hold so many and no more, and
// an archive of a few megabytes can make millions.
import { statfs } from 'node:fs/promises'

/** Of the files that there is still place for, so many may be taken. */
const PART_OF_FREE = 0.8
const LOOK_MS = 100

export class NoPlaceForFiles extends Error {}

/** How many files the disk of a directory still takes; undefined: as many as it has bytes for. */
async function freeFiles(directory: string): Promise<number | undefined> {
  const { files, ffree } = await statfs(directory)
  return files === 0 ? undefined : ffree
}

/**
 * Calls `act` with a signal that is aborted, with `NoPlaceForFiles`, once little place is left. Rejects with that
 * as well where `act` had ended before it was seen. `look`: answers how many files the disk still takes.
 */
export async function whileFilesAreFree<T>(
  directory: string,
  act: (signal: AbortSignal) => Promise<T>,
  look: () => Promise<number | undefined> = () => freeFiles(directory),
): Promise<T> {
  const free = await look()
  const full = new AbortController()
  const check = async (): Promise<void> => {
    const left = await look().catch(() => undefined)
    if (left === undefined || left >= (free ?? 0) * (1 - PART_OF_FREE)) return
    full.abort(new NoPlaceForFiles('there is no place for so many files'))
  }
  const timer = free === undefined ? undefined : setInterval(() => void check(), LOOK_MS)
  try {
    const result = await act(full.signal)
    await check()
    full.signal.throwIfAborted()
    return result
  } finally {
    clearInterval(timer)
  }
}
