import type { Reader } from '#store/tx.ts'
import { listNodes } from '../nodes/node.queries.ts'
import type { BatchPorts } from '../ports.ts'
import { removeDirectory } from '../tasks/task-files.ts'
import { deletableJobs, hasMoreTasks, nodesOfNext, removeJob, removeTasks } from './job.queries.ts'
import { type Job, keyOf } from './job.ts'

/** Rows that one transaction deletes: others wait for it. */
const CHUNK = 1000

/**
 * Where files of the tasks are that go next; with the last of them, wherever there may be some: tasks
 * ran elsewhere before they were queued again, or had instances there.
 */
async function nodesWithFiles(reader: Reader, job: Job): Promise<readonly string[]> {
  if (await hasMoreTasks(reader, job.num, CHUNK)) return nodesOfNext(reader, job.num, CHUNK)
  const poolKey = keyOf(job.spec.poolInfo.poolId ?? '')
  const ofPool = await listNodes(reader, { account: job.account, key: poolKey })
  const ofTasks = await nodesOfNext(reader, job.num, CHUNK)
  return [...new Set([...ofTasks, ...ofPool.map(({ key }) => key)])]
}

/** Deletes a part of the jobs that are to go and of which nothing runs. True: there is more. */
export async function removeDeletedJobs(
  ports: Pick<BatchPorts, 'store' | 'nodeAgent' | 'clock' | 'onRetry'>,
): Promise<boolean> {
  const { store, clock, onRetry } = ports
  const now = clock.now()
  const [job, ...others] = await deletableJobs(store, now)
  if (!job) return false
  const isForced = job.forceAt !== undefined && job.forceAt <= now
  // The job still has its id while its files go: nobody can add another of the same name.
  for (const node of await nodesWithFiles(store, job)) {
    const removal = removeDirectory(ports, node, `workitems/${job.id}`)
    // A node that does not answer is what was waited for long enough.
    if (isForced) removal.catch((error: unknown) => onRetry?.('files of a deleted job', error))
    else await removal
  }
  const isEmpty = await store.write(async (tx) => {
    const emptied = await removeTasks(tx, job.num, CHUNK)
    if (emptied) await removeJob(tx, job.num)
    return emptied
  })
  return !isEmpty || others.length > 0
}
