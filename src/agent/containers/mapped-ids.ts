// The ids outside of those within a container that has its own root. Pure.
import { createHash } from 'node:crypto'
import type { TaskAttempt } from '#drivers/nodes/port.ts'
import type { Identity } from '../separation/users.ts'
import { runOptionsOf } from './run-options.ts'

/** As many as programs expect there to be. */
export const MAPPED_IDS = 65_536

/** Above all that tasks get, and no more than the system takes. */
const FIRST = 2_140_100_000
const RANGES = 100

/** The first id of a node's range. Two nodes may share one: neither sees what the other has. */
export function firstMappedId(nodeId: string): number {
  const digest = createHash('sha256').update(nodeId).digest()
  return FIRST + (digest.readUInt32BE() % RANGES) * MAPPED_IDS
}

/**
 * Whose an attempt's files are if its container has a root of its own: that of one who is elevated, and
 * of one who wants to be a certain user of its image.
 */
export function mappedOwner({
  nodeId,
  user,
  container,
}: Pick<TaskAttempt, 'nodeId' | 'user' | 'container'>): Identity | undefined {
  if (!container) return undefined
  const wanted = userIn(container.runOptions)
  if (!user.admin && wanted === undefined) return undefined
  const [uid = 0, gid = uid] = (wanted ?? '').split(':').map(numberOrRoot)
  const first = firstMappedId(nodeId)
  return { uid: first + uid, gid: first + gid, own: false }
}

/** A name means something to the image alone. */
const numberOrRoot = (text: string): number => {
  const id = /^\d{1,5}$/.test(text) ? Number(text) : 0
  return id < MAPPED_IDS ? id : 0
}

function userIn(runOptions: string): string | undefined {
  try {
    return runOptionsOf(runOptions).user
  } catch {
    return undefined // The container is refused for it when it is to be run.
  }
}
