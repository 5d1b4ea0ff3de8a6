// Deletes what completed long ago, where an administrator bounds what is kept: Azure keeps it for good.
import { Loop } from '#engine/loop.ts'
import { type Instant, plus } from '#kernel/instant.ts'
import type { BatchPorts } from '../ports.ts'
import { removeDirectories } from '../tasks/files/task-files.ts'
import { deleteTask } from '../tasks/task.commands.ts'
import { completedTasksOf } from '../tasks/task.queries.ts'
import { changeJob } from './job.commands.ts'
import { completedJobs, openJobs } from './job.queries.ts'

/** How late something may go: nothing waits for it. */
const LOOK_MS = 600_000
/** Deleted in one transaction: others wait for it. */
const CHUNK = 100

/** Jobs go with all that is in them. Of a job that goes on, its completed tasks go. */
export function forgetCompleted(ports: BatchPorts, keepMs: number): { stop(): Promise<void> } {
  const { clock, onRetry } = ports
  const loop = new Loop({
    clock,
    onError: (error) => onRetry?.('what completed long ago', error),
    async scan() {
      const now = clock.now()
      const before = plus(now, -keepMs)
      await forgetJobs(ports, before, now)
      await forgetTasks(ports, before, now)
      return plus(now, LOOK_MS)
    },
  })
  clock.watch?.(() => loop.busy)
  loop.wake()
  return loop
}

async function forgetJobs({ store, wake }: BatchPorts, before: Instant, now: Instant) {
  for (;;) {
    const jobs = await completedJobs(store, before, CHUNK)
    if (jobs.length === 0) return
    await store.write(async (tx) => {
      for (const { account, id } of jobs) {
        await changeJob(tx, { account, id }, { type: 'delete', forceAt: undefined }, now)
      }
    })
    wake.scheduler()
  }
}

/** Where tasks depend on others, a task that may still be added may depend on one that completed long ago. */
async function forgetTasks(ports: BatchPorts, before: Instant, now: Instant): Promise<void> {
  const { store, wake } = ports
  for (const job of await openJobs(store)) {
    if (job.spec.usesTaskDependencies) continue
    const name = { account: job.account, id: job.id }
    for (;;) {
      const tasks = await completedTasksOf(store, job.num, before, CHUNK)
      if (tasks.length === 0) break
      await store.write(async (tx) => {
        for (const { id } of tasks) await deleteTask(tx, { job: name, id }, now)
      })
      for (const task of tasks) await removeDirectories(ports, job, task)
      wake.scheduler()
    }
  }
}
