// Removes what tasks have made: they may be at it still, may have closed it, and may
// have given it any name.
import { randomUUID } from 'node:crypto'
import {
  closeSync,
  fchmodSync,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
} from 'node:fs'
import { unlink } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  at,
  DIRECTORY,
  type Entry,
  entriesOf,
  type Held,
  hold,
  type Path,
  unlessClosed,
} from './directories.ts'
import { type NameBytes, nameOf } from './names.ts'

const OWNERS_ALL = 0o700
/** Directories that are held open on the way down. What is deeper is moved up first. */
const DEEPEST = 50
/** How often one directory is gone through while others write to it. */
const MOST_PASSES = 20
const UNLINKS_AT_ONCE = 16
/** After so many directories others have their turn. */
const DIRECTORIES_AT_ONCE = 16

/** Something is still there after all the rest was removed. */
export class NotRemoved extends Error {
  readonly count: number

  constructor(count: number, cause: unknown) {
    super(`${count} could not be removed: ${(cause as Error).message}`, { cause })
    this.name = 'NotRemoved'
    this.count = count
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? ''

/** Removes what is at the path, if anything is, and all that is in it, closed or not. */
export async function removeAll(path: string): Promise<void> {
  try {
    await removeTree(dirname(path), nameOf(basename(path)))
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
}

/** Removes a tree of which its directory has this name, following no link. */
export async function removeTree(directory: string, name: NameBytes): Promise<void> {
  const fd = openSync(directory, DIRECTORY)
  try {
    await removeFrom({ fd }, name)
  } finally {
    closeSync(fd)
  }
}

/**
 * Removes what has this name in the directory, with all that is in it: of a link that, not what it
 * points to. What cannot be removed keeps nothing else; it is told at the end, as `NotRemoved`.
 */
export async function removeFrom(parent: Held, name: NameBytes): Promise<void> {
  if (await isFileRemoved(at(parent, name))) return
  const removal = new Removal(mountOf(parent))
  await removal.directory(parent, name, 0)
  removal.end()
}

/** Removes what is no directory. False: it is one. */
async function isFileRemoved(path: Path): Promise<boolean> {
  try {
    await unlinkOrDetach(path)
    return true
  } catch (error) {
    // Linux says EISDIR; EPERM is what POSIX has, and what some file systems say.
    if (codeOf(error) === 'EISDIR') return false
    if (codeOf(error) === 'EPERM' && isDirectory(path)) return false
    throw error
  }
}

const isDirectory = (path: Path): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true

async function unlinkOrDetach(path: Path): Promise<void> {
  try {
    await unlink(path)
  } catch (error) {
    if (codeOf(error) !== 'EBUSY' || !(await isDetached(path))) throw error
    await unlink(path)
  }
}

/** Which file system, mounted where, an open file is of: a mount may show the same one twice. */
const mountOf = ({ fd }: Held): string | undefined =>
  /^mnt_id:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'))?.[1]

/** Takes away what a task has mounted there, if we may. What it shows is not ours to remove. */
async function isDetached(path: Path): Promise<boolean> {
  const fd = hold(path)
  try {
    // Rarely needed, and much to load.
    const [{ execFile }, { promisify }] = await Promise.all([
      import('node:child_process'),
      import('node:util'),
    ])
    const mounted = `/proc/${process.pid}/fd/${fd}`
    await promisify(execFile)('umount', ['--no-canonicalize', '--lazy', mounted])
    return true
  } catch {
    return false
  } finally {
    closeSync(fd)
  }
}

class Removal {
  readonly #mount: string | undefined
  #top: Held | undefined
  #directories = 0
  #lifted = 0
  #count = 0
  #cause: unknown

  constructor(mount: string | undefined) {
    this.#mount = mount
  }

  end(): void {
    if (this.#count > 0) throw new NotRemoved(this.#count, this.#cause)
  }

  #leave(error: unknown): void {
    this.#count++
    this.#cause ??= error
  }

  /** Runs one step; true: it has removed something. What has gone by itself is removed as well. */
  async #step(act: () => Promise<boolean>): Promise<boolean> {
    try {
      return await act()
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return true
      this.#leave(error)
      return false
    }
  }

  /** Throws what keeps the directory itself; what is left in it is counted. */
  async directory(parent: Held, name: NameBytes, depth: number): Promise<boolean> {
    const path = at(parent, name)
    const directory = await this.#openToEmpty(path)
    this.#top ??= directory
    if (++this.#directories % DIRECTORIES_AT_ONCE === 0) await nextTurn()
    const before = this.#count
    try {
      for (let pass = 1; ; pass++) {
        this.#count = before
        const lifted = this.#lifted
        const hasRemoved = await this.#emptyOnce(directory, depth)
        if (this.#count > before && !(hasRemoved && pass < MOST_PASSES)) return false
        if (isRemoved(path, pass)) return true
        // More has come to the top: that is no sign of others who write there.
        if (this.#lifted > lifted) pass--
      }
    } finally {
      closeSync(directory.fd)
    }
  }

  async #openToEmpty(path: Path): Promise<Held> {
    const fd = openOrOpenUp(path)
    try {
      if (mountOf({ fd }) === this.#mount) {
        const { mode } = fstatSync(fd)
        if ((mode & OWNERS_ALL) !== OWNERS_ALL) fchmodSync(fd, OWNERS_ALL)
        return { fd }
      }
    } catch (error) {
      closeSync(fd)
      throw error
    }
    closeSync(fd)
    if (await isDetached(path)) return await this.#openToEmpty(path)
    throw Object.assign(new Error('something is mounted there'), { code: 'EBUSY' })
  }

  /** Goes through the directory once. False: it is as it was. */
  async #emptyOnce(directory: Held, depth: number): Promise<boolean> {
    let hasRemoved = false
    for await (const entries of entriesOf(directory)) {
      for (let first = 0; first < entries.length; first += UNLINKS_AT_ONCE) {
        const files = entries.slice(first, first + UNLINKS_AT_ONCE)
        const did = await Promise.all(files.map((entry) => this.#file(directory, entry)))
        hasRemoved ||= did.includes(true)
      }
      for (const { name, isDirectory } of entries) {
        if (!isDirectory) continue
        const act = () => this.#inner(directory, name, depth)
        hasRemoved = (await this.#step(act)) || hasRemoved
      }
    }
    return hasRemoved
  }

  async #file(directory: Held, { name, isDirectory }: Entry): Promise<boolean> {
    if (isDirectory) return false
    return this.#step(() => unlinkOrDetach(at(directory, name)).then(() => true))
  }

  /** A tree may be deeper than files can be open at once: what is far down goes to the top. */
  async #inner(parent: Held, name: NameBytes, depth: number): Promise<boolean> {
    if (depth < DEEPEST) return await this.directory(parent, name, depth + 1)
    const path = at(parent, name)
    const above = at(this.#top!, nameOf(`.${randomUUID()}`))
    unlessClosed(path, () => renameSync(path, above))
    this.#lifted++
    return true
  }
}

const openOrOpenUp = (path: Path): number => unlessClosed(path, () => openSync(path, DIRECTORY))

/** False: something was put there meanwhile. */
function isRemoved(path: Path, pass: number): boolean {
  try {
    rmdirSync(path)
    return true
  } catch (error) {
    if (codeOf(error) !== 'ENOTEMPTY' || pass >= MOST_PASSES) throw error
    return false
  }
}
