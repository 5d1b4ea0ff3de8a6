// The files of a node that a pattern means, found one directory at a time. No link in a task's directory
// leads out of it, whatever the task has planted there.
import { closeSync, fstatSync, lstatSync, openSync } from 'node:fs'
import { isInCertificates } from '#drivers/nodes/port.ts'
import { DIRECTORY, entriesOf } from '#files/directories.ts'
import { shownAs } from '#files/names.ts'
import { asFileError, type Root, reach } from '../files/beneath.ts'
import { firstStates, type Pattern, type States, step } from './pattern.ts'

/** Longer than any path: what is further down is not looked at. */
const DEEPEST = 256

/** The names of files below where the pattern begins; of a pattern without wildcards, whether it is there or not. */
export async function* matchingFiles(
  root: Root,
  { base, below, hasWildcards }: Pattern,
): AsyncGenerator<readonly string[], void, void> {
  if (hasWildcards) yield* walk(root, base, below, [], firstStates)
  // A file's own name: the code that opens it finds out whether it is there.
  else yield below
}

/** Whether the path has something but a directory. Links count, wherever they lead. */
export function isFileAt(root: Root, path: string): boolean {
  try {
    using place = reach(root, path, false)
    return staysIn(path, place.within) && !lstatSync(place.path).isDirectory()
  } catch (error) {
    if (asFileError(error, '').code === 'NotFound') return false
    throw error
  }
}

async function* walk(
  root: Root,
  base: readonly string[],
  below: readonly string[],
  names: readonly string[],
  states: States,
): AsyncGenerator<readonly string[], void, void> {
  if (names.length > DEEPEST) return
  const directories: (readonly [string, States])[] = []
  for await (const { name, isDirectory } of entriesIn(root, [...base, ...names])) {
    const { isMatch, next } = step(below, states, name)
    if (isDirectory) {
      if (next.length > 0) directories.push([name, next])
    } else if (isMatch) yield [...names, name]
  }
  for (const [name, next] of directories) yield* walk(root, base, below, [...names, name], next)
}

/** Nothing where there is no such directory, or none any more. */
async function* entriesIn(root: Root, path: readonly string[]) {
  let fd: number | undefined
  try {
    const text = path.join('/')
    using place = reach(root, text, true)
    if (!staysIn(text, place.within)) return
    fd = openSync(place.path, DIRECTORY)
  } catch (error) {
    if (asFileError(error, '').code === 'NotFound') return
    throw error
  }
  try {
    for await (const entries of entriesOf({ fd })) {
      for (const { name, isDirectory } of entries) yield { name: shownAs(name), isDirectory }
    }
  } finally {
    closeSync(fd)
  }
}

/**
 * A file that is held open, and how large it was then. What is still being read of it when it is closed
 * goes nowhere.
 */
export class OpenFile implements Disposable {
  readonly fd: number
  readonly size: number

  constructor(fd: number, size: number) {
    this.fd = fd
    this.size = size
  }

  [Symbol.dispose](): void {
    closeSync(this.fd)
  }
}

/** Undefined: it is no plain file, or a link that leads to what the path is not of. */
export function openMatch(root: Root, path: string): OpenFile | undefined {
  using place = reach(root, path, true)
  if (!staysIn(path, place.within)) return undefined
  const fd = place.openNow()
  const stats = fstatSync(fd)
  if (stats.isFile()) return new OpenFile(fd, stats.size)
  closeSync(fd)
  return undefined
}

/** Where a path may lead: within the directory of one task, or within one of the node's own. */
function areaOf(path: string): string {
  const names = path.split('/')
  return names.slice(0, names[0] === 'workitems' ? 4 : 1).join('/')
}

const staysIn = (path: string, within: string): boolean => {
  const area = areaOf(path)
  return (within === area || within.startsWith(`${area}/`)) && !isInCertificates(within)
}
