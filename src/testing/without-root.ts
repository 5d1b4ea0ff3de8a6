import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The user who owns nothing. */
const UNPRIVILEGED = 65_534

/** Lets `act` do with a directory of its own what a user may do, even if root runs the tests. */
export async function withoutRoot(act: (directory: string) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'lazuli-own-'))
  const isRoot = process.geteuid?.() === 0
  if (isRoot) {
    chownSync(directory, UNPRIVILEGED, UNPRIVILEGED)
    process.seteuid?.(UNPRIVILEGED)
  }
  try {
    await act(directory)
  } finally {
    if (isRoot) process.seteuid?.(0)
    rmSync(directory, { recursive: true, force: true })
  }
}
