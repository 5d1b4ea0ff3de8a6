import { constants, readlinkSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { isInCertificates, NodeFileError } from '#drivers/nodes/port.ts'
import { at, openDirectory } from './directories.ts'
import { removeFrom } from './remove.ts'

/** Never waits for the other end of a pipe that a task has put in place of a file. */
const FILE = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
/** As many links as the kernel follows in one path. */
const MOST_LINKS = 40

const missing = (path: string): NodeFileError => new NodeFileError('NotFound', `no file at ${path}`)

const ERRORS: Readonly<Record<string, NodeFileError['code']>> = {
  ENOENT: 'NotFound',
  ENOTDIR: 'NotFound',
  ELOOP: 'NotFound',
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

/** A directory that was reached step by step, each held open, and the name of what is meant in it. */
export class Place implements AsyncDisposable {
  readonly #steps: FileHandle[]
  readonly name: string
  /** From the root, by no link. */
  readonly within: string

  constructor(steps: FileHandle[], name: string, within: string) {
    this.#steps = steps
    this.name = name
    this.within = within
  }

  get #parent(): FileHandle {
    return this.#steps.at(-1)!
  }

  /** A path that leads to the place and nowhere else, whatever happens to the names on the way. */
  get path(): string {
    return at(this.#parent, this.name)
  }

  open(): Promise<FileHandle> {
    return open(this.path, FILE)
  }

  async remove(recursive: boolean): Promise<void> {
    await removeFrom(this.#parent, this.name, recursive)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const step of this.#steps) await step.close()
  }
}

/** The job whose files these are. */
const jobOf = (path: string): string | undefined => /^workitems\/([^/]+)/.exec(path)?.[1]

/**
 * Walks from the root to the path's last part, one name at a time from one open directory to the
 * next, following links by hand. So no link, no `..` and nothing that a task renames meanwhile can
 * lead out of the root, from one job's files to those of another, or to anybody's certificates. The
 * last part itself is only followed when it is a link and `follow` is set.
 */
export async function reach(root: Root, path: string, follow: boolean): Promise<Place> {
  if (path.includes('\0') || path.split('/').includes('..')) throw missing(path)
  const steps = [await openDirectory(root.path).catch(() => Promise.reject(missing(path)))]
  const names: string[] = []
  const todo = path.split('/')
  const job = jobOf(todo.filter((part) => part !== '' && part !== '.').join('/'))
  let links = 0
  try {
    for (;;) {
      const name = todo.shift()
      if (name === undefined) return new Place(steps, '.', names.join('/'))
      if (name === '' || name === '.') continue
      if (name === '..') {
        // Only a link's text has these. At the root there is no way up.
        if (steps.length === 1) throw missing(path)
        await steps.pop()!.close()
        names.pop()
        continue
      }
      const last = todo.every((part) => part === '' || part === '.')
      const within = [...names, name].join('/')
      const isOthers = job !== undefined && (jobOf(within) ?? job) !== job
      if (links > 0 && (isOthers || isInCertificates(within))) throw missing(path)
      const laid = root.laidOver?.(within)
      const empty = laid ? undefined : root.inPlaceOf?.(within)
      const mayLead = !laid && !empty && (!last || follow)
      const target = mayLead ? linkAt(steps.at(-1)!, name) : undefined
      if (target !== undefined) {
        if (++links > MOST_LINKS) throw missing(path)
        const inside = target.startsWith('/') ? insideOf(root.path, target) : target
        if (inside === undefined) throw missing(path)
        if (target.startsWith('/')) {
          for (const step of steps.splice(1)) await step.close()
          names.length = 0
        }
        todo.unshift(...inside.split('/'))
      } else if (last && !laid) return new Place(steps, name, within)
      else {
        const here = openDirectory(laid ?? at(steps.at(-1)!, name))
        // What others have put in its place hides nothing of what is laid over it.
        steps.push(await (empty ? here.catch(() => openDirectory(empty)) : here))
        names.push(name)
      }
    }
  } catch (error) {
    for (const step of steps) await step.close()
    throw asFileError(error, path)
  }
}

function linkAt(directory: FileHandle, name: string): string | undefined {
  try {
    return readlinkSync(at(directory, name))
  } catch {
    return undefined // Not a link, or nothing at all: the next step finds out.
  }
}

/** What is left of an absolute path under the root; undefined when it leads elsewhere. */
function insideOf(root: string, target: string): string | undefined {
  return `${target}/`.startsWith(`${root}/`) ? target.slice(root.length) : undefined
}
