// Patterns of output files, as Batch matches them: `*`, `?`, `[a-c]` and `[!abc]` within one name, `**`
// for any directories, and names that begin with a dot only where the pattern says so. Pure.

/** A pattern from the node's root: the directory to start from, and what is matched below it. */
export interface Pattern {
  /** Names without wildcards. */
  readonly base: readonly string[]
  /** At least one: the last is of the file. */
  readonly below: readonly string[]
  readonly hasWildcards: boolean
}

const WILD = /[*?[]/
const VARIABLE = /\$(?:(\w+)|\{([^}]*)\})/g

/** Variables that are not set stay as they are written. */
export const expanded = (text: string, environment: ReadonlyMap<string, string>): string =>
  text.replace(VARIABLE, (all, plain, braced) => environment.get(plain ?? braced) ?? all)

/**
 * `root` as tasks know it; `directory`: from which relative patterns count, below the root. Undefined:
 * the pattern is of no file on the node.
 */
export function patternOf(
  written: string,
  environment: ReadonlyMap<string, string>,
  root: string,
  directory: string,
): Pattern | undefined {
  const text = expanded(written, environment)
  if (text.includes('\0')) return undefined
  const absolute = text.startsWith('/') ? text : `${root}/${directory}/${text}`
  const names = stepsOf(absolute)
  const rootNames = stepsOf(root)!
  if (!names || names.length <= rootNames.length) return undefined
  if (rootNames.some((name, at) => names[at] !== name)) return undefined
  const parts = names.slice(rootNames.length)
  const first = parts.findIndex((part) => WILD.test(part))
  const from = first < 0 ? parts.length - 1 : first
  return { base: parts.slice(0, from), below: parts.slice(from), hasWildcards: first >= 0 }
}

/** The names of a path with no `.` and `..` in it. Undefined: `..` follows a wildcard, or the top. */
function stepsOf(path: string): string[] | undefined {
  const names: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') names.push(part)
    else {
      const last = names.pop()
      if (last === undefined || WILD.test(last)) return undefined
    }
  }
  return names
}

/** Whether there is more to match: which parts of a pattern may come next. */
export type States = readonly number[]

/** Before the first name. */
export const firstStates: States = [0]

export interface Step {
  /** A file of that name is one of those that are meant. */
  readonly isMatch: boolean
  /** For what is in a directory of that name. Empty: nothing in it is. */
  readonly next: States
}

/** What it means to meet a name in a directory with these states. */
export function step(below: readonly string[], states: States, name: string): Step {
  const next = new Set<number>()
  let isMatch = false
  const meet = (at: number): void => {
    const part = below[at]
    if (part === undefined) return
    if (part === '**') {
      // No directory at all, or this one and more; at the end it is any file.
      meet(at + 1)
      if (name.startsWith('.')) return
      next.add(at)
      if (at === below.length - 1) isMatch = true
    } else if (matchesName(part, name)) {
      if (at === below.length - 1) isMatch = true
      else next.add(at + 1)
    }
  }
  for (const at of states) meet(at)
  return { isMatch, next: [...next] }
}

/** In time that grows with the product of the lengths, whatever the stars are. */
export function matchesName(part: string, name: string): boolean {
  if (name.startsWith('.') && !part.startsWith('.')) return false
  const pieces = piecesOf(part)
  const characters = Array.from(name)
  let at = 0
  let piece = 0
  let star = -1
  let mark = 0
  while (at < characters.length) {
    const now = pieces[piece]
    if (now === '*') {
      star = piece++
      mark = at
    } else if (now?.(characters[at]!)) {
      piece++
      at++
    } else if (star >= 0) {
      piece = star + 1
      at = ++mark
    } else return false
  }
  return pieces.slice(piece).every((each) => each === '*')
}

type Piece = '*' | ((character: string) => boolean)

function piecesOf(part: string): Piece[] {
  const pieces: Piece[] = []
  const characters = Array.from(part)
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at]!
    const end = character === '[' ? endOfSet(characters, at) : -1
    if (character === '*') {
      if (pieces.at(-1) !== '*') pieces.push('*')
    } else if (character === '?') pieces.push(() => true)
    else if (end > 0) {
      pieces.push(setOf(characters.slice(at + 1, end)))
      at = end
    } else pieces.push((other) => other === character)
  }
  return pieces
}

/** Where the brackets close; below zero: they do not, and stand for themselves. */
function endOfSet(characters: readonly string[], start: number): number {
  let at = start + 1
  if (characters[at] === '!') at++
  // Right after the opening it is one of those that are meant.
  return characters.indexOf(']', at + 1)
}

function setOf(inner: readonly string[]): (character: string) => boolean {
  const isNot = inner[0] === '!'
  const said = isNot ? inner.slice(1) : inner
  const ranges: [string, string][] = []
  for (let at = 0; at < said.length; at++) {
    const isRange = said[at + 1] === '-' && said[at + 2] !== undefined
    ranges.push([said[at]!, said[isRange ? at + 2 : at]!])
    if (isRange) at += 2
  }
  return (character) =>
    ranges.some(([first, last]) => first <= character && character <= last) !== isNot
}
