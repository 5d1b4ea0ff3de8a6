import type { Instant } from '#kernel/instant.ts'
import type { Tx } from '#store/tx.ts'
import { commitJob } from '../jobs/job.commit.ts'
import { decide as decideJob } from '../jobs/job.machine.ts'
import { jobByNumber } from '../jobs/job.queries.ts'
import { stopAttempt } from '../scheduler/attempt.queries.ts'
import type { Changes } from './changes.ts'
import { release } from './dependency.queries.ts'
import { decide, type TaskEffect, type TaskEvent, type TaskRefusal } from './task.machine.ts'
import { saveTask } from './task.queries.ts'
import type { Task } from './task.ts'

/** Says why a task's move is refused, or what the task is after it. */
export type Moved =
  | { readonly accepted: true; readonly next: Task }
  | { readonly accepted: false; readonly refusal: TaskRefusal }

/**
 * Decides the event on a task that was read in this transaction, saves the move and all that follows
 * from it for others. What is counted is left to the changes, which the caller saves.
 */
export async function moveTask(
  tx: Tx,
  changes: Changes,
  task: Task,
  event: TaskEvent,
  now: Instant,
): Promise<Moved> {
  const decision = decide(task, event, now)
  if (!decision.accepted) return decision
  const { next, effects } = decision
  if (next === task) return decision
  changes.move(task, next)
  await saveTask(tx, next)
  for (const effect of effects) await follow(tx, changes, next, effect, now)
  return decision
}

async function follow(
  tx: Tx,
  changes: Changes,
  task: Task,
  effect: TaskEffect,
  now: Instant,
): Promise<void> {
  if (effect.type === 'stop') return stopAttempt(tx, task.seq, effect.attempt)
  if (effect.type === 'release') return release(tx, task)
  const job = await jobByNumber(tx, task.job)
  if (job?.state !== 'active' || job.spec.onTaskFailure !== 'performexitoptionsjobaction') return
  const decision = decideJob(
    job,
    effect.action === 'terminate'
      ? { type: 'terminate', reason: 'TaskFailed' }
      : { type: 'disable', tasks: 'requeue' },
    now,
  )
  if (decision.accepted) await commitJob(tx, changes, decision.next, decision.effects, now)
}
