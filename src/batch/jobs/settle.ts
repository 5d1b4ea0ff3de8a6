// Moves of jobs that nobody asks for: what ends when nothing of it runs, when its time is over, or
// when its tasks are completed.
import { type Instant, plus } from '#kernel/instant.ts'
import type { Tx } from '#store/tx.ts'
import type { Changes } from '../tasks/changes.ts'
import { commitJob } from './job.commit.ts'
import { decide, type JobEvent } from './job.machine.ts'
import { finishedJobs, overdueJobs, unsettledJobs } from './job.queries.ts'
import type { Job } from './job.ts'

/** A job without a task ends by itself too, but not before somebody had the time to add one. */
const EMPTY_FOR_MS = 30_000

export async function settleJobs(tx: Tx, changes: Changes, now: Instant): Promise<void> {
  for (const job of await overdueJobs(tx, now)) {
    await move(tx, changes, job, { type: 'terminate', reason: 'MaxWallClockTimeExpiry' }, now)
  }
  for (const job of await finishedJobs(tx, plus(now, -EMPTY_FOR_MS))) {
    await move(tx, changes, job, { type: 'terminate', reason: 'AllTasksComplete' }, now)
  }
  for (const job of await unsettledJobs(tx, now)) {
    await move(tx, changes, job, { type: 'settle' }, now)
  }
}

async function move(
  tx: Tx,
  changes: Changes,
  job: Job,
  event: JobEvent,
  now: Instant,
): Promise<void> {
  const decision = decide(job, event, now)
  if (!decision.accepted || decision.next === job) return
  await commitJob(tx, changes, decision.next, decision.effects, now)
}
