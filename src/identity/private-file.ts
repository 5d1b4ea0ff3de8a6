import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'

export interface WriteOptions {
  /** For its owner alone when absent. */
  readonly mode?: number
  /** Waits for the disk: for what cannot be made anew should the machine lose its power. */
  readonly durable?: boolean
}

/**
 * Writes a whole file, by default for its owner alone. Whoever looks sees the old content or the
 * new, never a part of it, even after a crash of the process.
 */
export function writePrivate(path: string, content: string, options: WriteOptions = {}): void {
  const { mode = 0o600, durable = false } = options
  const draft = `${path}.${process.pid}.new`
  const file = openSync(draft, 'w', mode)
  try {
    writeSync(file, content)
    if (durable) fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(draft, path)
}
