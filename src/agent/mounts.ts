// File shares on this machine's nodes: each is a directory beside the nodes, to which a link leads from
// where it is mounted.
import { closeSync, lstatSync, mkdirSync, openSync, symlinkSync, unlinkSync } from 'node:fs'
import type { NodeSpec, TaskFailure } from '#drivers/nodes/port.ts'
import { at, DIRECTORY } from '#files/directories.ts'
import { nameOf } from '#files/names.ts'
import type { Separator } from './separation/separation.ts'

const MOUNTS = 'fsmounts'
/** All tasks that know of a share write to it. */
const SHARED = 0o1777
const PASSAGE = 0o711

/** Lets tasks of the node see what is mounted there, where they see no more than they are to. */
export function showMounts(
  separator: Separator,
  { nodeId, mounts = [] }: Pick<NodeSpec, 'nodeId' | 'mounts'>,
): void {
  const shares = mounts.flatMap(({ share }) => (share === undefined ? [] : [share]))
  separator.keepShares(
    nodeId,
    shares.map((share) => separator.shareOf(share)),
  )
}

/** Mounts what a node is to have. Answers why it cannot have all of that. */
export function mountAll(
  separator: Separator,
  { nodeId, mounts = [] }: Pick<NodeSpec, 'nodeId' | 'mounts'>,
): TaskFailure | undefined {
  for (const { path, share, fault } of mounts) {
    if (share === undefined) return failed(path, fault ?? 'There is no such file system')
    try {
      const target = separator.shareOf(share)
      makeShare(target)
      link(`${separator.rootOf(nodeId)}/${MOUNTS}`, path, target)
    } catch (error) {
      return failed(path, (error as Error).message)
    }
  }
  return undefined
}

/** The code is that of the SDKs for a mount that could not be made. */
const failed = (path: string, reason: string): TaskFailure => ({
  category: 'UserError',
  code: 'MountConfigurationError',
  message: 'There was an error attempting to configure the specified mounts',
  details: [
    { name: 'RelativeMountPath', value: path },
    { name: 'Message', value: reason },
  ],
})

function makeShare(target: string): void {
  mkdirSync(target.slice(0, target.lastIndexOf('/')), { recursive: true, mode: PASSAGE })
  const before = process.umask(0)
  try {
    mkdirSync(target, { recursive: true, mode: SHARED })
  } finally {
    process.umask(before)
  }
}

/** Follows no link on the way: a task may have put one there. */
function link(top: string, path: string, target: string): void {
  mkdirSync(top, { recursive: true, mode: 0o755 })
  const names = path.split('/').map(nameOf)
  const last = names.pop()!
  let here = openSync(top, DIRECTORY)
  try {
    for (const name of names) {
      const next = at({ fd: here }, name)
      if (!lstatSync(next, { throwIfNoEntry: false })) mkdirSync(next, { mode: 0o755 })
      const opened = openSync(next, DIRECTORY)
      closeSync(here)
      here = opened
    }
    const place = at({ fd: here }, last)
    if (lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink()) unlinkSync(place)
    symlinkSync(target, place)
  } finally {
    closeSync(here)
  }
}
