import type { BatchPorts } from '../ports.ts'
import { deletableJobs, removeJob, removeTasks } from './job.queries.ts'

/** Rows that one transaction deletes: others wait for it. */
const CHUNK = 1000

/** Deletes a part of the jobs that are to go and of which nothing runs. True: there is more. */
export async function removeDeletedJobs({ store }: Pick<BatchPorts, 'store'>): Promise<boolean> {
  const [job, ...others] = await deletableJobs(store)
  if (!job) return false
  const isEmpty = await store.write(async (tx) => {
    const emptied = await removeTasks(tx, job.num, CHUNK)
    if (emptied) await removeJob(tx, job.num)
    return emptied
  })
  return !isEmpty || others.length > 0
}
