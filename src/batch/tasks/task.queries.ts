import type { Undefinable } from '#kernel/defined.ts'
import type { Instant } from '#kernel/instant.ts'
import {
  type Place,
  readJson,
  readRow,
  readRows,
  readUpTo,
  readWord,
  type Shape,
} from '#store/read-json.ts'
import { remembering } from '#store/remembered-rows.ts'
import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import {
  type JobNumber,
  type NodeId,
  nodeIdOf,
  type TaskKey,
  type TaskNumber,
  taskKeyOf,
} from '../keys.ts'
import { durationMs } from '../wire/duration.ts'
import { taskMoves } from './task.machine.ts'
import { numberOf, type Task, type TaskSpec, taskResults } from './task.ts'

export interface TaskRow {
  seq: TaskNumber
  job: JobNumber
  id: string
  state: string
  state_time: Instant
  created: Instant
  modified: Instant
  version: number
  start_time: Instant | null
  end_time: Instant | null
  exit_code: number | null
  result: string | null
  slots: number
  attempt: number
  waiting_for: number
  satisfied: number
  manager: number
  spec: string
  run: string
  /** Moves with each change of the row. */
  revision: number
}

type Run = Pick<
  Task,
  | 'previousState'
  | 'previousStateTransitionTime'
  | 'failureInfo'
  | 'containerInfo'
  | 'retryCount'
  | 'lastRetryTime'
  | 'requeueCount'
  | 'lastRequeueTime'
  | 'node'
  | 'otherNodes'
  | 'yielded'
  | 'earlierWallMs'
  | 'userMs'
  | 'kernelMs'
>

/** Enough for the tasks that run: each is read when it starts and when it ends. */
const parseSpec = remembering<TaskSpec>(500, {
  displayName: 'string?',
  commandLine: 'string',
  containerSettings: 'object?',
  exitConditions: 'object?',
  resourceFiles: 'array?',
  outputFiles: 'array?',
  environmentSettings: 'array?',
  affinityInfo: 'object?',
  constraints: 'object',
  userIdentity: 'object?',
  multiInstanceSettings: 'object?',
  dependsOn: 'object?',
  applicationPackageReferences: 'array?',
  authenticationTokenSettings: 'object?',
})

const runShape: Shape<Run> = {
  previousState: 'string?',
  previousStateTransitionTime: 'number?',
  failureInfo: 'object?',
  containerInfo: 'object?',
  retryCount: 'number',
  lastRetryTime: 'number?',
  requeueCount: 'number',
  lastRequeueTime: 'number?',
  node: 'object?',
  otherNodes: 'array?',
  yielded: 'boolean?',
  earlierWallMs: 'number?',
  userMs: 'number?',
  kernelMs: 'number?',
}

const placeOf = (seq: TaskNumber, column: string): Place => ({
  table: 'batch_task',
  key: seq,
  column,
})

export const taskFromRow = (row: TaskRow): Task => ({
  ...readJson(row.run, runShape, placeOf(row.seq, 'run')),
  seq: row.seq,
  job: row.job,
  id: row.id,
  state: readWord(row.state, taskMoves, placeOf(row.seq, 'state')),
  stateTransitionTime: row.state_time,
  creationTime: row.created,
  lastModified: row.modified,
  version: row.version,
  ...(row.start_time === null ? {} : { startTime: row.start_time }),
  ...(row.end_time === null ? {} : { endTime: row.end_time }),
  ...(row.exit_code === null ? {} : { exitCode: row.exit_code }),
  ...(row.result === null
    ? {}
    : { result: readWord(row.result, taskResults, placeOf(row.seq, 'result')) }),
  slots: row.slots,
  attempt: row.attempt,
  waitingFor: row.waiting_for,
  satisfied: row.satisfied === 1,
  ...(row.manager === 1 && { isManager: true }),
  spec: parseSpec(row.spec, placeOf(row.seq, 'spec')),
})

const runOf = (task: Task): string =>
  JSON.stringify({
    previousState: task.previousState,
    previousStateTransitionTime: task.previousStateTransitionTime,
    failureInfo: task.failureInfo,
    containerInfo: task.containerInfo,
    retryCount: task.retryCount,
    lastRetryTime: task.lastRetryTime,
    requeueCount: task.requeueCount,
    lastRequeueTime: task.lastRequeueTime,
    node: task.node,
    otherNodes: task.otherNodes,
    yielded: task.yielded,
    earlierWallMs: task.earlierWallMs || undefined,
    userMs: task.userMs || undefined,
    kernelMs: task.kernelMs || undefined,
  } satisfies Undefinable<Run>)

