// What nodes ask of the tasks on them.
import type { components } from '#contract/batch/types.ts'
import type { Instant } from '#kernel/instant.ts'
import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { jobByNumber } from '../jobs/job.queries.ts'
import { findNode } from '../nodes/node.queries.ts'
import type { NodeTasks } from '../nodes/node-tasks.ts'
import { withChanges } from '../tasks/changes.ts'
import { moveTask } from '../tasks/task.commit.ts'
import { taskBySeq, tasksOn } from '../tasks/task.queries.ts'
import { presentExecution, taskUrl } from '../tasks/task.wire.ts'
import { attemptsOn } from './attempt.queries.ts'

/** The real service's number is not known. */
const RECENT = 10

export const nodeTasks: NodeTasks = {
  async giveUp(tx, node, how, now) {
    // Azure counts what a removal queues again, and not what a reboot does.
    const found = await findNode(tx, node.account, node.poolKey, node.key)
    const counted = found?.changeKind === 'remove'
    await withChanges(tx, now, async (changes) => {
      for (const { task: seq, attempt } of await attemptsOn(tx, node.key)) {
        const task = await taskBySeq(tx, seq)
        if (task?.state !== 'running' || task.attempt !== attempt) continue
        const message = 'The task was ended because its node was taken away'
        const event =
          how === 'requeue'
            ? ({ type: 'requeue', attempt, counted } as const)
            : ({ type: 'terminate', asked: false, message } as const)
        await moveTask(tx, changes, task, event, now)
      }
    })
  },
  async retainedUntil(reader: Reader, node, now): Promise<Instant | undefined> {
    const row = await reader.get<{ at: Instant | null }>(sql`
      select max(retain_until) as at from batch_task
       where node = ${node.key} and retain_until > ${now}`)
    return row?.at ?? undefined
  },
  async filesGone(tx: Tx, node) {
    await tx.run(sql`
      update batch_task set retain_until = null
       where node = ${node.key} and retain_until is not null`)
  },
  async recent(reader, node, origin) {
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
  },
}
