// What can be done to jobs, in the caller's transaction: a client, a schedule and a test do it by these.
// Wake the scheduler once it is saved.

import { after, type Soon } from '#kernel/caching/soon.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { batchError } from '../errors.ts'
import { countOpenSchedules, findJobSchedule } from '../job-schedules/job-schedule.queries.ts'
import { type AccountKey, jobKeyOf, jobNumberOf, scheduleKeyOf } from '../keys.ts'
import { moveJob } from '../moves.commands.ts'
import { isThere, makeAutoPool, newAutoPoolId } from '../pools/auto/auto-pool.commands.ts'
import { saveKeepAlive } from '../pools/auto/auto-pool.queries.ts'
import type { AutoPoolSpec } from '../pools/auto/auto-pool.rules.ts'
import { type BatchPorts, quotasOf } from '../ports.ts'
import { withChanges } from '../tasks/changes.ts'
import { readyForOwnTasks } from '../tasks/rules/allowed.ts'
import type { Precondition } from '../wire/preconditions.ts'
import type { JobEvent } from './job.machine.ts'
import { countOpenJobs, findJob, insertJob } from './job.queries.ts'
import { type Job, type JobSpec, poolIdOf } from './job.ts'
import { versionOf } from './job.wire.ts'
import { addManager } from './manager.commands.ts'

/** Which job of which account is meant. */
export interface JobName {
  readonly account: AccountKey
  readonly id: string
}

/** The job of that name, or Batch's refusal. */
export const jobOf = (reader: Reader, { account, id }: JobName): Soon<Job> =>
  after(findJob(reader, account, jobKeyOf(id)), (job) => {
    if (!job) throw batchError('JobNotFound')
    return job
  })

export interface NewJob extends JobName {
  readonly spec: JobSpec
  /** The number of the schedule that makes it. */
  readonly schedule?: number
  /** The pool that its schedule has, and that its jobs use. */
  readonly autoPool?: string
}

/** When a job is made, and what it takes. */
export interface Making {
  readonly now: Instant
  readonly ports: BatchPorts
}

/**
 * Adds a job, or throws what Batch answers to one that it does not take. A schedule goes on in the same
 * transaction after a refusal: all of them come before anything is saved.
 */
export async function createJob(
  tx: Tx,
  { account, id, spec, schedule, autoPool }: NewJob,
  { now, ports }: Making,
): Promise<Job> {
  await refuseBeyondQuota(tx, account, ports)
  if (await findJobSchedule(tx, account, scheduleKeyOf(id)))
    throw batchError('JobScheduleWithSameIdExists')
  if (await findJob(tx, account, jobKeyOf(id))) throw batchError('JobExists')
  const { autoPoolSpecification: auto } = spec.poolInfo
  const pool = autoPool ?? (auto && newAutoPoolId(auto, ports.newId()))
  const job: Job = {
    num: jobNumberOf(0),
    account,
    id,
    state: 'active',
    stateTransitionTime: now,
    creationTime: now,
    lastModified: now,
    revision: 0,
    version: 1,
    startTime: now,
    ...(schedule !== undefined && { schedule }),
    ...(pool !== undefined && { autoPool: pool }),
    spec,
  }
  await readyForOwnTasks(tx, job, ports.random)
  const num = await insertJob(tx, job)
  if (num === undefined) throw batchError('JobExists')
  const made = { ...job, num, revision: 1 }
  const failed = auto && pool !== undefined && (await withPool(tx, made, auto, { now, ports }))
  if (failed) return failed
  await addManager(tx, made, now)
  return made
}

/** Makes the job's pool, unless it is there. Answers the job as it is then, if it cannot be made. */
async function withPool(
  tx: Tx,
  job: Job,
  auto: AutoPoolSpec,
  { now, ports }: Making,
): Promise<Job | undefined> {
  const { account, num, schedule } = job
  const id = poolIdOf(job)
  if (await isThere(tx, account, id)) return undefined
  const isOfSchedule = auto.poolLifetimeOption === 'jobschedule' && schedule !== undefined
  const owner = isOfSchedule ? { schedule } : { job: num }
  const error = await makeAutoPool(tx, ports, { account, id, owner }, auto, now)
  if (!error) return undefined
  const event = { type: 'fail', error } as const
  const moved = await withChanges(tx, now, (changes) => moveJob(tx, changes, job, event, now))
  if (!moved.accepted) throw new Error(`a new job refused to fail: ${moved.refusal}`)
  return moved.next
}

/** Jobs and job schedules share one quota. */
export async function refuseBeyondQuota(
  tx: Tx,
  account: AccountKey,
  ports: Pick<BatchPorts, 'options'>,
): Promise<void> {
  const quota = quotasOf(ports).activeJobAndJobScheduleQuota
  const open = (await countOpenJobs(tx, account)) + (await countOpenSchedules(tx, account))
  if (open >= quota) throw batchError('ActiveJobAndScheduleQuotaReached')
}

/** Decides the event on the job as it is, saves it, and answers the job as it is then. */
export async function changeJob(
  tx: Tx,
  name: JobName,
  event: JobEvent | ((before: Job) => JobEvent),
  now: Instant,
  mustHold?: Precondition,
): Promise<Job> {
  const job = await jobOf(tx, name)
  mustHold?.(versionOf(job))
  const moved = await withChanges(tx, now, (changes) =>
    moveJob(tx, changes, job, typeof event === 'function' ? event(job) : event, now),
  )
  if (!moved.accepted) throw batchError(moved.refusal)
  const auto = moved.next.spec.poolInfo.autoPoolSpecification
  if (auto?.poolLifetimeOption === 'job') {
    await saveKeepAlive(tx, moved.next.num, auto.keepAlive === true)
  }
  return moved.next
}
