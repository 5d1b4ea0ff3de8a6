// How the files of tasks go from their nodes: with the task, with its job, or when they were kept
// long enough.

import { NodeFileError } from '#drivers/nodes/port.ts'
import type { Alarm } from '#engine/clock.ts'
import { Loop } from '#engine/loop.ts'
import { type Instant, plus } from '#kernel/instant.ts'
import { expiredRuns, forgetRunFiles, nextRunExpiry } from '../../job-nodes/job-node.queries.ts'
import { jobByNumber } from '../../jobs/job.queries.ts'
import type { Job } from '../../jobs/job.ts'
import { type NodeId, nodeIdOf } from '../../keys.ts'
import type { BatchPorts } from '../../ports.ts'
import { expiredTasks, forgetFiles, nextExpiry } from '../task.queries.ts'
import type { Task } from '../task.ts'
import { directoryFor } from '../task.wire.ts'

/**
 * Removes a directory with all in it. What is gone already, or with its node, is gone. A node that
 * cannot remove one has said why: that is reported, and keeps nothing else from being deleted.
 */
export async function removeDirectory(
  { nodeAgent, onRetry }: Pick<BatchPorts, 'nodeAgent' | 'onRetry'>,
  node: NodeId,
  directory: string,
): Promise<void> {
  try {
    await nodeAgent.files.remove(node, directory, true)
  } catch (error) {
    if (!(error instanceof NodeFileError)) throw error
    if (error.code !== 'NotFound' && error.code !== 'NodeUnavailable') {
      onRetry?.('deleted files', error)
    }
  }
}

/** Removes what a task that is gone has left on its nodes. */
export async function removeDirectories(
  ports: Pick<BatchPorts, 'nodeAgent' | 'onRetry'>,
  job: Pick<Job, 'id'>,
  task: Pick<Task, 'id' | 'node' | 'otherNodes'>,
): Promise<void> {
  if (!task.node) return
  const directory = directoryFor(job.id, task.id)
  for (const nodeId of [task.node.nodeId, ...(task.otherNodes ?? [])]) {
    await removeDirectory(ports, nodeIdOf(nodeId), directory)
  }
}

const CHUNK = 100
/** What a change made due is looked at so much later at most. */
const LOOK_MS = 60_000

/** Removes the files of tasks whose retention time is over. */
export function sweepTaskFiles(ports: BatchPorts): { stop(): Promise<void> } {
  const { clock, onRetry, wake } = ports
  const loop = new Loop({
    clock,
    onError: (error) => onRetry?.('files of tasks', error),
    scan: () => sweep(ports),
    sweeps: true,
  })
  let look: Alarm | undefined
  // Tasks change by thousands: one look serves all of a minute. Where none does, time may pass by years.
  wake.files = () => {
    look ??= clock.at(plus(clock.now(), LOOK_MS), () => {
      look = undefined
      loop.wake()
    })
  }
  clock.watch?.(() => loop.busy)
  loop.wake()
  return {
    async stop() {
      look?.cancel()
      await loop.stop()
    },
  }
}

/**
 * Answers when to look again. What is due first is asked first: the answer is remembered until a task
 * changes, and most looks end with it.
 */
async function sweep(ports: BatchPorts): Promise<Instant | undefined> {
  const { store, clock } = ports
  const isDue = (at: Instant | undefined): boolean => at !== undefined && at <= clock.now()
  if (isDue(await nextExpiry(store))) await sweepTasks(ports)
  if (isDue(await nextRunExpiry(store))) await sweepRuns(ports)
  const times = [await nextExpiry(store), await nextRunExpiry(store)]
  // What is due still is in a damaged row: it waits for the next look.
  return earliest(times.map((at) => (isDue(at) ? plus(clock.now(), LOOK_MS) : at)))
}

const earliest = (times: readonly (Instant | undefined)[]): Instant | undefined =>
  times.reduce((first, at) => (first === undefined || (at && at < first) ? at : first), undefined)

async function sweepTasks(ports: BatchPorts): Promise<void> {
  const { store, clock } = ports
  for (;;) {
    const expired = await expiredTasks(store, clock.now(), CHUNK)
    for (const { job, task, nodes } of expired) {
      for (const node of nodes) {
        await removeDirectory(ports, node, directoryFor(job, task))
      }
    }
    if (expired.length === 0) return
    await store.write(async (tx) => {
      for (const { seq } of expired) await forgetFiles(tx, seq)
    })
  }
}

/** The same for what the preparation and release tasks of jobs left. */
async function sweepRuns(ports: BatchPorts): Promise<void> {
  const { store, clock } = ports
  for (;;) {
    const expired = await expiredRuns(store, clock.now(), CHUNK)
    if (expired.length === 0) return
    for (const { node, job: num, kind } of expired) {
      const job = await jobByNumber(store, num)
      const { jobPreparationTask, jobReleaseTask } = job?.spec ?? {}
      const task = kind === 'release' ? jobReleaseTask : jobPreparationTask
      if (job && task) await removeDirectory(ports, node, directoryFor(job.id, task.id))
    }
    await store.write(async (tx) => {
      for (const one of expired) await forgetRunFiles(tx, one)
    })
  }
}
