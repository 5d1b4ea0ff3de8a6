// What can be done to tasks, in the caller's transaction. Wake the scheduler once it is saved.

import type { components } from '#contract/batch/types.ts'
import { after, type Soon } from '#kernel/caching/soon.ts'
import { AzureError } from '#kernel/catalogue.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { type BatchErrorCode, batchError } from '../errors.ts'
import { checkedId } from '../ids.rules.ts'
import { type JobName, jobOf } from '../jobs/job.commands.ts'
import type { Job, JobState } from '../jobs/job.ts'
import { versionOf } from '../jobs/job.wire.ts'
import { refuseTaken } from '../jobs/job-task.rules.ts'
import { taskKeyOf } from '../keys.ts'
import { moveTask } from '../moves.commands.ts'
import { dropAttempt, stopAttempt } from '../scheduler/attempt.queries.ts'
import type { Precondition } from '../wire/preconditions.ts'
import { type Changes, withChanges } from './changes.ts'
import { insertDependencies } from './dependency.queries.ts'
import { allowedFor, checkAllowed } from './rules/allowed.ts'
import { findStoredTask, type StoredTask } from './stored-task.queries.ts'
import type { TaskEvent } from './task.machine.ts'
import { findTask, insertTask, removeTask, saveTaskSpec } from './task.queries.ts'
import { addedTask, type Task } from './task.ts'
import { taskConstraintsOf, taskSpecOf } from './task-spec.ts'

type Schemas = components['schemas']
type Added = Schemas['TaskAddParameter']

/** Which task of which job is meant. */
export interface TaskName {
  readonly job: JobName
  readonly id: string
}

export interface TaskOfJob {
  readonly job: Job
  readonly task: Task
}

/** The task of that name with its job, which is missed first; or Batch's refusal. */
export async function taskOf(reader: Reader, name: TaskName): Promise<TaskOfJob> {
  const job = await jobOf(reader, name.job)
  const task = await findTask(reader, job.num, taskKeyOf(name.id))
  if (!task) throw batchError('TaskNotFound')
  return { job, task }
}

/** The same for those who may know its text. */
export const storedTaskOf = (
  reader: Reader,
  name: TaskName,
): Soon<{ readonly job: Job; readonly stored: StoredTask }> =>
  after(jobOf(reader, name.job), (job) =>
    after(findStoredTask(reader, job.num, taskKeyOf(name.id)), (stored) => {
      if (!stored) throw batchError('TaskNotFound')
      return { job, stored }
    }),
  )

/** Unpredictable bytes. */
type Random = (bytes: number) => Uint8Array

/** Adds a task, or throws what Batch answers to one that it does not take. */
export async function addTask(
  tx: Tx,
  name: JobName,
  body: Added,
  now: Instant,
  random: Random,
): Promise<Task> {
  const [added] = await addTasks(tx, name, [body], now, random)
  if (added instanceof AzureError) throw added
  return added!
}

/** Adds each task, or answers why it is refused, in their order. */
export async function addTasks(
  tx: Tx,
  name: JobName,
  bodies: readonly Added[],
  now: Instant,
  random: Random,
): Promise<readonly (Task | AzureError)[]> {
  const job = await jobOf(tx, name)
  assertOpen(job)
  const allowed = await allowedFor(tx, job, bodies, random)
  return withChanges(tx, now, async (changes) => {
    const tasks = bodies.map((body) =>
      orRefusal(() => {
        checkAllowed(body, allowed)
        return newTask(job, body, now)
      }),
    )
    // None waits for the answer to the one before it, but what may depend on that.
    const adding: (boolean | Promise<boolean>)[] = []
    for (const task of tasks) {
      if (task instanceof AzureError) adding.push(true)
      else if (!task.spec.dependsOn) adding.push(insert(tx, changes, task))
      else {
        await Promise.all(adding)
        adding.push(await insert(tx, changes, task))
      }
    }
    const areAdded = await Promise.all(adding)
    return tasks.map((task, index) => (areAdded[index] ? task : batchError('TaskExists')))
  })
}

