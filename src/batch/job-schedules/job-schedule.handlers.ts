import type { operations } from '#contract/batch/types.ts'
import type { Handler, Request } from '#kernel/handler.ts'
import type { Reader } from '#store/tx.ts'
import type { Handlers } from '../handler.ts'
import { checkedId } from '../ids.rules.ts'
import { versionOf } from '../jobs/job.wire.ts'
import { atOnce } from '../jobs/job-forcing.ts'
import { accountOf, scheduleKeyOf } from '../keys.ts'
import { checkPoolAndNetwork } from '../pools/settings/asker.ts'
import type { BatchPorts } from '../ports.ts'
import type { Filterables } from '../wire/filter.ts'
import { byId, byTime, byWord } from '../wire/filterables.ts'
import { filterOf } from '../wire/filtered.ts'
import { pageOf } from '../wire/page.ts'
import { preconditionOf, preconditions } from '../wire/preconditions.ts'
import { accepted, created, deleting, done, found, noContent } from '../wire/replies.ts'
import { wantsStats } from '../wire/shape.ts'
import { changeJobSchedule, createJobSchedule, jobScheduleOf } from './job-schedule.commands.ts'
import type { JobScheduleEvent } from './job-schedule.machine.ts'
import { listJobSchedules, scheduleUsage } from './job-schedule.queries.ts'
import { jobScheduleSpecOf, patchedSchedule, updatedSchedule } from './job-schedule.rules.ts'
import type { JobSchedule } from './job-schedule.ts'
import {
  jobScheduleNameOf,
  jobScheduleStatistics,
  jobScheduleUrl,
  presentJobSchedule,
} from './job-schedule.wire.ts'

const JobSchedule_Add: Handler<operations['JobSchedule_Add'], BatchPorts> = async (
  request,
  ports,
) => {
  const { id, ...body } = request.body
  const spec = jobScheduleSpecOf(body, request.now)
  await checkPoolAndNetwork(ports, request, spec.jobSpecification)
  const added = { account: accountOf(request), id: checkedId(id), spec }
  const schedule = await ports.store.write((tx) =>
    createJobSchedule(tx, added, { now: request.now, ports }),
  )
  wake(ports)
  return created(jobScheduleUrl(request, schedule.id), versionOf(schedule))
}

const JobSchedule_Get: Handler<operations['JobSchedule_Get'], BatchPorts> = async (
  request,
  { store },
) => {
  const schedule = await jobScheduleOf(store, jobScheduleNameOf(request))
  preconditions(request, versionOf(schedule))
  const stats = wantsStats(request.query) ? await statsOf(store, request, schedule) : {}
  return found({ ...presentJobSchedule(request, schedule), ...stats }, versionOf(schedule))
}

const JobSchedule_Exists: Handler<operations['JobSchedule_Exists'], BatchPorts> = async (
  request,
  { store },
) => {
  const schedule = await jobScheduleOf(store, jobScheduleNameOf(request))
  preconditions(request, versionOf(schedule))
  return found(undefined, versionOf(schedule))
}

/** What the schedule shows more where its statistics are asked for. */
async function statsOf(
  reader: Reader,
  request: Pick<Request, 'origin' | 'now'>,
  schedule: JobSchedule,
): Promise<{ readonly stats: unknown }> {
  const used = await scheduleUsage(reader, schedule.num, request.now)
  return { stats: jobScheduleStatistics(request, schedule, used, request.now) }
}

const filterables: Filterables = {
  id: byId('key'),
  state: byWord('state'),
  stateTransitionTime: byTime('state_time'),
  creationTime: byTime('created'),
  lastModified: byTime('modified'),
  'executionInfo/endTime': byTime('end_time'),
  'schedule/doNotRunUntil': byTime('run_until'),
  'schedule/doNotRunAfter': byTime('run_after'),
}

const JobSchedule_List: Handler<operations['JobSchedule_List'], BatchPorts> = async (
  request,
  { store },
) => {
  const filter = filterOf(request.query, filterables)
  const withStats = wantsStats(request.query)
  const page = await pageOf(
    request,
    (wanted) => listJobSchedules(store, accountOf(request), filter, wanted),
    (schedule) => scheduleKeyOf(schedule.id),
    (schedule) => schedule,
  )
  const value: unknown[] = []
  for (const schedule of page.value) {
    const stats = withStats ? await statsOf(store, request, schedule) : {}
    value.push({ ...presentJobSchedule(request, schedule), ...stats })
  }
  return found({ ...page, value })
}

const JobSchedule_Patch: Handler<operations['JobSchedule_Patch'], BatchPorts> = async (
  request,
  ports,
) => {
  const { jobSpecification } = request.body
  if (jobSpecification) await checkPoolAndNetwork(ports, request, jobSpecification)
  const schedule = await change(ports, request, (before) => ({
    type: 'change',
    spec: patchedSchedule(before.spec, request.body, request.now),
  }))
  return done(request, versionOf(schedule))
}

const JobSchedule_Update: Handler<operations['JobSchedule_Update'], BatchPorts> = async (
  request,
  ports,
) => {
  const { jobSpecification } = request.body
  if (jobSpecification) await checkPoolAndNetwork(ports, request, jobSpecification)
  const schedule = await change(ports, request, (before) => ({
    type: 'change',
    spec: updatedSchedule(before.spec, request.body, request.now),
  }))
  return done(request, versionOf(schedule))
}

const JobSchedule_Disable: Handler<operations['JobSchedule_Disable'], BatchPorts> = async (
  request,
  ports,
) => noContent(request, versionOf(await change(ports, request, { type: 'disable' })))

const JobSchedule_Enable: Handler<operations['JobSchedule_Enable'], BatchPorts> = async (
  request,
  ports,
) => noContent(request, versionOf(await change(ports, request, { type: 'enable' })))

const JobSchedule_Terminate: Handler<operations['JobSchedule_Terminate'], BatchPorts> = async (
  request,
  ports,
) => {
  const event: JobScheduleEvent = { type: 'terminate', ...forcingOf(request) }
  return accepted(request, versionOf(await change(ports, request, event)))
}

const JobSchedule_Delete: Handler<operations['JobSchedule_Delete'], BatchPorts> = async (
  request,
  ports,
) => {
  await change(ports, request, { type: 'delete', ...forcingOf(request) })
  return deleting()
}

function forcingOf(request: Parameters<typeof atOnce>[0]) {
  const forceAt = atOnce(request)
  return forceAt === undefined ? {} : { forceAt }
}

/** Decides what the client asks for on the schedule as it is, and answers it as it is then. */
async function change(
  ports: BatchPorts,
  request: Parameters<typeof jobScheduleNameOf>[0] & Pick<Request, 'headers' | 'method' | 'now'>,
  event: JobScheduleEvent | ((before: JobSchedule) => JobScheduleEvent),
): Promise<JobSchedule> {
  const name = jobScheduleNameOf(request)
  const changed = await ports.store.write((tx) =>
    changeJobSchedule(tx, name, event, { now: request.now, ports }, preconditionOf(request)),
  )
  wake(ports)
  return changed
}

function wake(ports: BatchPorts): void {
  ports.wake.schedules()
  ports.engine.wake()
  ports.wake.pools()
  ports.wake.scheduler()
}

export const jobScheduleHandlers = {
  JobSchedule_Add,
  JobSchedule_Get,
  JobSchedule_Exists,
  JobSchedule_List,
  JobSchedule_Patch,
  JobSchedule_Update,
  JobSchedule_Disable,
  JobSchedule_Enable,
  JobSchedule_Terminate,
  JobSchedule_Delete,
} satisfies Handlers
