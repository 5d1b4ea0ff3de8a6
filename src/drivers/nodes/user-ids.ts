import { createHash } from 'node:crypto'
import { resolve } from 'node:path'

/** No user ids of a common system are up here, and none of its containers'. */
const FIRST = 1_900_000_000
const IDS = 100_000
/** As many as there is room for: the system takes no user id above 2^31 - 1. */
const RANGES = 2_400

/**
 * The first of the user ids for the tasks of one directory's agent. What has a task's own id is ended
 * with the task, so agents that share a machine must not give away the same ones: each directory has
 * a range of its own, unless two happen to get the same.
 */
export function firstUidFor(directory: string): number {
  const digest = createHash('sha256').update(resolve(directory)).digest()
  return FIRST + (digest.readUInt32BE() % RANGES) * IDS
}