function orRefusal<T>(make: () => T): T | AzureError {
  try {
    return make()
  } catch (error) {
    if (error instanceof AzureError) return error
    throw error
  }
}

/** States in which a job takes no more tasks. */
const CLOSED: Partial<Record<JobState, BatchErrorCode>> = {
  terminating: 'JobBeingTerminated',
  completed: 'JobCompleted',
  deleting: 'JobBeingDeleted',
}

/** Refuses new tasks where the job takes none. */
function assertOpen({ state }: Job): void {
  const code = CLOSED[state]
  if (code) throw batchError(code)
}

/** A task as it is when it is added. Throws what Batch answers to one that it does not take. */
function newTask(job: Job, body: Added, now: Instant): Task {
  refuseTaken(body.id, job.spec.jobPreparationTask, job.spec.jobReleaseTask)
  const { spec, slots } = taskSpecOf(job.spec, body)
  return addedTask(job.num, { id: checkedId(body.id), slots, spec }, now)
}

/** Saves the new task with what it waits for. False: the job has one of this id. */
async function insert(tx: Tx, changes: Changes, task: Task): Promise<boolean> {
  if (!(await insertTask(tx, task))) return false
  changes.add(task)
  const added = task.spec.dependsOn && (await findTask(tx, task.job, taskKeyOf(task.id)))
  if (added) await insertDependencies(tx, added)
  return true
}

/** Other constraints; what is left out of them gets its default. */
export async function updateTask(
  tx: Tx,
  name: TaskName,
  constraints: Schemas['TaskConstraints'] | undefined,
  now: Instant,
  mustHold?: Precondition,
): Promise<Task> {
  const { job, task } = await taskOf(tx, name)
  mustHold?.(versionOf(task))
  if (task.state === 'completed') throw batchError('TaskCompleted')
  const next: Task = {
    ...task,
    spec: { ...task.spec, constraints: taskConstraintsOf(job.spec, constraints) },
    lastModified: now,
    version: task.version + 1,
  }
  await saveTaskSpec(tx, next)
  return next
}

/** Deletes the row and ends what runs of it; its files are the caller's to remove. */
export async function deleteTask(
  tx: Tx,
  name: TaskName,
  now: Instant,
  mustHold?: Precondition,
): Promise<TaskOfJob> {
  const { job, task } = await taskOf(tx, name)
  mustHold?.(versionOf(task))
  if (task.state === 'preparing') await dropAttempt(tx, task.seq, task.attempt)
  else await stopAttempt(tx, task.seq, task.attempt)
  await withChanges(tx, now, async (changes) => changes.remove(task, now))
  await removeTask(tx, task)
  return { job, task }
}

export const terminateTask = (
  tx: Tx,
  name: TaskName,
  now: Instant,
  mustHold?: Precondition,
): Promise<Task> => {
  const message = 'The task was ended by user request'
  return changeTask(tx, name, { type: 'terminate', asked: true, message }, now, mustHold)
}

/** Lets a task that failed run again. Its job must take tasks. */
export const reactivateTask = (
  tx: Tx,
  name: TaskName,
  now: Instant,
  mustHold?: Precondition,
): Promise<Task> => changeTask(tx, name, { type: 'reactivate' }, now, mustHold)

async function changeTask(
  tx: Tx,
  name: TaskName,
  event: TaskEvent,
  now: Instant,
  mustHold?: Precondition,
): Promise<Task> {
  const { job, task } = await taskOf(tx, name)
  mustHold?.(versionOf(task))
  if (event.type === 'reactivate') assertOpen(job)
  const moved = await withChanges(tx, now, (changes) => moveTask(tx, changes, task, event, now))
  if (!moved.accepted) throw batchError(moved.refusal)
  return moved.next
}
