// What happens to the nodes of a job by what happens to the job or to the nodes.
import type { Instant } from '#kernel/instant.ts'
import type { Tx } from '#store/tx.ts'
import type { JobEvent } from '../jobs/job.machine.ts'
import { jobByNumber } from '../jobs/job.queries.ts'
import type { Job } from '../jobs/job.ts'
import type { NodeId } from '../keys.ts'
import { stopAttemptNamed } from '../scheduler/attempt.queries.ts'
import { durationMs } from '../wire/duration.ts'
import { decide, type JobNodeEvent, type Rules } from './job-node.machine.ts'
import {
  forgetRunFilesOn,
  jobNodesOf,
  jobNodesOn,
  retainFilesOf,
  saveJobNode,
} from './job-node.queries.ts'
import { type JobNode, jobNodeAttemptId } from './job-node.ts'

/** Undefined: the job needs no node prepared. */
export function rulesOf({ spec }: Job): Rules | undefined {
  const { jobPreparationTask: task, jobReleaseTask } = spec
  if (!task) return undefined
  const { waitForSuccess, rerunOnNodeRebootAfterSuccess, constraints } = task
  return {
    waitForSuccess,
    rerunOnNodeRebootAfterSuccess,
    maxTaskRetryCount: constraints.maxTaskRetryCount,
    hasRelease: jobReleaseTask !== undefined,
  }
}

/** Decides the event on what was read in this transaction, saves it, and ends what is to end by it. */
export async function moveJobNode(
  tx: Tx,
  node: JobNode,
  event: JobNodeEvent,
  rules: Rules,
  now: Instant,
): Promise<JobNode> {
  const { next, effects } = decide(node, event, rules, now)
  if (next !== node) await saveJobNode(tx, next)
  for (const { attempt } of effects) await stopAttemptNamed(tx, jobNodeAttemptId(attempt))
  return next
}

/** The job has moved. With its end its nodes are released, and what it left there is kept for a while. */
export async function jobMoved(
  tx: Tx,
  before: Job,
  job: Job,
  event: JobEvent,
  now: Instant,
): Promise<void> {
  const rules = rulesOf(job)
  if (!rules) return
  if (job.state === 'completed') await settleNodes(tx, job, now)
  const type = nodeEventFor(before, event)
  if (type === undefined) return
  for (const node of await jobNodesOf(tx, job.num))
    await moveJobNode(tx, node, { type }, rules, now)
}

function nodeEventFor({ state }: Job, event: JobEvent): 'suspend' | 'end' | undefined {
  if (event.type === 'disable' && event.tasks !== 'wait') return 'suspend'
  if (event.type === 'terminate') return 'end'
  return event.type === 'delete' && state !== 'completed' ? 'end' : undefined
}

async function settleNodes(tx: Tx, job: Job, now: Instant): Promise<void> {
  await giveUpReleases(tx, job, now)
  const { jobPreparationTask, jobReleaseTask } = job.spec
  const kept = {
    preparationMs: durationMs(jobPreparationTask?.constraints.retentionTime ?? '') ?? 0,
    releaseMs: durationMs(jobReleaseTask?.retentionTime ?? '') ?? 0,
  }
  await retainFilesOf(tx, job.num, kept, now)
}

/** What still is to be released has been waited for long enough. */
export async function giveUpReleases(tx: Tx, job: Job, now: Instant): Promise<void> {
  const rules = rulesOf(job)
  if (!rules) return
  for (const node of await jobNodesOf(tx, job.num)) {
    await moveJobNode(tx, node, { type: 'force' }, rules, now)
  }
}

/** The node starts again, is as new or gone, or is switched off: for every job that it has met. */
export async function nodeChanged(
  tx: Tx,
  key: NodeId,
  type: 'restart' | 'wipe' | 'leave',
  now: Instant,
): Promise<void> {
  for (const node of await jobNodesOn(tx, key)) {
    const job = await jobByNumber(tx, node.job)
    const rules = job && rulesOf(job)
    if (rules) await moveJobNode(tx, node, { type }, rules, now)
  }
  if (type === 'wipe') await forgetRunFilesOn(tx, key)
}
