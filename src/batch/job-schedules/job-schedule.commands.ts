// What can be done to job schedules, in the caller's transaction. Wake the schedules' loop and the
// scheduler once it is saved.

import { AzureError } from '#kernel/catalogue.ts'
import { type Instant, plus } from '#kernel/instant.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { batchError } from '../errors.ts'
import { changeJob, createJob, type Making, refuseBeyondQuota } from '../jobs/job.commands.ts'
import { findJob } from '../jobs/job.queries.ts'
import { versionOf } from '../jobs/job.wire.ts'
import { type AccountKey, jobKeyOf, scheduleKeyOf } from '../keys.ts'
import { isThere, newAutoPoolId } from '../pools/auto/auto-pool.commands.ts'
import { readyForOwnTasks } from '../tasks/rules/allowed.ts'
import type { Precondition } from '../wire/preconditions.ts'
import { decide, type JobScheduleEffect, type JobScheduleEvent } from './job-schedule.machine.ts'
import {
  findJobSchedule,
  insertJobSchedule,
  jobIdsOfSchedule,
  jobScheduleByNumber,
  removeJobSchedule,
  saveJobSchedule,
  stopAwaiting,
} from './job-schedule.queries.ts'
import { type JobSchedule, type JobScheduleSpec, jobIdOf } from './job-schedule.ts'
import { firstDue } from './recurrence.ts'

/** Recorded; the documents name another reason. */
const REASON = 'TerminateWorkitem'

/** Which schedule of which account is meant. */
export interface JobScheduleName {
  readonly account: AccountKey
  readonly id: string
}

/** The schedule of that name, or Batch's refusal. */
export async function jobScheduleOf(
  reader: Reader,
  { account, id }: JobScheduleName,
): Promise<JobSchedule> {
  const schedule = await findJobSchedule(reader, account, scheduleKeyOf(id))
  if (!schedule) throw batchError('JobScheduleNotFound')
  return schedule
}

/** Adds a schedule with the job that is due at once, or throws what Batch answers to it. */
export async function createJobSchedule(
  tx: Tx,
  { account, id, spec }: JobScheduleName & { readonly spec: JobScheduleSpec },
  at: Making,
): Promise<JobSchedule> {
  const { now } = at
  if (await findJob(tx, account, jobKeyOf(id))) throw batchError('JobWithSameIdExists')
  await refuseBeyondQuota(tx, account, at.ports)
  await readyForOwnTasks(tx, { account, spec: spec.jobSpecification }, at.ports.random)
  const schedule: JobSchedule = {
    num: 0,
    account,
    id,
    state: 'active',
    stateTransitionTime: now,
    creationTime: now,
    lastModified: now,
    revision: 1,
    version: 1,
    due: firstDue(spec.timing, now),
    made: 0,
    spec,
  }
  const num = await insertJobSchedule(tx, schedule, now)
  if (num === undefined) throw batchError('JobScheduleExists')
  await lookAtSchedule(tx, { ...schedule, num }, at)
  return { ...schedule, num }
}

/** Decides the event on the schedule as it is, saves it, and answers the schedule as it is then. */
export async function changeJobSchedule(
  tx: Tx,
  name: JobScheduleName,
  event: JobScheduleEvent | ((before: JobSchedule) => JobScheduleEvent),
  at: Making,
  mustHold?: Precondition,
): Promise<JobSchedule> {
  const schedule = await jobScheduleOf(tx, name)
  mustHold?.(versionOf(schedule))
  const decision = decide(schedule, typeof event === 'function' ? event(schedule) : event, at.now)
  if (!decision.accepted) throw batchError(decision.refusal)
  const { next, effects } = decision
  const { jobSpecification } = next.spec
  if (jobSpecification !== schedule.spec.jobSpecification) {
    await readyForOwnTasks(tx, { ...next, spec: jobSpecification }, at.ports.random)
  }
  await save(tx, next, at.now)
  for (const effect of effects) await follow(tx, next, effect, at)
  // What became due meanwhile starts with the change that lets it.
  const saved = await jobScheduleByNumber(tx, next.num)
  await lookAtSchedule(tx, saved!, at)
  return next
}

/** Does what has come to be due. A quota that is used up lets its job wait, as long as its window. */
export async function lookAtSchedule(tx: Tx, schedule: JobSchedule, at: Making): Promise<void> {
  const { num } = schedule
  if (schedule.state === 'deleting') {
    const jobs = await jobIdsOfSchedule(tx, num, true)
    if (jobs.length === 0) await removeJobSchedule(tx, num)
    return
  }
  const isBusy = (await jobIdsOfSchedule(tx, num, false)).length > 0
  const decision = decide(schedule, { type: 'look', isBusy }, at.now)
  if (!decision.accepted) throw new Error(`a look at ${schedule.id} was refused`)
  const { next, effects } = decision
  let followed = next
  try {
    for (const effect of effects) followed = await follow(tx, followed, effect, at)
  } catch (error) {
    if (!(error instanceof AzureError)) throw error
    await save(tx, schedule, at.now, plus(at.now, RETRY_MS))
    await stopAwaiting(tx, num)
    return
  }
  await save(tx, followed, at.now)
  if (!isBusy && effects.length === 0) await stopAwaiting(tx, num)
}

/**
 * A job that could not be made is tried again so much later: documented is that it can be made within
 * its window, and that the chance is lost after it.
 */
const RETRY_MS = 10_000

async function save(tx: Tx, schedule: JobSchedule, now: Instant, again?: Instant): Promise<void> {
  const isSaved = await (again === undefined
    ? saveJobSchedule(tx, schedule, now)
    : saveJobSchedule(tx, schedule, now, again))
  if (!isSaved) throw new Error(`the schedule ${schedule.id} changed under its own change`)
}

async function follow(
  tx: Tx,
  schedule: JobSchedule,
  effect: JobScheduleEffect,
  at: Making,
): Promise<JobSchedule> {
  const { account, num, made, spec } = schedule
  if (effect.type === 'startJob') {
    const pooled = await withPool(tx, schedule, at)
    const { autoPool } = pooled
    const added = {
      account,
      id: jobIdOf(schedule, made),
      spec: spec.jobSpecification,
      schedule: num,
      ...(autoPool !== undefined && { autoPool }),
    }
    await createJob(tx, added, at)
    return pooled
  }
  const { how, forceAt } = effect
  const forced = forceAt === undefined ? {} : { forceAt }
  for (const id of await jobIdsOfSchedule(tx, num, how === 'delete')) {
    const job = await findJob(tx, account, jobKeyOf(id))
    if (job?.state === 'deleting' || (how === 'terminate' && job?.state === 'terminating')) continue
    const event =
      how === 'delete'
        ? ({ type: 'delete', ...forced } as const)
        : ({ type: 'terminate', reason: REASON, ...forced } as const)
    await changeJob(tx, { account, id }, event, at.now)
  }
  return schedule
}

/** The schedule with the id of the pool that its jobs use, if they share one: another where it is gone. */
async function withPool(tx: Tx, schedule: JobSchedule, { ports }: Making): Promise<JobSchedule> {
  const { autoPoolSpecification: auto } = schedule.spec.jobSpecification.poolInfo
  const { autoPool: _before, ...rest } = schedule
  if (auto?.poolLifetimeOption !== 'jobschedule') return rest
  const { account, autoPool } = schedule
  if (autoPool !== undefined && (await isThere(tx, account, autoPool))) return schedule
  return { ...schedule, autoPool: newAutoPoolId(auto, ports.newId()) }
}