/** Until when its files stay on its node; undefined: it has none there, or they stay for ever. */
export function retainedUntil({ state, endTime, node, spec }: Task): number | undefined {
  if (state !== 'completed' || endTime === undefined || !node) return undefined
  const until = endTime + (durationMs(spec.constraints.retentionTime) ?? 0)
  return Number.isSafeInteger(until) ? until : undefined
}

export async function findTask(
  reader: Reader,
  job: JobNumber,
  key: TaskKey,
): Promise<Task | undefined> {
  const row = await reader.get<TaskRow>(sql`
    select * from batch_task where job = ${job} and key = ${key}`)
  return row && taskFromRow(row)
}

export async function taskBySeq(reader: Reader, seq: TaskNumber): Promise<Task | undefined> {
  const row = await reader.get<TaskRow>(sql`select * from batch_task where seq = ${seq}`)
  return readRow(row, taskFromRow)
}

/** The job's tasks that run or are about to. */
export async function runningTasks(reader: Reader, job: JobNumber): Promise<Task[]> {
  const rows = await reader.all<TaskRow>(sql`
    select * from batch_task where job = ${job} and state in ('preparing', 'running')`)
  return readRows(rows, taskFromRow)
}

/** The job's tasks that wait for the node's preparation, the oldest first. */
export async function preparingTasksOn(
  reader: Reader,
  job: JobNumber,
  node: NodeId,
): Promise<Task[]> {
  const rows = await reader.all<TaskRow>(sql`
    select * from batch_task
     where seq in (select task from batch_attempt where node = ${node} and job = ${job})
       and state = 'preparing' order by seq`)
  return readRows(rows, taskFromRow)
}

/**
 * Tasks that may run and take at most so many slots, the oldest first; not those of which an earlier
 * attempt is still alive, nor those that were added until `outlived`.
 */
export async function readyTasks(
  reader: Reader,
  job: JobNumber,
  slots: number,
  limit: number,
  outlived: Instant,
): Promise<Task[]> {
  return readUpTo(
    limit,
    (most) =>
      reader.all<TaskRow>(sql`
    select * from batch_task t
     where job = ${job} and state = 'active' and waiting_for = 0 and slots <= ${slots}
       and created > ${outlived}
       and not exists (select 1 from batch_attempt a where a.task = t.seq)
     order by seq limit ${most}`),
    taskFromRow,
  )
}

/** The first that wait: those that may run before those that may not. */
export async function waitingTasks(reader: Reader, job: JobNumber, limit: number): Promise<Task[]> {
  return readUpTo(
    limit,
    (most) =>
      reader.all<TaskRow>(sql`
    select * from batch_task where job = ${job} and state = 'active'
     order by waiting_for > 0, seq limit ${most}`),
    taskFromRow,
  )
}

/** The latest tasks of a node, those that run there among them. */
export async function tasksOn(reader: Reader, node: string, limit: number): Promise<Task[]> {
  return readUpTo(
    limit,
    (most) =>
      reader.all<TaskRow>(sql`
    select * from batch_task where node = ${node} order by state_time desc limit ${most}`),
    taskFromRow,
  )
}

/** Until when tasks that have ended want to keep files on the node; undefined: no longer. */
export async function filesKeptUntil(
  reader: Reader,
  node: string,
  now: Instant,
): Promise<Instant | undefined> {
  const row = await reader.get<{ at: Instant | null }>(sql`
    select max(retain_until) as at from batch_task
     where node = ${node} and retain_until > ${now}`)
  return row?.at ?? undefined
}

/** The node's files are gone: what tasks left there is to be found no more. */
export async function forgetFilesOn(tx: Tx, node: string): Promise<void> {
  await tx.run(sql`
    update batch_task set revision = revision + 1, retain_until = null
     where node = ${node} and retain_until is not null`)
}

