// What the compute driver is told of an attempt: a task's record in the driver's words.
import type { components } from '#contract/batch/types.ts'
import type { Environment, ResourceFile, TaskAttempt, TaskUser } from '#drivers/compute/port.ts'
import type { Job } from '../jobs/job.ts'
import type { PoolSettings } from '../pools/pool.ts'
import { attemptIdOf, type Task } from '../tasks/task.ts'
import { durationMs } from '../wire/duration.ts'

type Schemas = components['schemas']

/** The task's present attempt on its node. */
export function attemptOf(
  job: Job,
  task: Task,
  pool: Pick<PoolSettings, 'userAccounts'> | undefined,
  nodeId: string,
): TaskAttempt {
  const { spec } = task
  const wallClockMs = durationMs(spec.constraints.maxWallClockTime)
  return {
    attemptId: attemptIdOf(task.seq, task.attempt),
    nodeId,
    work: { kind: 'task', jobId: job.id, taskId: task.id },
    commandLine: spec.commandLine,
    environment: environmentOf(job, task),
    resourceFiles: (spec.resourceFiles ?? []).map(resourceFile),
    user: userOf(spec.userIdentity, pool),
    ...(Number.isFinite(wallClockMs) && { wallClockMs }),
  }
}

/** The task's settings win over the job's of the same name. */
function environmentOf(job: Job, { spec }: Task): Environment {
  const settings = [
    ...(job.spec.commonEnvironmentSettings ?? []),
    ...(spec.environmentSettings ?? []),
  ]
  return Object.fromEntries(settings.map(({ name, value }) => [name, value ?? '']))
}

export const resourceFile = (file: Schemas['ResourceFile']): ResourceFile => ({
  filePath: file.filePath ?? '',
  ...(file.fileMode !== undefined && { fileMode: file.fileMode }),
  source: { httpUrl: file.httpUrl ?? '' },
})

function userOf(
  identity: Schemas['UserIdentity'] | undefined,
  pool: Pick<PoolSettings, 'userAccounts'> | undefined,
): TaskUser {
  if (identity?.username !== undefined) {
    const name = identity.username
    const account = pool?.userAccounts?.find((one) => one.name === name)
    return { name, admin: account?.elevationLevel === 'admin' }
  }
  const { scope, elevationLevel } = identity?.autoUser ?? {}
  return { auto: scope === 'task' ? 'task' : 'pool', admin: elevationLevel === 'admin' }
}
