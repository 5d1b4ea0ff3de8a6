import { sql } from '#store/sql.ts'
import type { AccountPart } from '../accounts/account-part.ts'
import { forgetLifetime } from '../accounts/lifetime.queries.ts'
import { removeJobSchedules } from '../job-schedules/job-schedule.queries.ts'
import { removeJob, removeTasks } from './job.queries.ts'

/** Rows that one transaction deletes: others wait for it. */
const CHUNK = 1000

export const jobsPart: AccountPart = {
  /** The account's nodes are gone, and what ran there with them: nothing is left to be ended. */
  async empty({ store }, account) {
    for (let more = true; more; ) {
      more = await store.write(async (tx) => {
        const job = await tx.get<{ num: number }>(
          sql`select num from batch_job where account = ${account} limit 1`,
        )
        if (!job) return false
        await tx.run(sql`delete from batch_attempt where job = ${job.num}`)
        if ((await removeTasks(tx, job.num, CHUNK)) < CHUNK) await removeJob(tx, job.num)
        return true
      })
    }
    await store.write(async (tx) => {
      await removeJobSchedules(tx, account)
      await forgetLifetime(tx, account)
    })
  },
}
