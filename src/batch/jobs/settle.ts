// Moves of jobs that no client asks for: what ends when nothing of it runs, when its time is over, or
// when its tasks are completed.
import type { Clock } from '#engine/clock.ts'
import { type Instant, plus } from '#kernel/instant.ts'
import type { Tx } from '#store/tx.ts'
import { moveJob } from '../moves.commands.ts'
import type { Changes } from '../tasks/changes.ts'
import { finishedJobs, overdueJobs, unsettledJobs } from './job.queries.ts'

/** A job without a task ends by itself too, but not before a client had the time to add one. */
const EMPTY_FOR_MS = 30_000

export const emptyFor = (clock: Pick<Clock, 'scaled'>): number => clock.scaled(EMPTY_FOR_MS)

export async function settleJobs(
  tx: Tx,
  changes: Changes,
  now: Instant,
  emptyForMs: number,
): Promise<void> {
  for (const job of await overdueJobs(tx, now)) {
    await moveJob(tx, changes, job, { type: 'terminate', reason: 'MaxWallClockTimeExpiry' }, now)
  }
  for (const job of await finishedJobs(tx, plus(now, -emptyForMs))) {
    await moveJob(tx, changes, job, { type: 'terminate', reason: 'AllTasksComplete' }, now)
  }
  for (const job of await unsettledJobs(tx, now)) {
    await moveJob(tx, changes, job, { type: 'settle' }, now)
  }
}
