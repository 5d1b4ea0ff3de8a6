import type { BatchPorts } from '../ports.ts'
import { removeDirectory } from '../tasks/task-files.ts'
import { deletableJobs, nodesOfNext, removeJob, removeTasks } from './job.queries.ts'

/** Rows that one transaction deletes: others wait for it. */
const CHUNK = 1000

/** Deletes a part of the jobs that are to go and of which nothing runs. True: there is more. */
export async function removeDeletedJobs({
  store,
  compute,
}: Pick<BatchPorts, 'store' | 'compute'>): Promise<boolean> {
  const [job, ...others] = await deletableJobs(store)
  if (!job) return false
  // The job still has its id while its files go: nobody can add another of the same name.
  for (const node of await nodesOfNext(store, job.num, CHUNK)) {
    await removeDirectory(compute.files, node, `workitems/${job.id}`)
  }
  const isEmpty = await store.write(async (tx) => {
    const emptied = await removeTasks(tx, job.num, CHUNK)
    if (emptied) await removeJob(tx, job.num)
    return emptied
  })
  return !isEmpty || others.length > 0
}
