import type { BatchPorts } from '../ports.ts'
import { removeDirectory } from '../tasks/task-files.ts'
import { deletableJobs, nodesOfNext, removeJob, removeTasks } from './job.queries.ts'

/** Rows that one transaction deletes: others wait for it. */
const CHUNK = 1000

/** Deletes a part of the jobs that are to go and of which nothing runs. True: there is more. */
export async function removeDeletedJobs({
  store,
  compute,
  clock,
  onHitch,
}: Pick<BatchPorts, 'store' | 'compute' | 'clock' | 'onHitch'>): Promise<boolean> {
  const now = clock.now()
  const [job, ...others] = await deletableJobs(store, now)
  if (!job) return false
  const isForced = job.forceAt !== undefined && job.forceAt <= now
  // The job still has its id while its files go: nobody can add another of the same name.
  for (const node of await nodesOfNext(store, job.num, CHUNK)) {
    const removal = removeDirectory(compute.files, node, `workitems/${job.id}`)
    // A node that does not answer is what was waited for long enough.
    if (isForced) removal.catch((error: unknown) => onHitch?.('files of a deleted job', error))
    else await removal
  }
  const isEmpty = await store.write(async (tx) => {
    const emptied = await removeTasks(tx, job.num, CHUNK)
    if (emptied) await removeJob(tx, job.num)
    return emptied
  })
  return !isEmpty || others.length > 0
}
