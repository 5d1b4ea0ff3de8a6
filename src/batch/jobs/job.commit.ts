import type { Instant } from '#kernel/instant.ts'
import type { Tx } from '#store/tx.ts'
import type { Changes } from '../tasks/changes.ts'
import { moveTask } from '../tasks/task.commit.ts'
import { runningTasks } from '../tasks/task.queries.ts'
import type { JobEffect } from './job.machine.ts'
import { saveJob } from './job.queries.ts'
import type { Job } from './job.ts'

const MESSAGES: Partial<Record<Job['state'], string>> = {
  disabling: 'The task was ended because its job was disabled',
  terminating: 'The task was ended because its job was terminated',
  deleting: 'The task was ended because its job was deleted',
}

/** Saves the job's move and what becomes of its running tasks. It was read in this transaction. */
export async function commitJob(
  tx: Tx,
  changes: Changes,
  job: Job,
  effects: readonly JobEffect[],
  now: Instant,
): Promise<void> {
  if (!(await saveJob(tx, job))) throw new Error(`the job ${job.id} changed under its own change`)
  for (const { become } of effects) {
    for (const task of await runningTasks(tx, job.num)) {
      const message = MESSAGES[job.state] ?? 'The task was ended with its job'
      const event =
        become === 'terminate'
          ? ({ type: 'terminate', asked: false, message } as const)
          : ({ type: 'requeue', attempt: task.attempt, counted: true } as const)
      await moveTask(tx, changes, task, event, now)
    }
  }
}
