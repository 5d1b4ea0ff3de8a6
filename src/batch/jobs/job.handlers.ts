import type { operations } from '#contract/batch/types.ts'
import type { Handler, Reply, Request } from '#kernel/handler.ts'
import { plus } from '#kernel/instant.ts'
import type { Reader } from '#store/tx.ts'
import type { Handlers } from '../handler.ts'
import { checkedId } from '../ids.rules.ts'
import { jobScheduleOf } from '../job-schedules/job-schedule.commands.ts'
import { jobScheduleNameOf } from '../job-schedules/job-schedule.wire.ts'
import { accountOf, jobKeyOf } from '../keys.ts'
import { checkPoolAndNetwork } from '../pools/settings/asker.ts'
import type { BatchPorts } from '../ports.ts'
import { invalidProperty } from '../refusals.ts'
import { countsOf, jobUsage } from '../tasks/task-counts.queries.ts'
import type { Filterables } from '../wire/filter.ts'
import { byId, byTime, byWord } from '../wire/filterables.ts'
import { filterOf } from '../wire/filtered.ts'
import { pageOf } from '../wire/page.ts'
import { preconditionOf, preconditions } from '../wire/preconditions.ts'
import { accepted, created, deleting, done, found } from '../wire/replies.ts'
import { wantsStats } from '../wire/shape.ts'
import { changeJob, createJob, jobOf } from './job.commands.ts'
import type { JobEvent } from './job.machine.ts'
import { listJobs } from './job.queries.ts'
import type { Job } from './job.ts'
import { jobNameOf, jobStatistics, jobUrl, presentJob, versionOf } from './job.wire.ts'
import { atOnce, forcedAt } from './job-forcing.ts'
import { jobSpecOf, patched, updated } from './job-spec.ts'

type Named = Parameters<typeof jobNameOf>[0]

const Job_Add: Handler<operations['Job_Add'], BatchPorts> = async (request, ports) => {
  const { store, wake } = ports
  const { id, ...body } = request.body
  const added = { account: accountOf(request), id: checkedId(id), spec: jobSpecOf(body) }
  await checkPoolAndNetwork(ports, request, added.spec)
  const job = await store.write((tx) => createJob(tx, added, { now: request.now, ports }))
  if (job.autoPool !== undefined) {
    ports.engine.wake()
    wake.pools()
  }
  wake.scheduler()
  // Recorded: whatever the job's id is, its URL ends so here.
  return created(jobUrl(request, 'job-1'), versionOf(job))
}

const Job_Get: Handler<operations['Job_Get'], BatchPorts> = async (request, { store }) => {
  const job = await jobOf(store, jobNameOf(request))
  preconditions(request, versionOf(job))
  const stats = wantsStats(request.query) ? await statsOf(store, request, job) : {}
  return found({ ...presentJob(request, job), ...stats }, versionOf(job))
}

/** What the job shows more where its statistics are asked for. */
async function statsOf(
  reader: Reader,
  request: Pick<Request, 'origin' | 'now'>,
  job: Job,
): Promise<{ readonly stats: unknown }> {
  const used = await jobUsage(reader, job.num, request.now)
  return { stats: jobStatistics(request, job, used, request.now) }
}

const filterables: Filterables = {
  id: byId('key'),
  state: byWord('state'),
  stateTransitionTime: byTime('state_time'),
  creationTime: byTime('created'),
  lastModified: byTime('modified'),
  'executionInfo/startTime': byTime('start_time'),
  'executionInfo/endTime': byTime('end_time'),
  'executionInfo/poolId': byId('pool_key'),
}

const Job_List: Handler<operations['Job_List'], BatchPorts> = async (request, ports) =>
  pageOfJobs(ports, request)

const Job_ListFromJobSchedule: Handler<operations['Job_ListFromJobSchedule'], BatchPorts> = async (
  request,
  ports,
) => {
  const schedule = await jobScheduleOf(ports.store, jobScheduleNameOf(request))
  return pageOfJobs(ports, request, schedule.num)
}

