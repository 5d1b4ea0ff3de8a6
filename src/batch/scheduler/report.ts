// What the driver's news means for tasks, in the transaction that makes the news safe.
import type { ComputeReport } from '#drivers/compute/port.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Tx } from '#store/tx.ts'
import type { Changes } from '../tasks/changes.ts'
import { moveTask } from '../tasks/task.commit.ts'
import { taskBySeq } from '../tasks/task.queries.ts'
import { attemptKeyOf } from '../tasks/task.ts'
import { findAttempt, removeAttempt } from './attempt.queries.ts'

/** Nobody out there knows of the attempt: its task is queued again. */
export async function giveUpAttempt(
  tx: Tx,
  changes: Changes,
  id: string,
  now: Instant,
): Promise<void> {
  const attempt = await findAttempt(tx, id)
  if (!attempt) return
  await takeReport(tx, changes, { kind: 'lost', attemptId: id, nodeId: attempt.node, at: now }, now)
}

type Exited = Extract<ComputeReport, { kind: 'exited' }>
type Last = Exited | Extract<ComputeReport, { kind: 'lost' }>

/** Takes one report. One of an attempt that nobody knows any more changes nothing. */
export async function takeReport(
  tx: Tx,
  changes: Changes,
  report: ComputeReport,
  now: Instant,
): Promise<void> {
  if (report.kind !== 'exited' && report.kind !== 'lost') return
  if (!attemptKeyOf(report.attemptId)) return
  const attempt = await findAttempt(tx, report.attemptId)
  if (!attempt) return
  await removeAttempt(tx, attempt.id)
  await endRun(tx, changes, attempt, report, now)
}

async function endRun(
  tx: Tx,
  changes: Changes,
  { task: seq, attempt }: { readonly task: number; readonly attempt: number },
  report: Last,
  now: Instant,
): Promise<void> {
  const task = await taskBySeq(tx, seq)
  if (!task) return
  if (report.kind === 'lost') {
    await moveTask(tx, changes, task, { type: 'requeue', attempt, counted: false }, now)
    return
  }
  const { startedAt, endedAt, failure } = report
  const exitCode = exitCodeOf(report)
  const event = { type: 'exit', attempt, startedAt, endedAt, exitCode, failure } as const
  await moveTask(tx, changes, task, event, now)
}

/** Batch shows a task that a signal ended with the signal's number below zero. */
const exitCodeOf = ({ exitCode, signal }: Exited): number | undefined =>
  exitCode ?? (signal === undefined ? undefined : -signal)
