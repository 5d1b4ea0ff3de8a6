import type { components } from '#contract/lazuli/types.ts'
import type { Reader } from '#store/tx.ts'
import { jobsThatRun, tasksThatFailed } from './activity.queries.ts'
import { taskLine } from './task-page.ts'

type Activity = components['schemas']['Activity']

/** So many of each at most. */
export async function getActivity(reader: Reader, most: number): Promise<Activity> {
  const failed = await tasksThatFailed(reader, most)
  return {
    running: await jobsThatRun(reader, most),
    failed: failed.map(({ account, jobId, task }) => ({ account, job: jobId, ...taskLine(task) })),
  }
}
