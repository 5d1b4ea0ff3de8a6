// The task that steers a job: it is added with the job, before all others.
import type { Instant } from '#kernel/instant.ts'
import type { Tx } from '#store/tx.ts'
import { withChanges } from '../tasks/changes.ts'
import { insertTask } from '../tasks/task.queries.ts'
import { addedTask, type Task } from '../tasks/task.ts'
import type { Job, ManagerSpec } from './job.ts'

/** Adds the new job's manager, if it is to have one. */
export async function addManager(tx: Tx, job: Job, now: Instant): Promise<void> {
  const { jobManagerTask } = job.spec
  if (!jobManagerTask) return
  const task = managerTaskOf(job, jobManagerTask, now)
  await withChanges(tx, now, async (changes) => {
    await insertTask(tx, task)
    changes.add(task)
  })
}

function managerTaskOf(job: Job, manager: ManagerSpec, now: Instant): Task {
  const {
    id,
    requiredSlots,
    killJobOnCompletion: _kills,
    runExclusive: _isExclusive,
    allowLowPriorityNode: _low,
    ...spec
  } = manager
  return { ...addedTask(job.num, { id, slots: requiredSlots, spec }, now), isManager: true }
}
