import type { AccountPart } from '../accounts/account-part.ts'
import { forgetLifetime } from '../accounts/lifetime.queries.ts'
import { removeJobSchedules } from '../job-schedules/job-schedule.queries.ts'
import { forgetAttempts } from '../scheduler/attempt.queries.ts'
import { anyJobOf, removeJob, removeTasks } from './job.queries.ts'

/** Rows that one transaction deletes: others wait for it. */
const CHUNK = 1000

export const jobsPart: AccountPart = {
  /** The account's nodes are gone, and what ran there with them: nothing is left to be ended. */
  async empty({ store }, account) {
    for (let more = true; more; ) {
      more = await store.write(async (tx) => {
        const job = await anyJobOf(tx, account)
        if (job === undefined) return false
        await forgetAttempts(tx, job)
        if ((await removeTasks(tx, job, CHUNK)) < CHUNK) await removeJob(tx, job)
        return true
      })
    }
    await store.write(async (tx) => {
      await removeJobSchedules(tx, account)
      await forgetLifetime(tx, account)
    })
  },
}
