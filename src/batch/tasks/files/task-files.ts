// How the files of tasks go from their nodes: with the task, with its job, or when they were kept
// long enough.

import { NodeFileError } from '#drivers/nodes/port.ts'
import { Loop } from '#engine/loop.ts'
import { type Instant, plus } from '#kernel/instant.ts'
import { expiredRuns, forgetRunFiles, nextRunExpiry } from '../../job-nodes/job-node.queries.ts'
import { jobByNumber } from '../../jobs/job.queries.ts'
import type { NodeId } from '../../keys.ts'
import type { BatchPorts } from '../../ports.ts'
import { expiredTasks, forgetFiles, nextExpiry } from '../task.queries.ts'
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

const CHUNK = 100
/** What is completed meanwhile is looked at so much later at most. */
const LOOK_MS = 60_000

/** Removes the files of tasks whose retention time is over. */
export function sweepTaskFiles(ports: BatchPorts): { stop(): Promise<void> } {
  const { clock, onRetry } = ports
  const loop = new Loop({
    clock,
    onError: (error) => onRetry?.('files of tasks', error),
    scan: () => sweep(ports),
    sweeps: true,
  })
  clock.watch?.(() => loop.busy)
  loop.wake()
  return loop
}

/** Answers when to look again. */
async function sweep(ports: BatchPorts): Promise<Instant> {
  const { store, clock } = ports
  for (;;) {
    const expired = await expiredTasks(store, clock.now(), CHUNK)
    for (const { job, task, nodes } of expired) {
      for (const node of nodes) {
        await removeDirectory(ports, node, directoryFor(job, task))
      }
    }
    if (expired.length === 0) break
    await store.write(async (tx) => {
      for (const { seq } of expired) await forgetFiles(tx, seq)
    })
  }
  await sweepRuns(ports)
  const times = [await nextExpiry(store), await nextRunExpiry(store)]
  const later = plus(clock.now(), LOOK_MS)
  return times.reduce<Instant>((first, at) => (at !== undefined && at < first ? at : first), later)
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
