import { existsSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { removeAll } from '#files/remove.ts'
import { SqliteStore, StoreInUse } from './sqlite/sqlite.ts'

/** `lazuli-<process id>-<random>`: a later start knows whose a temporary directory was. */
export const ephemeralPrefix = (pid: number): string => `lazuli-${pid}-`
const EPHEMERAL = /^lazuli-(\d+)-\w+$/

/** Removes the temporary directories in `parent` whose servers were killed. */
export async function removeLeftovers(parent: string, storeName: string): Promise<void> {
  for (const name of readdirSync(parent)) {
    const pid = EPHEMERAL.exec(name)?.[1]
    if (!pid || isAlive(Number(pid))) continue
    const path = join(parent, name)
    try {
      if (isOurs(path) && !isLocked(join(path, storeName))) await removeAll(path)
    } catch {
      // Gone meanwhile, or a task left what only its own user may remove: not worth a refusal.
    }
  }
}

/** Whether a process of this machine has this id. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Not a link, and not what another user put there for us to remove. */
function isOurs(path: string): boolean {
  const found = lstatSync(path)
  return found.isDirectory() && (!process.getuid || found.uid === process.getuid())
}

/** A server in another container has a process id that means nothing here, but its lock holds. */
function isLocked(file: string): boolean {
  if (!existsSync(file)) return false
  try {
    void new SqliteStore(file, { flush: 'never' }).close()
    return false
  } catch (error) {
    return error instanceof StoreInUse
  }
}
