import { closeSync, openSync, renameSync, writeSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'

const draftOf = (path: string): string => `${path}.${process.pid}.new`

/**
 * Writes a whole file, by default for its owner alone. A reader sees the old content or the
 * new, never a part of it, even after a crash of the process.
 */
export function writePrivate(path: string, content: string, mode = 0o600): void {
  const draft = draftOf(path)
  const file = openSync(draft, 'w', mode)
  try {
    writeSync(file, content)
  } finally {
    closeSync(file)
  }
  renameSync(draft, path)
}

/**
 * The same for what cannot be made anew should the machine lose its power: once it is done, the file
 * is on the disk. Another thread waits for that.
 */
export async function writePrivateDurably(path: string, content: string): Promise<void> {
  const draft = draftOf(path)
  const file = await open(draft, 'w', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
}
