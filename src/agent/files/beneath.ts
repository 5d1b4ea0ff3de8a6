import { closeSync, constants, lstatSync, openSync, readlinkSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { isInCertificates, NodeFileError } from '#drivers/nodes/port.ts'
import { at, DIRECTORY, type Held, type Path } from '#files/directories.ts'
import { bytesShownAs, type NameBytes, nameOf } from '#files/names.ts'

/** Never waits for the other end of a pipe that a task has put in place of a file. */
const FILE = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
/** As many links as the kernel follows in one path. */
const MOST_LINKS = 40
/** What Linux takes for a path in one call. */
export const LONGEST_PATH = 4095

const missing = (path: string): NodeFileError => new NodeFileError('NotFound', `no file at ${path}`)

const ERRORS: Readonly<Record<string, NodeFileError['code']>> = {
  ENOENT: 'NotFound',
  ENOTDIR: 'NotFound',
  ELOOP: 'NotFound',
  ENAMETOOLONG: 'NotFound',
  EACCES: 'IoError',
  ENOTEMPTY: 'DirectoryNotEmpty',
}

export function asFileError(error: unknown, path: string): NodeFileError {
  if (error instanceof NodeFileError) return error
  const { code, message } = error as NodeJS.ErrnoException
  return new NodeFileError(ERRORS[code ?? ''] ?? 'IoError', `${path}: ${code ?? message}`)
}

/** A directory tree, parts of which may really be elsewhere. */
export interface Root {
  readonly path: string
  /** Where a directory of the tree really is; undefined: at its place. */
  laidOver?(path: string): string | undefined
  /** What there is elsewhere of those that are laid over this one or in it. */
  beneath?(path: string): readonly string[]
  /** An empty directory, if something is laid over what is in this one: then it cannot be a link. */
  inPlaceOf?(path: string): string | undefined
}

const HERE = nameOf('.')

/** A directory that was reached step by step and is held open, and the name of what is meant in it. */
export class Place implements Disposable {
  readonly parent: Held
  readonly name: NameBytes
  /** From the root, by no link. */
  readonly within: NameBytes

  constructor(parent: Held, name: NameBytes, within: NameBytes) {
    this.parent = parent
    this.name = name
    this.within = within
  }

  /** A path that leads to the place and nowhere else, whatever happens to the names on the way. */
  get path(): Path {
    return at(this.parent, this.name)
  }

  open(): Promise<FileHandle> {
    return open(this.path, FILE)
  }

  /** For a file that was written just now: a thread that opens it takes longer than that. */
  openNow(): number {
    return openSync(this.path, FILE)
  }

  [Symbol.dispose](): void {
    closeSync(this.parent.fd)
  }
}

/** The job whose files these are. */
const jobOf = (path: string): string | undefined => /^workitems\/([^/]+)/.exec(path)?.[1]

const partsOf = (path: NameBytes): NameBytes[] => path.split('/') as NameBytes[]
const isNoStep = (part: NameBytes): boolean => part === '' || part === '.'
const joinNames = (names: readonly NameBytes[]): NameBytes => names.join('/') as NameBytes

/**
 * Walks from the root to the path's last part, one name at a time from one open directory to the
 * next, following links by hand. So no link, no `..` and nothing that a task renames meanwhile can
 * lead out of the root, from one job's files to those of another, or to certificates of any of them. The
 * last part itself is only followed when it is a link and `follow` is set.
 */
export function reach(root: Root, path: string, follow: boolean): Place {
  const todo = partsOf(bytesShownAs(path))
  const asked = joinNames(todo.filter((part) => !isNoStep(part)))
  if (path.includes('\0') || asked.length > LONGEST_PATH) throw missing(path)
  if (todo.some((part) => part === '..')) throw missing(path)
  const job = jobOf(asked)
  const steps: number[] = []
  const names: NameBytes[] = []
  let links = 0
  /** The last step stays open, for the place. */
  const found = (name: NameBytes, within: NameBytes): Place =>
    new Place({ fd: steps.pop()! }, name, within)
  try {
    steps.push(openSync(root.path, DIRECTORY))
    for (;;) {
      const name = todo.shift()
      if (name === undefined) return found(HERE, joinNames(names))
      if (isNoStep(name)) continue
      if (name === '..') {
        // Only a link's text has these. At the root there is no way up.
        if (steps.length === 1) throw missing(path)
        closeSync(steps.pop()!)
        names.pop()
        continue
      }
      const here: Held = { fd: steps.at(-1)! }
      const last = todo.every(isNoStep)
      const within = joinNames([...names, name])
      const isOthers = job !== undefined && (jobOf(within) ?? job) !== job
      if (links > 0 && (isOthers || isInCertificates(within))) throw missing(path)
      const laid = root.laidOver?.(within)
      const empty = laid ? undefined : root.inPlaceOf?.(within)
      const isBare = !laid && !empty
      const step = isBare && !last ? stepInto(at(here, name)) : undefined
      if (step !== undefined) {
        steps.push(step)
        names.push(name)
        continue
      }
      const target = isBare && (!last || follow) ? linkAt(here, name) : undefined
      if (target !== undefined) {
        if (++links > MOST_LINKS) throw missing(path)
        const isAbsolute = target.startsWith('/')
        const inside = isAbsolute ? insideOf(root.path, target) : target
        if (inside === undefined) throw missing(path)
        if (isAbsolute) {
          for (const step of steps.splice(1)) closeSync(step)
          names.length = 0
        }
        todo.unshift(...partsOf(inside))
      } else if (last && !laid) return found(name, within)
      else {
        steps.push(openStep(laid ?? at(here, name), empty))
        names.push(name)
      }
    }
  } catch (error) {
    throw asFileError(error, path)
  } finally {
    for (const step of steps) closeSync(step)
  }
}

/** What others have put in its place hides nothing of what is laid over it. */
function openStep(path: Path, empty: string | undefined): number {
  try {
    return openSync(path, DIRECTORY)
  } catch (error) {
    if (!empty) throw error
    return openSync(empty, DIRECTORY)
  }
}

/** Nearly every step is a directory: to find out first costs more than the step. */
function stepInto(path: Path): number | undefined {
  try {
    return openSync(path, DIRECTORY)
  } catch {
    return undefined // A link, or nothing that can be entered: the next look finds out.
  }
}

/** An error of `readlink` costs more than a look at what is there. */
function linkAt(directory: Held, name: NameBytes): NameBytes | undefined {
  const path = at(directory, name)
  try {
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()
    return isLink ? (readlinkSync(path, { encoding: 'latin1' }) as NameBytes) : undefined
  } catch {
    return undefined // Not a link, or nothing at all: the next step finds out.
  }
}

/** What is left of an absolute path under the root; undefined when it leads elsewhere. */
function insideOf(root: string, target: NameBytes): NameBytes | undefined {
  const start = nameOf(root)
  const isInside = `${target}/`.startsWith(`${start}/`)
  return isInside ? (target.slice(start.length) as NameBytes) : undefined
}
