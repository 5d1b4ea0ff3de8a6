import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'

/**
 * Writes a whole file that only its owner may read. Whoever looks sees the old content or the new,
 * never a part of it, even after a crash.
 */
export function writePrivate(path: string, content: string, mode = 0o600): void {
  const draft = `${path}.${process.pid}.new`
  const file = openSync(draft, 'w', mode)
  try {
    writeSync(file, content)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(draft, path)
}
