import { chmodSync, closeSync, constants, opendirSync, openSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type NameBytes, pathOf } from './names.ts'

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants
/** Takes hold of what it may not read: Linux's `O_PATH`, for which Node has no name. */
const O_PATH = 0o10000000

/** Opens a directory, and fails on a link to one. */
export const DIRECTORY = O_RDONLY | O_DIRECTORY | O_NOFOLLOW

export type Path = string | Buffer

/** Something that is held open. */
export type Held = Pick<FileHandle, 'fd'>

/** A path to an open directory, wherever that is moved. */
const pathTo = ({ fd }: Held): string => `/proc/self/fd/${fd}`

/** A path to what has this name in the directory. */
export const at = (directory: Held, name: NameBytes): Path =>
  pathOf(`${pathTo(directory)}/${name}` as NameBytes)

/** Takes hold of what is at the path, of a link that itself, without a look into it. */
export const hold = (path: Path): number => openSync(path, O_PATH | O_NOFOLLOW)

/**
 * Lets its owner into a directory again that a task has closed. An agent that runs as
 * root needs no leave to enter; any other is the owner of what its tasks make.
 */
export function openUp(path: Path): void {
  const fd = openSync(path, O_PATH | DIRECTORY)
  try {
    chmodSync(pathTo({ fd }), 0o700)
  } finally {
    closeSync(fd)
  }
}

/** Does so with a directory that may be closed to its owner. */
export function unlessClosed<T>(path: Path, act: () => T): T {
  try {
    return act()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error
    openUp(path)
    return act()
  }
}

export interface Entry {
  readonly name: NameBytes
  readonly isDirectory: boolean
}

const AT_ONCE = 256

/** What is in an open directory, in no order, a few at a time: others have their turn in between. */
export async function* entriesOf(directory: Held): AsyncGenerator<Entry[], void, void> {
  // One character for each byte of a name.
  const names = opendirSync(pathTo(directory), { encoding: 'latin1', bufferSize: AT_ONCE })
  try {
    for (;;) {
      const entries: Entry[] = []
      while (entries.length < AT_ONCE) {
        const entry = names.readSync()
        if (!entry) break
        entries.push({ name: entry.name as NameBytes, isDirectory: entry.isDirectory() })
      }
      if (entries.length > 0) yield entries
      if (entries.length < AT_ONCE) return
      await nextTurn()
    }
  } finally {
    names.closeSync()
  }
}
