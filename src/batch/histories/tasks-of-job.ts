// Answers what Batch has no call for about tasks: their order, attempts and dependents.
import type { components } from '#contract/lazuli/types.ts'
import { toIso } from '#kernel/instant.ts'
import type { Reader } from '#store/tx.ts'
import { findJob } from '../jobs/job.queries.ts'
import type { Job } from '../jobs/job.ts'
import { type AccountKey, jobKeyOf, type TaskKey, taskKeyOf } from '../keys.ts'
import { unmetDependencies } from '../tasks/dependency.queries.ts'
import { findTask } from '../tasks/task.queries.ts'
import { numberOf, type Task } from '../tasks/task.ts'
import { pastAttempts } from './task-attempt.queries.ts'
import type { PastAttempt } from './task-attempt.ts'
import { dependentsAmong, lastOfScan, tasksOfGroup } from './task-page.queries.ts'
import {
  byTime,
  partsOf,
  positionIn,
  positionText,
  type TaskFilter,
  taskLine,
  wordsOf,
} from './task-page.ts'

type Schemas = components['schemas']

export interface JobNamed {
  readonly account: AccountKey
  readonly job: string
}

export interface TaskNamed extends JobNamed {
  readonly task: string
}

/** A page of the job's tasks; undefined: there is no such job. */
export async function listTasks(
  reader: Reader,
  { account, job: id }: JobNamed,
  filter: TaskFilter,
): Promise<Schemas['TaskPage'] | undefined> {
  const job = await findJob(reader, account, jobKeyOf(id))
  if (!job) return undefined
  const { top } = filter
  const after = filter.after === undefined ? undefined : positionIn(filter.after)
  const found: { readonly part: number; readonly task: Task }[] = []
  for (const [part, groups] of partsOf(filter).entries()) {
    if (found.length > top || part < (after?.part ?? 0)) continue
    const span = { ...filter, after: part === after?.part ? after : undefined }
    const tasks: Task[] = []
    for (const group of groups) {
      tasks.push(...(await tasksOfGroup(reader, job.num, group, span, top + 1)))
    }
    for (const task of tasks.sort(byTime)) found.push({ part, task })
  }
  const page = found.slice(0, top)
  const last = found.length > top ? page.at(-1) : undefined
  return {
    value: page.map(({ task }) => taskLine(task)),
    ...(last && { next: positionText(last.part, last.task) }),
  }
}

/** The attempts of a task, the last first; undefined: there is no such task. */
export async function listAttempts(
  reader: Reader,
  named: TaskNamed,
): Promise<Schemas['AttemptList'] | undefined> {
  const found = await taskOf(reader, named)
  if (!found) return undefined
  const { task } = found
  const past = (await pastAttempts(reader, task.seq)).map(pastLine)
  return { value: task.node ? [presentAttempt(task), ...past] : past }
}

function presentAttempt(task: Task): Schemas['TaskAttempt'] {
  const { attempts, startTime, endTime, exitCode, failure, pool, node } = taskLine(task)
  const end = task.result === 'failure' ? 'failed' : 'succeeded'
  return {
    attempt: attempts,
    ...(task.state === 'completed' && { end }),
    ...(startTime !== undefined && { startTime }),
    ...(endTime !== undefined && { endTime }),
    ...(exitCode !== undefined && { exitCode }),
    ...(failure && { failure }),
    ...(pool !== undefined && { pool }),
    ...(node !== undefined && { node }),
  }
}

const pastLine = (past: PastAttempt): Schemas['TaskAttempt'] => ({
  attempt: past.attempt,
  end: past.end,
  ...(past.startTime !== undefined && { startTime: toIso(past.startTime) }),
  endTime: toIso(past.endTime),
  ...(past.exitCode !== undefined && { exitCode: past.exitCode }),
  ...(past.failureInfo && { failure: wordsOf(past.failureInfo) }),
  pool: past.node.poolId,
  node: past.node.nodeId,
})

/** Tasks that one call looks at for dependents, at most. */
const SCANNED = 5_000

/** What the task depends on, and some of what depends on it; undefined: there is no such task. */
export async function listDependencies(
  reader: Reader,
  named: TaskNamed,
  after: string | undefined,
): Promise<Schemas['Dependencies'] | undefined> {
  const found = await taskOf(reader, named)
  if (!found) return undefined
  const { job, task } = found
  const dependsOn = await parentsOf(reader, task)
  if (!job.spec.usesTaskDependencies) return { dependsOn, dependents: [] }
  const from = after === undefined ? undefined : taskKeyOf(after)
  const scanned = await dependentsAmong(reader, job.num, from, SCANNED)
  const next = await lastOfScan(reader, job.num, from, SCANNED)
  const dependents = scanned.filter((each) => dependsOnTask(each, task)).map(dependent)
  return { dependsOn, dependents, ...(next !== undefined && { next }) }
}

const dependent = ({ id, state, result }: Task): Schemas['Dependent'] => ({
  task: id,
  state,
  ...(result && { result }),
})

function dependsOnTask({ spec }: Task, { id }: Task): boolean {
  const { taskIds = [], taskIdRanges = [] } = spec.dependsOn ?? {}
  const key = taskKeyOf(id)
  if (taskIds.some((each) => taskKeyOf(each) === key)) return true
  const number = numberOf(id)
  return (
    number !== undefined && taskIdRanges.some(({ start, end }) => start <= number && number <= end)
  )
}

async function parentsOf(reader: Reader, task: Task): Promise<Schemas['Dependency'][]> {
  const { taskIds = [], taskIdRanges = [] } = task.spec.dependsOn ?? {}
  const unmet = await unmetDependencies(reader, task.seq, taskIds.length + taskIdRanges.length)
  const waits = new Set<TaskKey | null>(unmet.map(({ parent }) => parent))
  const parents: Schemas['Dependency'][] = []
  for (const id of taskIds) {
    const key = taskKeyOf(id)
    const parent = await findTask(reader, task.job, key)
    parents.push({
      task: parent?.id ?? id,
      ...(parent && { state: parent.state }),
      ...(parent?.result && { result: parent.result }),
      satisfied: !waits.has(key),
    })
  }
  for (const { start: first, end: last } of taskIdRanges) {
    const left = unmet.find((each) => each.first === first && each.last === last)
    const remaining = left?.remaining ?? 0
    parents.push({ first, last, satisfied: !left, remaining })
  }
  return parents
}

async function taskOf(
  reader: Reader,
  { account, job: jobId, task: taskId }: TaskNamed,
): Promise<{ readonly job: Job; readonly task: Task } | undefined> {
  const job = await findJob(reader, account, jobKeyOf(jobId))
  const task = job && (await findTask(reader, job.num, taskKeyOf(taskId)))
  return task && { job, task }
}