/** False: the job has one of this id. */
export async function insertTask(tx: Tx, task: Task): Promise<boolean> {
  // Without `returning`: that makes the statement four times as slow.
  const changed = await tx.run(sql`
    insert into batch_task
      (job, key, id, state, state_time, created, modified, version, slots, attempt, waiting_for,
       satisfied, manager, number, spec, run)
    values (${task.job}, ${taskKeyOf(task.id)}, ${task.id}, ${task.state}, ${task.stateTransitionTime},
            ${task.creationTime}, ${task.lastModified}, ${task.version}, ${task.slots},
            ${task.attempt}, ${task.waitingFor}, 0, ${task.isManager ? 1 : 0}, ${numberOf(task.id)},
            ${JSON.stringify(task.spec)}, ${runOf(task)})
    on conflict do nothing`)
  return changed === 1
}

/** Saves all but what a client said of it. The caller has read it in the same transaction. */
export async function saveTask(tx: Tx, task: Task): Promise<void> {
  await tx.put(sql`
    update batch_task
       set revision = revision + 1, state = ${task.state}, state_time = ${task.stateTransitionTime},
           modified = ${task.lastModified}, version = ${task.version},
           start_time = ${task.startTime}, end_time = ${task.endTime},
           exit_code = ${task.exitCode}, result = ${task.result}, attempt = ${task.attempt},
           satisfied = ${task.satisfied ? 1 : 0}, node = ${task.node && nodeIdOf(task.node.nodeId)},
           retain_until = ${retainedUntil(task)}, run = ${runOf(task)}
     where seq = ${task.seq}`)
}

export async function saveTaskSpec(tx: Tx, task: Task): Promise<void> {
  await tx.run(sql`
    update batch_task
       set revision = revision + 1, spec = ${JSON.stringify(task.spec)}, modified = ${task.lastModified},
           version = ${task.version}
     where seq = ${task.seq}`)
}

export async function removeTask(tx: Tx, task: Task): Promise<void> {
  await tx.run(sql`delete from batch_dependency where dependent = ${task.seq}`)
  await tx.run(sql`delete from batch_subtask where task = ${task.seq}`)
  await tx.run(sql`delete from batch_task_attempt where task = ${task.seq}`)
  await tx.run(sql`delete from batch_task where seq = ${task.seq}`)
}

/** Tasks that run and were added until then. */
export async function runningSince(reader: Reader, added: Instant): Promise<Task[]> {
  const rows = await reader.all<TaskRow>(sql`
    select * from batch_task
     where seq in (select task from batch_attempt where stopping = 0)
       and state = 'running' and created <= ${added}`)
  return readRows(rows, taskFromRow)
}

/** A task whose files were kept long enough. */
export interface Expired {
  readonly seq: TaskNumber
  readonly task: string
  readonly job: string
  /** The node where it ran, and those of its other instances. */
  readonly nodes: readonly NodeId[]
}

interface ExpiredRow {
  readonly seq: TaskNumber
  readonly node: NodeId
  readonly task: string
  readonly job: string
  readonly run: string
}

export const expiredTasks = (reader: Reader, now: Instant, limit: number): Promise<Expired[]> =>
  readUpTo(
    limit,
    (most) =>
      reader.all<ExpiredRow>(sql`
        select t.seq, t.node, t.id as task, j.id as job, t.run
          from batch_task t join batch_job j on j.num = t.job
         where t.retain_until <= ${now} order by t.retain_until limit ${most}`),
    ({ seq, node, task, job, run }) => {
      const { otherNodes = [] } = readJson(run, runShape, placeOf(seq, 'run'))
      return { seq, task, job, nodes: [node, ...otherNodes.map(nodeIdOf)] }
    },
  )

/** Tasks of the job that completed until then. */
export const completedTasksOf = (
  reader: Reader,
  job: JobNumber,
  until: Instant,
  limit: number,
): Promise<Task[]> =>
  readUpTo(
    limit,
    (most) =>
      reader.all<TaskRow>(sql`
        select * from batch_task
         where job = ${job} and state = 'completed' and result in ('success', 'failure')
           and state_time <= ${until}
         limit ${most}`),
    taskFromRow,
  )

/** The task's files are gone. */
export async function forgetFiles(tx: Tx, seq: TaskNumber): Promise<void> {
  await tx.run(sql`
    update batch_task set revision = revision + 1, retain_until = null where seq = ${seq}`)
}

/** When the next task's files were kept long enough. */
export async function nextExpiry(reader: Reader): Promise<Instant | undefined> {
  const row = await reader.get<{ at: Instant | null }>(sql`
    select min(retain_until) as at from batch_task where retain_until is not null`)
  return row?.at ?? undefined
}
