// What the driver's news means for tasks, in the transaction that makes the news safe.
import type { Catalogues } from '#catalogues/catalogues.ts'
import type { AgentReport, TaskAttempt } from '#drivers/nodes/port.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { containerInfoOf } from '../containers/container-info.ts'
import { type JobNumber, nodeIdOf, type TaskNumber } from '../keys.ts'
import { moveTask } from '../moves.commands.ts'
import { saveSubtask, subtasksOf } from '../subtasks/subtask.queries.ts'
import { coordinated, ended, type SubtaskEnd } from '../subtasks/subtask.ts'
import type { Changes } from '../tasks/changes.ts'
import { saveTask, taskBySeq } from '../tasks/task.queries.ts'
import { attemptIdOf, type CpuTime, type FailureInfo, type Task } from '../tasks/task.ts'
import { charged } from '../tasks/usage.ts'
import { type Attempt, findAttempt, removeAttempt } from './attempt.queries.ts'
import { endJobTask } from './prepare.ts'

/** No agent knows of the attempt: its task is queued again. */
export async function giveUpAttempt(
  tx: Tx,
  changes: Changes,
  catalogues: Catalogues,
  id: string,
  now: Instant,
): Promise<void> {
  const attempt = await findAttempt(tx, id)
  if (!attempt) return
  await takeReport(
    tx,
    changes,
    catalogues,
    { kind: 'lost', attemptId: id, nodeId: attempt.node, at: now },
    now,
  )
}

type Exited = Extract<AgentReport, { kind: 'exited' }>
type Last = Exited | Extract<AgentReport, { kind: 'lost' }>

/** What one report makes possible. */
export interface Outcome {
  /** The attempt whose command may run now. */
  readonly proceed?: string | undefined
  /** What is to start now. */
  readonly starts?: readonly TaskAttempt[]
  /** The number of the job of which an attempt has ended. */
  readonly job?: JobNumber
}

/** Takes one report. One of a forgotten attempt, or of another node's, changes nothing. */
export async function takeReport(
  tx: Tx,
  changes: Changes,
  catalogues: Catalogues,
  report: AgentReport,
  now: Instant,
): Promise<Outcome | undefined> {
  const isLast = report.kind === 'exited' || report.kind === 'lost'
  if (!isLast && report.kind !== 'coordinated') return undefined
  const attempt = await findAttempt(tx, report.attemptId)
  if (!attempt || attempt.node !== nodeIdOf(report.nodeId)) return undefined
  if (!isLast) return { proceed: await takeCoordinated(tx, attempt, now) }
  await removeAttempt(tx, attempt.id)
  if (attempt.task === 0) {
    const exitCode = report.kind === 'exited' ? exitCodeOf(report) : undefined
    const starts = await endJobTask(tx, changes, catalogues, report, exitCode, now)
    return { starts, job: attempt.job }
  }
  const task = await taskBySeq(tx, attempt.task)
  if (task?.spec.multiInstanceSettings) await endInstance(tx, attempt, report, now)
  if (task) await endRun(tx, changes, task, attempt, report, now)
  return { job: attempt.job }
}

async function takeCoordinated(
  tx: Tx,
  { task, attempt, instance }: Attempt,
  now: Instant,
): Promise<string | undefined> {
  const subtasks = await subtasksOf(tx, task)
  const subtask = subtasks.find((one) => one.instance === instance)
  if (!subtask) return undefined
  await saveSubtask(tx, coordinated(subtask, now))
  return primaryIfReady(tx, task, attempt)
}

/** The primary's attempt once all instances of the task have coordinated. */
export async function primaryIfReady(
  reader: Reader,
  task: TaskNumber,
  attempt: number,
): Promise<string | undefined> {
  const subtasks = await subtasksOf(reader, task)
  const areReady = subtasks.length > 0 && subtasks.every(({ state }) => state === 'running')
  return areReady ? attemptIdOf(task, attempt) : undefined
}

async function endInstance(
  tx: Tx,
  { task, instance }: Attempt,
  report: Last,
  now: Instant,
): Promise<void> {
  const subtask = (await subtasksOf(tx, task)).find((one) => one.instance === instance)
  if (!subtask) return
  const end: SubtaskEnd =
    report.kind === 'lost'
      ? { startTime: subtask.startTime, endTime: report.at, failureInfo: LOST }
      : {
          startTime: report.startedAt,
          endTime: report.endedAt,
          exitCode: exitCodeOf(report),
          failureInfo: report.failure,
          ...containerInfoOf(report.container),
        }
  await saveSubtask(tx, ended(subtask, end, now))
}

const LOST: FailureInfo = {
  category: 'ServerError',
  code: 'TaskEnded',
  message: 'The node of the subtask was lost',
}

/** One instance that fails fails the task; one that ends well after it was told to changes nothing. */
async function endRun(
  tx: Tx,
  changes: Changes,
  task: Task,
  { attempt, instance, stopping }: Attempt,
  report: Last,
  now: Instant,
): Promise<void> {
  const cpu = report.kind === 'exited' ? report.cpu : undefined
  if (instance > 0 && stopping) {
    if (cpu) await charge(tx, changes, task, cpu)
    return
  }
  if (report.kind === 'lost') {
    await moveTask(tx, changes, task, { type: 'requeue', attempt, counted: false }, now)
    return
  }
  const { startedAt, endedAt, failure, container } = report
  const exitCode = exitCodeOf(report)
  const event = {
    type: 'exit',
    attempt,
    startedAt,
    endedAt,
    exitCode,
    failure,
    cpu,
    container,
  } as const
  await moveTask(tx, changes, task, event, now)
}

async function charge(tx: Tx, changes: Changes, task: Task, cpu: CpuTime): Promise<void> {
  const next = charged(task, cpu)
  changes.move(task, next)
  await saveTask(tx, next)
}

/** Batch shows a task that a signal ended with the signal's number below zero. */
const exitCodeOf = ({ exitCode, signal }: Exited): number | undefined =>
  exitCode ?? (signal === undefined ? undefined : -signal)