/** A page of the account's jobs, or of those that a schedule made. */
async function pageOfJobs(
  { store }: BatchPorts,
  request: Pick<Request, 'caller' | 'query' | 'origin' | 'path' | 'now'>,
  schedule?: number,
): Promise<Reply> {
  const filter = filterOf(request.query, filterables)
  const withStats = wantsStats(request.query)
  const page = await pageOf(
    request,
    (wanted) => listJobs(store, { account: accountOf(request), schedule }, filter, wanted),
    (job) => jobKeyOf(job.id),
    (job) => job,
  )
  const value: unknown[] = []
  for (const job of page.value) {
    const stats = withStats ? await statsOf(store, request, job) : {}
    value.push({ ...presentJob(request, job), ...stats })
  }
  return found({ ...page, value })
}

const Job_Patch: Handler<operations['Job_Patch'], BatchPorts> = async (request, ports) => {
  const { networkConfiguration } = request.body
  if (networkConfiguration) await checkPoolAndNetwork(ports, request, { networkConfiguration })
  const job = await change(ports, request, (before) => ({
    type: 'change',
    spec: patched(before.spec, request.body, before.state === 'disabled'),
  }))
  return done(request, versionOf(job))
}

const Job_Update: Handler<operations['Job_Update'], BatchPorts> = async (request, ports) => {
  const job = await change(ports, request, (before) => ({
    type: 'change',
    spec: updated(before.spec, request.body, before.state === 'disabled'),
  }))
  return done(request, versionOf(job))
}

const Job_Delete: Handler<operations['Job_Delete'], BatchPorts> = async (request, ports) => {
  const forceAt = forcedAt(request)
  await change(ports, request, { type: 'delete', forceAt })
  return deleting()
}

const Job_Disable: Handler<operations['Job_Disable'], BatchPorts> = async (request, ports) => {
  const { disableTasks } = request.body
  const job = await change(ports, request, { type: 'disable', tasks: disableTasks })
  return accepted(request, versionOf(job))
}

const Job_Enable: Handler<operations['Job_Enable'], BatchPorts> = async (request, ports) => {
  const job = await change(ports, request, { type: 'enable' })
  return accepted(request, versionOf(job))
}

const Job_Terminate: Handler<operations['Job_Terminate'], BatchPorts> = async (request, ports) => {
  const reason = request.body?.terminateReason ?? 'UserTerminate'
  const seconds = request.body?.forceAfterSeconds
  if (seconds !== undefined && seconds < 0) {
    throw invalidProperty('forceAfterSeconds', 'The value must not be negative', seconds)
  }
  const forceAt = seconds === undefined ? atOnce(request) : plus(request.now, seconds * 1000)
  const job = await change(ports, request, { type: 'terminate', reason, forceAt })
  return accepted(request, versionOf(job))
}

const Job_GetTaskCounts: Handler<operations['Job_GetTaskCounts'], BatchPorts> = async (
  request,
  { store },
) => {
  const job = await jobOf(store, jobNameOf(request))
  const { tasks, slots } = await countsOf(store, job.num)
  const shown = (counts: typeof tasks) => ({
    ...counts,
    completed: counts.succeeded + counts.failed,
  })
  return found({ taskCounts: shown(tasks), taskSlotCounts: shown(slots) })
}

/** Decides what the client asks for on the job as it is, and answers the job as it is then. */
async function change(
  { store, wake }: BatchPorts,
  request: Named & Pick<Request, 'headers' | 'method' | 'now'>,
  event: JobEvent | ((before: Job) => JobEvent),
): Promise<Job> {
  const changed = await store.write((tx) =>
    changeJob(tx, jobNameOf(request), event, request.now, preconditionOf(request)),
  )
  wake.scheduler()
  return changed
}

export const jobHandlers = {
  Job_Add,
  Job_Get,
  Job_List,
  Job_Patch,
  Job_Update,
  Job_Delete,
  Job_Disable,
  Job_Enable,
  Job_Terminate,
  Job_GetTaskCounts,
  Job_ListFromJobSchedule,
} satisfies Handlers
