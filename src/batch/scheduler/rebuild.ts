import type { TaskAttempt } from '#drivers/compute/port.ts'
import type { Reader } from '#store/tx.ts'
import { jobByNumber } from '../jobs/job.queries.ts'
import { findPool } from '../pools/pool.queries.ts'
import { taskBySeq } from '../tasks/task.queries.ts'
import type { Attempt } from './attempt.queries.ts'
import { attemptOf } from './attempt-of.ts'

/** What the driver was told of an attempt that should run, word for word; undefined: it should not. */
export async function rebuiltAttempt(
  reader: Reader,
  { task: seq, attempt, node }: Attempt,
): Promise<TaskAttempt | undefined> {
  const task = await taskBySeq(reader, seq)
  if (task?.state !== 'running' || task.attempt !== attempt || !task.node) return undefined
  const job = await jobByNumber(reader, task.job)
  if (!job) return undefined
  const pool = await findPool(reader, job.account, task.node.poolId)
  return attemptOf(job, task, pool?.settings, node)
}
