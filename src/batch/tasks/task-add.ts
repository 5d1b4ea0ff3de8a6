import type { components } from '#contract/batch/types.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Tx } from '#store/tx.ts'
import { findAccount } from '../accounts/account.queries.ts'
import { type BatchErrorCode, batchError } from '../errors.ts'
import { checkedId } from '../jobs/job.handlers.ts'
import type { Job, JobState } from '../jobs/job.ts'
import { refusal } from '../refusals.ts'
import type { Changes } from './changes.ts'
import { insertDependencies } from './dependency.queries.ts'
import { findTask, insertTask } from './task.queries.ts'
import type { Task } from './task.ts'
import { taskSpecOf } from './task-spec.ts'
import { makeTokenKey, wantsToken } from './task-token.ts'

type Added = components['schemas']['TaskAddParameter']

/** States in which a job takes no more tasks. */
const CLOSED: Partial<Record<JobState, BatchErrorCode>> = {
  terminating: 'JobBeingTerminated',
  completed: 'JobCompleted',
  deleting: 'JobBeingDeleted',
}

/** Refuses new tasks where the job takes none. */
export function assertOpen({ state }: Job): void {
  const code = CLOSED[state]
  if (code) throw batchError(code)
}

/**
 * Makes ready for tasks that ask for a token. Answers whether the account lets tasks have one; it is
 * not looked at where nobody asks.
 */
export async function readyForTokens(
  tx: Tx,
  account: string,
  bodies: readonly Added[],
  random: (bytes: number) => Uint8Array,
): Promise<boolean> {
  if (!bodies.some((body) => wantsToken({ spec: body }))) return true
  const { allowedAuthenticationModes } = (await findAccount(tx, account))!.body
  if (!allowedAuthenticationModes.includes('TaskAuthenticationToken')) return false
  await makeTokenKey(tx, random)
  return true
}

/** A task as it is when it is added. Throws what Batch answers to one that it does not take. */
export function newTask(job: Job, body: Added, now: Instant, mayHaveToken: boolean): Task {
  if (!mayHaveToken && wantsToken({ spec: body })) {
    throw refusal('UnsupportedProperty', {
      PropertyName: 'authenticationTokenSettings',
      Reason: 'Property authenticationTokenSettings is not enabled for current account',
    })
  }
  const { spec, slots } = taskSpecOf(job.spec, body)
  return {
    seq: 0,
    job: job.num,
    id: checkedId(body.id),
    state: 'active',
    stateTransitionTime: now,
    creationTime: now,
    lastModified: now,
    version: 1,
    retryCount: 0,
    requeueCount: 0,
    slots,
    attempt: 0,
    waitingFor: 0,
    satisfied: false,
    spec,
  }
}

/** Saves the new task with what it waits for. False: the job has one of this id. */
export async function addTask(tx: Tx, changes: Changes, task: Task): Promise<boolean> {
  if (!(await insertTask(tx, task))) return false
  changes.add(task)
  const added = task.spec.dependsOn && (await findTask(tx, task.job, task.id))
  if (added) await insertDependencies(tx, added)
  return true
}
