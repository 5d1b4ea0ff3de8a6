import { lchownSync, lstatSync, mkdirSync } from 'node:fs'

/** The directories of a fresh node. `shared` is everybody's, the rest has its owner. */
export const NODE_DIRECTORIES: readonly (readonly [string, number])[] = [
  ['shared', 0o1777],
  ['workitems', 0o711],
  ['fsmounts', 0o755],
  ['volatile', 0o755],
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
function makeOwned(directory: string, mode: number, owner: Owner | undefined): void {
  try {
    mkdirSync(directory, mode)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') {
      mkdirSync(directory.slice(0, directory.lastIndexOf('/')), { recursive: true, mode: PASSAGE })
      makeOwned(directory, mode, owner)
      return
    }
    if (code !== 'EEXIST') throw error
  }
  // The link itself, should a task have put one there: never what it points to.
  if (owner) lchownSync(directory, owner.uid, owner.gid)
}

/**
 * Makes an attempt's directory with `wd` in it, as its user's own. `open` lets the node's other
 * users read it: what a start task or a job preparation task made is for the tasks to use. Its
 * certificates are for nobody else.
 */
export function makeTaskDirectory(
  directory: string,
  owner: Owner | undefined,
  { open, certs }: { readonly open: boolean; readonly certs: boolean },
): void {
  const mode = open ? 0o755 : CLOSED
  makeOwned(directory, mode, owner)
  makeOwned(`${directory}/wd`, mode, owner)
  if (certs) makeOwned(`${directory}/certs`, CLOSED, owner)
}

/** Makes the place of a directory that is kept elsewhere. */
export const makeCovered = (directory: string): void => makeOwned(directory, COVERED, undefined)
