// What a client says of a job: which of it is refused, and the defaults of what it leaves out.

import type { components } from '#contract/batch/types.ts'
import { batchError } from '../errors.ts'
import { checkedId } from '../ids.rules.ts'
import { poolKeyOf } from '../keys.ts'
import { autoPoolOf, laterAutoPool } from '../pools/auto/auto-pool.rules.ts'
import { invalidProperty, missingProperty } from '../refusals.ts'
import { checkEnvironment } from '../tasks/rules/environment.rules.ts'
import { durationOf, retriesOf } from '../tasks/rules/settings.rules.ts'
import { INFINITE } from '../wire/duration.ts'
import type { JobSpec } from './job.ts'
import { tasksOfJob } from './job-task.rules.ts'

type Schemas = components['schemas']
type Added = Schemas['JobAddParameter']

/** `isOfSchedule`: a schedule makes jobs by it. */
export function jobSpecOf(body: Omit<Added, 'id'>, isOfSchedule = false): JobSpec {
  checkMetadata(body.metadata)
  checkEnvironment('commonEnvironmentSettings', body.commonEnvironmentSettings)
  const { jobManagerTask, jobPreparationTask, jobReleaseTask, ...rest } = body
  const constraints = jobConstraintsOf(body.constraints)
  const own = { jobManagerTask, jobPreparationTask, jobReleaseTask }
  return {
    ...rest,
    ...tasksOfJob(own, constraints.maxTaskRetryCount),
    poolInfo: poolInfoOf(body.poolInfo, isOfSchedule),
    priority: body.priority ?? 0,
    maxParallelTasks: maxParallelTasksOf(body.maxParallelTasks),
    allowTaskPreemption: body.allowTaskPreemption ?? false,
    usesTaskDependencies: body.usesTaskDependencies ?? false,
    onAllTasksComplete: body.onAllTasksComplete ?? 'noaction',
    onTaskFailure: body.onTaskFailure ?? 'noaction',
    constraints,
  }
}

/** A PATCH: each property that is there replaces the whole one that was. */
export function patched(
  spec: JobSpec,
  body: Schemas['JobPatchParameter'],
  isDisabled: boolean,
): JobSpec {
  checkMetadata(body.metadata)
  return {
    ...spec,
    ...(body.priority !== undefined && { priority: body.priority }),
    ...(body.maxParallelTasks !== undefined && {
      maxParallelTasks: maxParallelTasksOf(body.maxParallelTasks),
    }),
    ...(body.allowTaskPreemption !== undefined && {
      allowTaskPreemption: body.allowTaskPreemption,
    }),
    ...(body.onAllTasksComplete !== undefined && {
      onAllTasksComplete: laterAction(spec, body.onAllTasksComplete),
    }),
    ...(body.constraints !== undefined && { constraints: jobConstraintsOf(body.constraints) }),
    ...(body.poolInfo !== undefined && { poolInfo: laterPool(spec, body.poolInfo, isDisabled) }),
    ...(body.metadata !== undefined && { metadata: body.metadata }),
    ...(body.networkConfiguration !== undefined && {
      networkConfiguration: body.networkConfiguration,
    }),
  }
}

/** A PUT: what is left out gets its default. */
export function updated(
  spec: JobSpec,
  body: Schemas['JobUpdateParameter'],
  isDisabled: boolean,
): JobSpec {
  checkMetadata(body.metadata)
  const { metadata, ...kept } = spec
  return {
    ...kept,
    priority: body.priority ?? 0,
    maxParallelTasks: maxParallelTasksOf(body.maxParallelTasks),
    allowTaskPreemption: body.allowTaskPreemption ?? false,
    onAllTasksComplete: laterAction(spec, body.onAllTasksComplete ?? 'noaction'),
    constraints: jobConstraintsOf(body.constraints),
    poolInfo: laterPool(spec, body.poolInfo, isDisabled),
    ...(body.metadata && { metadata: body.metadata }),
  }
}

function laterAction(
  spec: JobSpec,
  wanted: Schemas['OnAllTasksComplete'],
): Schemas['OnAllTasksComplete'] {
  if (spec.onAllTasksComplete === 'terminatejob' && wanted === 'noaction') {
    throw invalidProperty('onAllTasksComplete', 'It cannot be changed back to noaction', wanted)
  }
  return wanted
}

function laterPool(
  spec: JobSpec,
  wanted: Schemas['PoolInformation'],
  isDisabled: boolean,
): Schemas['PoolInformation'] {
  const { autoPoolSpecification: before } = spec.poolInfo
  if (before) {
    return { autoPoolSpecification: laterAutoPool(before, wanted.autoPoolSpecification) }
  }
  const poolInfo = poolInfoOf(wanted, false)
  if (poolInfo.autoPoolSpecification) {
    const reason = 'A job that was added without an automatic pool cannot have one'
    throw invalidProperty('poolInfo.autoPoolSpecification', reason)
  }
  if (!isDisabled && poolKeyOf(poolInfo.poolId ?? '') !== poolKeyOf(spec.poolInfo.poolId ?? '')) {
    throw invalidProperty('poolInfo', 'It can be changed only while the job is disabled')
  }
  return poolInfo
}

function poolInfoOf(
  poolInfo: Schemas['PoolInformation'],
  isOfSchedule: boolean,
): Schemas['PoolInformation'] {
  const { autoPoolSpecification: auto } = poolInfo
  if (auto && poolInfo.poolId !== undefined) {
    throw invalidProperty('poolInfo', 'Only one of poolId and autoPoolSpecification may be given')
  }
  if (auto) return { autoPoolSpecification: autoPoolOf(auto, isOfSchedule) }
  if (!poolInfo.poolId) throw missingProperty('poolInfo.poolId')
  checkedId(poolInfo.poolId, 'poolInfo.poolId')
  return poolInfo
}

function maxParallelTasksOf(wanted = -1): number {
  if (wanted === 0 || wanted < -1) {
    throw invalidProperty('maxParallelTasks', 'The value must be -1 or greater than 0', wanted)
  }
  return wanted
}

export function checkMetadata(metadata: readonly Schemas['MetadataItem'][] | undefined): void {
  if (metadata?.some(({ name }) => name === '')) throw batchError('EmptyMetadataKey')
}

const jobConstraintsOf = (constraints: Schemas['JobConstraints'] = {}): JobSpec['constraints'] => ({
  maxWallClockTime: durationOf('maxWallClockTime', constraints.maxWallClockTime, INFINITE),
  maxTaskRetryCount: retriesOf(constraints.maxTaskRetryCount, 0),
})
