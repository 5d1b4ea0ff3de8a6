// The end of jobs that are to be deleted: first their files go, then their rows.

import { jobDirectoryOf } from '#drivers/nodes/port.ts'
import type { Reader } from '#store/tx.ts'
import { giveUpReleases } from '../job-nodes/job-node.commands.ts'
import { type NodeId, poolKeyOf } from '../keys.ts'
import { listNodes } from '../nodes/node.queries.ts'
import type { BatchPorts } from '../ports.ts'
import { removeDirectory } from '../tasks/files/task-files.ts'
import {
  deletableJobs,
  hasMoreTasks,
  hasRun,
  nodesOfNext,
  removeJob,
  removeTasks,
} from './job.queries.ts'
import { type Job, poolIdOf } from './job.ts'

type Ports = Pick<BatchPorts, 'store' | 'nodeAgent' | 'clock' | 'onRetry'>

/** Rows that one transaction deletes: others wait for it. */
const CHUNK = 1000
/** Jobs of one round, and those whose files go at the same time. */
const ROUND = 200
const AT_ONCE = 8

/**
 * Deletes a part of the jobs that are to go and of which nothing runs. True: there is more. A job
 * whose files cannot be removed stays, and holds up no other.
 */
export async function removeDeletedJobs(ports: Ports): Promise<boolean> {
  const { store, clock } = ports
  const jobs = await deletableJobs(store, clock.now(), ROUND)
  const cleared: Job[] = []
  const failures: unknown[] = []
  const waiting = [...jobs]
  const clear = async (): Promise<void> => {
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      try {
        await removeFiles(ports, job)
        cleared.push(job)
      } catch (error) {
        failures.push(error)
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, clear))
  let isMore = jobs.length === ROUND
  for (let rest: readonly Job[] = cleared; rest.length > 0; ) {
    const { gone, isPartial } = await removeRows(ports, rest)
    // A job of many tasks goes in several rounds, each with the files of the tasks that go in it.
    if (isPartial) isMore = true
    rest = rest.slice(gone + (isPartial ? 1 : 0))
  }
  if (failures.length > 0) throw new AggregateError(failures, 'files of deleted jobs')
  return isMore
}

/** The jobs still have their ids while their files go: no other of the same name can be added. */
async function removeFiles(ports: Ports, job: Job): Promise<void> {
  const { store, clock, onRetry } = ports
  if (!(await hasRun(store, job.num))) return
  // Other jobs of its schedule share the directory above.
  const directory = job.schedule === undefined ? `workitems/${job.id}` : jobDirectoryOf(job.id)
  const isForced = job.forceAt !== undefined && job.forceAt <= clock.now()
  for (const node of await nodesWithFiles(store, job)) {
    const removal = removeDirectory(ports, node, directory)
    // A node that does not answer is what was waited for long enough.
    if (isForced) removal.catch((error: unknown) => onRetry?.('files of a deleted job', error))
    else await removal
  }
}

/**
 * Where files of the tasks are that go next; with the last of them, wherever there may be some: tasks
 * ran elsewhere before they were queued again, or had instances there.
 */
async function nodesWithFiles(reader: Reader, job: Job): Promise<readonly NodeId[]> {
  if (await hasMoreTasks(reader, job.num, CHUNK)) return nodesOfNext(reader, job.num, CHUNK)
  const poolKey = poolKeyOf(poolIdOf(job))
  const ofPool = await listNodes(reader, { account: job.account, key: poolKey })
  const ofTasks = await nodesOfNext(reader, job.num, CHUNK)
  return [...new Set([...ofTasks, ...ofPool.map(({ key }) => key)])]
}

interface Removed {
  /** How many of the jobs are gone. */
  readonly gone: number
  /** Whether the one after them has lost as many tasks as there was room for. */
  readonly isPartial: boolean
}

/** Deletes rows of the jobs in their order, as many as one transaction may. */
async function removeRows(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  jobs: readonly Job[],
): Promise<Removed> {
  return store.write(async (tx) => {
    let left = CHUNK
    for (const [at, job] of jobs.entries()) {
      if (left <= 0) return { gone: at, isPartial: false }
      const { num } = job
      await giveUpReleases(tx, job, clock.now())
      const removed = await removeTasks(tx, num, left)
      if (removed === left) return { gone: at, isPartial: true }
      await removeJob(tx, num)
      left -= removed + 1
    }
    return { gone: jobs.length, isPartial: false }
  })
}
