import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  lstatSync,
  openSync,
  readdirSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import { SqliteStore, StoreInUse } from './sqlite.ts'

/** `lazuli-<process id>-<random>`: a later start knows whose a temporary directory was. */
export const ephemeralPrefix = (pid: number): string => `lazuli-${pid}-`
const EPHEMERAL = /^lazuli-(\d+)-\w+$/

/** Removes the temporary directories in `parent` whose servers were killed. */
export function removeLeftovers(parent: string, storeName: string): void {
  for (const name of readdirSync(parent)) {
    const pid = EPHEMERAL.exec(name)?.[1]
    if (!pid || isAlive(Number(pid))) continue
    const path = join(parent, name)
    try {
      if (isOurs(path) && !isLocked(join(path, storeName))) removeAll(path)
    } catch {
      // Gone meanwhile, or a task left what only its own user may remove: not worth a refusal.
    }
  }
}

/** Removes the directory and all that is in it, also what tasks have closed to everybody. */
export function removeAll(path: string): void {
  const remove = (): void => rmSync(path, { recursive: true, force: true, maxRetries: 3 })
  try {
    remove()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error
    openUp(path)
    remove()
  }
}

const { O_DIRECTORY, O_NOFOLLOW } = constants
/** Takes hold of what it may not read: Linux's `O_PATH`, for which Node has no name. */
const HOLD = 0o10000000

/** Lets its owner into a directory and all those in it, by no link. Root needs no leave. */
function openUp(path: string): void {
  const held = openSync(path, HOLD | O_DIRECTORY | O_NOFOLLOW)
  const directory = `/proc/self/fd/${held}`
  try {
    chmodSync(directory, 0o700)
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      if (entry.isDirectory()) openUp(`${directory}/${entry.name}`)
    }
  } finally {
    closeSync(held)
  }
}

function isAlive(pid: number): boolean {
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
