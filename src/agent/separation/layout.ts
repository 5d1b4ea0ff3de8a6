import {
  closeSync,
  constants,
  fchownSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  openSync,
  rmSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { at, DIRECTORY, type Path } from '#files/directories.ts'
import { nameOf } from '#files/names.ts'

/** The directories of a fresh node. All tasks may use `shared`, the rest has its owner. */
const NODE_DIRECTORIES: readonly (readonly [string, number])[] = [
  ['shared', 0o1777],
  ['workitems', 0o711],
  ['fsmounts', 0o755],
  ['volatile', 0o755],
  ['volatile/startup', 0o755],
  ['startup', 0o755],
  ['applications', 0o755],
]

export interface Owner {
  readonly uid: number
  readonly gid: number
}

const CLOSED = 0o700
/** Nothing is to be put where something else is mounted for those who may see it. */
const COVERED = 0o500

/** Others pass through these on the way to what is theirs, and see nothing. */
const PASSAGE = 0o711

/** The owner of a directory that is there; undefined where there is none, or a link. */
export function ownerOf(directory: string): number | undefined {
  const stat = lstatSync(directory, { throwIfNoEntry: false })
  return stat?.isDirectory() ? stat.uid : undefined
}

/** Makes the directory unless it is there. Its parents are the agent's own, so no link is followed. */
function makeOwned(directory: Path, mode: number, owner: Owner | undefined): void {
  try {
    mkdirSync(directory, mode)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') {
      mkdirSync(dirname(String(directory)), { recursive: true, mode: PASSAGE })
      makeOwned(directory, mode, owner)
      return
    }
    if (code !== 'EEXIST') throw error
  }
  // The link itself, should a task have put one there: never what it points to.
  if (owner) lchownSync(directory, owner.uid, owner.gid)
}

/**
 * Makes a directory below `top` unless it is there, and what leads to it. Fails where a task has put
 * a link on the way: it follows none.
 */
function makeBeneath(top: string, path: string, mode: number): void {
  const names = path.split('/')
  const last = names.pop()!
  let here = openSync(top, DIRECTORY)
  try {
    for (const name of names) {
      const path = at({ fd: here }, nameOf(name))
      makeOwned(path, PASSAGE, undefined)
      const next = openSync(path, DIRECTORY)
      closeSync(here)
      here = next
    }
    makeOwned(at({ fd: here }, nameOf(last)), mode, undefined)
  } finally {
    closeSync(here)
  }
}

/** What comes of a link or a file where a directory should be, and of one that was closed. */
const IN_THE_WAY = ['ENOTDIR', 'ELOOP', 'EACCES']

export interface TaskDirectory {
  /** What a start task or a job preparation task made is for the node's other users to read. */
  readonly open: boolean
  /** Its certificates are for its own user alone. */
  readonly certs: boolean
  /** Set where tasks may write to what leads to the directory: from here on they may. */
  readonly below?: string | undefined
}

/** Makes an attempt's directory with `wd` in it, as its user's own. */
export function makeTaskDirectory(
  directory: string,
  owner: Owner | undefined,
  { open, certs, below }: TaskDirectory,
): void {
  const make = (path: string, mode: number): void => {
    if (below === undefined) makeOwned(path, mode, owner)
    else makeBeneath(below, path.slice(below.length + 1), mode)
  }
  const mode = open ? 0o755 : CLOSED
  make(directory, mode)
  make(`${directory}/wd`, mode)
  if (certs) make(`${directory}/certs`, CLOSED)
}

/** Makes what a command that cannot be started would have written to. What is there goes, even a link. */
export function makeOutputs(directory: string, owner: Owner | undefined): void {
  for (const name of ['stdout.txt', 'stderr.txt']) {
    const path = `${directory}/${name}`
    rmSync(path, { force: true })
    const fd = openSync(path, 'wx', 0o644)
    if (owner) fchownSync(fd, owner.uid, owner.gid)
    closeSync(fd)
  }
}

/** Open files. */
export type Outputs = readonly [stdout: number, stderr: number]

/** Where another process opens what is open in this one: wherever its name leads by then. */
export const openHere = (fd: number): string => `/proc/${process.pid}/fd/${fd}`

/** Opens what a command writes to, for who may not follow where a task would lead it. */
export function openOutputs(directory: string, owner: Owner | undefined, append: boolean): Outputs {
  const open = (name: string): number => {
    const path = `${directory}/${name}`
    if (!append) rmSync(path, { recursive: true, force: true })
    const { O_WRONLY, O_CREAT, O_EXCL, O_APPEND, O_NOFOLLOW, O_NONBLOCK } = constants
    const how = append ? O_NOFOLLOW | O_NONBLOCK : O_EXCL
    const fd = openSync(path, O_WRONLY | O_CREAT | O_APPEND | how, 0o644)
    if (owner) fchownSync(fd, owner.uid, owner.gid)
    return fd
  }
  const stdout = open('stdout.txt')
  try {
    return [stdout, open('stderr.txt')]
  } catch (error) {
    closeSync(stdout)
    throw error
  }
}

/** Makes the place of a directory that is kept elsewhere, as far as tasks let it. */
export const makeCovered = (below: string, path: string): void =>
  makeUnlessInTheWay(below, path, COVERED)

/** Makes what a fresh node has where it is missing. What a task has put in its place stays. */
export function makeNodeDirectories(root: string): void {
  // `mkdir` leaves out what the umask forbids; `shared` is to be writable by all of the node.
  const before = process.umask(0)
  try {
    for (const [name, mode] of NODE_DIRECTORIES) makeUnlessInTheWay(root, name, mode)
  } finally {
    process.umask(before)
  }
}

function makeUnlessInTheWay(top: string, path: string, mode: number): void {
  try {
    makeBeneath(top, path, mode)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (!IN_THE_WAY.includes(code ?? '')) throw error
  }
}
