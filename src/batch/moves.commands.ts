// What the moves of a job and of its tasks mean for each other: the end of a job ends what runs of it,
// and the failure of a task may end its job.
import type { Instant } from '#kernel/instant.ts'
import type { Tx } from '#store/tx.ts'
import { keepAttempt } from './histories/task-attempt.queries.ts'
import { pastAttempt } from './histories/task-attempt.ts'
import { jobMoved } from './job-nodes/job-node.commands.ts'
import { decide as decideJob, type JobEvent, type JobRefusal } from './jobs/job.machine.ts'
import { jobByNumber, saveJob } from './jobs/job.queries.ts'
import type { Job } from './jobs/job.ts'
import { dropAttempt, stopAttempt } from './scheduler/attempt.queries.ts'
import type { Changes } from './tasks/changes.ts'
import { release } from './tasks/dependency.queries.ts'
import {
  decide as decideTask,
  type TaskEffect,
  type TaskEvent,
  type TaskRefusal,
} from './tasks/task.machine.ts'
import { runningTasks, saveTask } from './tasks/task.queries.ts'
import type { Task } from './tasks/task.ts'

/** Says why a move is refused, or what the record is after it. */
export type Moved<Resource, Refusal> =
  | { readonly accepted: true; readonly next: Resource }
  | { readonly accepted: false; readonly refusal: Refusal }

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
): Promise<Moved<Task, TaskRefusal>> {
  const decision = decideTask(task, event, now)
  if (!decision.accepted) return decision
  const { next, effects } = decision
  if (next === task) return decision
  changes.move(task, next)
  await saveTask(tx, next)
  const past = pastAttempt(task, next, event, now)
  if (past) await keepAttempt(tx, next.seq, past)
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
  if (effect.type === 'drop') return dropAttempt(tx, task.seq, effect.attempt)
  if (effect.type === 'release') return release(tx, task)
  const job = await jobByNumber(tx, task.job)
  if (effect.type === 'managed') {
    if (!job?.spec.jobManagerTask?.killJobOnCompletion) return
    await moveJob(tx, changes, job, { type: 'terminate', reason: 'JMComplete' }, now)
    return
  }
  if (job?.state !== 'active' || job.spec.onTaskFailure !== 'performexitoptionsjobaction') return
  const event: JobEvent =
    effect.action === 'terminate'
      ? { type: 'terminate', reason: 'TaskFailed' }
      : { type: 'disable', tasks: 'requeue' }
  await moveJob(tx, changes, job, event, now)
}

const MESSAGES: Partial<Record<Job['state'], string>> = {
  disabling: 'The task was ended because its job was disabled',
  terminating: 'The task was ended because its job was terminated',
  deleting: 'The task was ended because its job was deleted',
}

/** The same for a job: with it is saved what becomes of its running tasks. */
export async function moveJob(
  tx: Tx,
  changes: Changes,
  job: Job,
  event: JobEvent,
  now: Instant,
): Promise<Moved<Job, JobRefusal>> {
  const decision = decideJob(job, event, now)
  if (!decision.accepted) return decision
  const { next, effects } = decision
  if (next === job) return decision
  if (!(await saveJob(tx, next))) throw new Error(`the job ${job.id} changed under its own change`)
  for (const { become } of effects) {
    const running = await runningTasks(tx, next.num)
    // The manager comes last: its end may end the job, and with it what still runs.
    for (const task of running.sort((a, b) => Number(!!a.isManager) - Number(!!b.isManager))) {
      const message = MESSAGES[next.state] ?? 'The task was ended with its job'
      const taskEvent: TaskEvent =
        become === 'terminate'
          ? { type: 'terminate', asked: false, message }
          : { type: 'requeue', attempt: task.attempt, counted: true }
      await moveTask(tx, changes, task, taskEvent, now)
    }
  }
  await jobMoved(tx, job, next, event, now)
  return decision
}
