// What a client says of a job schedule: which of it is refused, and the defaults of what it leaves out.
import type { components } from '#contract/batch/types.ts'
import { type Instant, parseInstant } from '#kernel/instant.ts'
import { checkMetadata, jobSpecOf } from '../jobs/job-spec.ts'
import { invalidProperty } from '../refusals.ts'
import { durationMs } from '../wire/duration.ts'
import type { JobScheduleSpec } from './job-schedule.ts'
import type { Timing } from './recurrence.ts'

type Schemas = components['schemas']

const SHORTEST_MS = 60_000

export const jobScheduleSpecOf = (
  body: Omit<Schemas['JobScheduleAddParameter'], 'id'>,
  now: Instant,
): JobScheduleSpec => {
  checkMetadata(body.metadata)
  return {
    ...(body.displayName !== undefined && { displayName: body.displayName }),
    timing: timingOf(body.schedule, now),
    jobSpecification: jobSpecOf(body.jobSpecification, true),
    ...(body.metadata && { metadata: body.metadata }),
  }
}

/** A PATCH: each property that is there replaces the whole one that was. */
export function patchedSchedule(
  spec: JobScheduleSpec,
  body: Schemas['JobSchedulePatchParameter'],
  now: Instant,
): JobScheduleSpec {
  checkMetadata(body.metadata)
  return {
    ...spec,
    ...(body.schedule && { timing: timingOf(body.schedule, now) }),
    ...(body.jobSpecification && { jobSpecification: jobSpecOf(body.jobSpecification, true) }),
    ...(body.metadata && { metadata: body.metadata }),
  }
}

/** A PUT: what is left out is no more. */
export const updatedSchedule = (
  { displayName }: JobScheduleSpec,
  {
    schedule = {},
    jobSpecification,
    metadata,
  }: Pick<Schemas['CloudJobSchedule'], 'schedule' | 'jobSpecification' | 'metadata'>,
  now: Instant,
): JobScheduleSpec =>
  jobScheduleSpecOf(
    {
      ...(displayName !== undefined && { displayName }),
      schedule,
      jobSpecification,
      ...(metadata && { metadata }),
    },
    now,
  )

function timingOf(schedule: Schemas['Schedule'], now: Instant): Timing {
  const doNotRunUntil = timeOf('doNotRunUntil', schedule.doNotRunUntil)
  const doNotRunAfter = timeOf('doNotRunAfter', schedule.doNotRunAfter)
  const intervalMs = lengthOf('recurrenceInterval', schedule.recurrenceInterval)
  const startWindowMs = lengthOf('startWindow', schedule.startWindow)
  if (doNotRunAfter !== undefined && doNotRunAfter <= (doNotRunUntil ?? now)) {
    const reason = 'It must be later than doNotRunUntil, and than now'
    throw invalidProperty('doNotRunAfter', reason, schedule.doNotRunAfter)
  }
  return {
    ...(doNotRunUntil !== undefined && { doNotRunUntil }),
    ...(doNotRunAfter !== undefined && { doNotRunAfter }),
    ...(intervalMs !== undefined && Number.isFinite(intervalMs) && { intervalMs }),
    startWindowMs: startWindowMs ?? Number.POSITIVE_INFINITY,
  }
}

function timeOf(name: string, text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined
  const at = parseInstant(text)
  if (at === undefined) throw invalidProperty(name, 'The value is not a time', text)
  return at
}

function lengthOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const ms = durationMs(text)
  if (ms === undefined) throw invalidProperty(name, 'The value is not a duration', text)
  if (ms < SHORTEST_MS) throw invalidProperty(name, 'The value must be at least 1 minute', text)
  return ms
}
