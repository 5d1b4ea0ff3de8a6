// What nodes need of the tasks on them. A node counts its tasks itself (`countTasks` of
// `node.queries.ts`): one that waits for them waits until `runningTasks` is 0.
import type { components } from '#contract/batch/types.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { nodeChanged } from '../job-nodes/job-node.commands.ts'
import { jobByNumber } from '../jobs/job.queries.ts'
import { moveTask } from '../moves.commands.ts'
import { findNode } from '../nodes/node.queries.ts'
import type { NodeKey } from '../nodes/node.ts'
import { withChanges } from '../tasks/changes.ts'
import type { TaskEvent } from '../tasks/task.machine.ts'
import { taskBySeq, tasksOn } from '../tasks/task.queries.ts'
import { presentExecution, taskUrl } from '../tasks/task.wire.ts'
import { attemptsOn } from './attempt.queries.ts'

/** The real service's number is not known. */
const RECENT = 10

/**
 * Takes all tasks off the node now, in the caller's transaction: `requeue` makes them active again,
 * `terminate` completes them. Also queues the end of what still runs of them: not every caller is
 * about to stop the node.
 */
export async function giveUpTasks(
  tx: Tx,
  node: NodeKey,
  how: 'requeue' | 'terminate',
  now: Instant,
): Promise<void> {
  // Azure counts what a removal queues again, and not what a reboot does.
  const found = await findNode(tx, node)
  const counted = found?.changeKind === 'remove'
  await withChanges(tx, now, async (changes) => {
    for (const { task: seq, attempt } of await attemptsOn(tx, node.key)) {
      const task = await taskBySeq(tx, seq)
      const isThere = task?.state === 'running' || task?.state === 'preparing'
      if (!isThere || task.attempt !== attempt) continue
      const message = 'The task was ended because its node was taken away'
      const event: TaskEvent =
        how === 'requeue'
          ? { type: 'requeue', attempt, counted }
          : { type: 'terminate', asked: false, message }
      await moveTask(tx, changes, task, event, now)
    }
  })
  await nodeChanged(tx, node.key, 'restart', now)
}

/** The latest tasks, as the node shows them. `origin`: for their URLs. */
export async function recentTasks(
  reader: Reader,
  node: NodeKey,
  origin: string,
): Promise<components['schemas']['TaskInformation'][]> {
  const shown: components['schemas']['TaskInformation'][] = []
  for (const task of await tasksOn(reader, node.key, RECENT)) {
    const job = await jobByNumber(reader, task.job)
    if (!job) continue
    shown.push({
      taskUrl: taskUrl({ origin }, job.id, task.id),
      jobId: job.id,
      taskId: task.id,
      taskState: task.state,
      executionInfo: presentExecution(
        task,
      ) as unknown as components['schemas']['TaskExecutionInformation'],
    })
  }
  return shown
}
