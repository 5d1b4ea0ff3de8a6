// What the node agent is told of an attempt: a task's record in the driver's words.

import type { components } from '#contract/batch/types.ts'
import type {
  Environment,
  NodePackage,
  NodePeer,
  TaskAttempt,
  TaskUser,
} from '#drivers/nodes/port.ts'
import { containerOf } from '../containers/container-driver.ts'
import { outputFilesOf } from '../files/output-file.ts'
import { resourceFilesOf } from '../files/resource-file.ts'
import { type JobNode, type JobNodeAttempt, jobNodeAttemptId } from '../job-nodes/job-node.ts'
import type { Job } from '../jobs/job.ts'
import { type NodeId, nodeIdOf } from '../keys.ts'
import { type PoolSettings, userAccountOf } from '../pools/pool.ts'
import { attemptIdOf, type FailureInfo, type Task } from '../tasks/task.ts'
import { directoryFor } from '../tasks/task.wire.ts'
import { durationMs } from '../wire/duration.ts'

type Schemas = components['schemas']

/** A node of a multi-instance task, as the others see it. */
export interface Peer extends NodePeer {
  readonly cores: number
}

export interface Extras {
  /** The nodes of all instances. */
  readonly peers?: readonly Peer[]
  /** What the task may call the service with. */
  readonly token?: string
  readonly packages?: readonly NodePackage[]
}

/** The task's present attempt, or one instance of it. */
export function attemptOf(
  job: Job,
  task: Task,
  pool: Pick<PoolSettings, 'userAccounts'> | undefined,
  nodeId: NodeId,
  instance = 0,
  { peers = [], token, packages = [] }: Extras = {},
): TaskAttempt {
  const { spec } = task
  const multi = spec.multiInstanceSettings
  return {
    attemptId: attemptIdOf(task.seq, task.attempt, instance),
    nodeId,
    ...(task.attempt === 1 && { isFirst: true }),
    work: { kind: 'task', jobId: job.id, taskId: task.id, ...(multi && { instance }) },
    commandLine: spec.commandLine,
    environment: environmentOf(job, spec.environmentSettings),
    resourceFiles: instance > 0 ? [] : resourceFilesOf(spec.resourceFiles),
    ...(instance === 0 && spec.outputFiles && { outputFiles: outputFilesOf(spec.outputFiles) }),
    user: userOf(spec.userIdentity, pool),
    ...containerOf(spec.containerSettings),
    ...limitOf(spec.constraints.maxWallClockTime),
    ...(packages.length > 0 && { packages }),
    ...(token !== undefined && { secrets: { AZ_BATCH_AUTHENTICATION_TOKEN: token } }),
    ...serviceEnvironment({
      ...preparationEnvironment(job),
      ...(multi && peerEnvironment(job, task, instance, peers)),
    }),
    ...(multi && {
      coordination: {
        commandLine: multi.coordinationCommandLine,
        commonResourceFiles: resourceFilesOf(multi.commonResourceFiles),
        peers: peers.map(({ nodeId, address }) => ({ nodeId, address })),
      },
    }),
  }
}

/** Where an MPI program finds the others. The port is the one of the documented example. */
function peerEnvironment(
  job: Job,
  task: Task,
  instance: number,
  peers: readonly Peer[],
): Environment {
  const addresses = peers.map(({ address }) => address)
  return {
    AZ_BATCH_HOST_LIST: addresses.join(','),
    AZ_BATCH_NODE_LIST: addresses.join(';'),
    AZ_BATCH_MASTER_NODE: `${addresses[0]}:6000`,
    AZ_BATCH_IS_CURRENT_NODE_MASTER: String(instance === 0),
    AZ_BATCH_TASK_SHARED_DIR: { onNode: directoryFor(job.id, task.id) },
    CCP_NODES: [peers.length, ...peers.map(({ address, cores }) => `${address} ${cores}`)].join(
      ' ',
    ),
  }
}

const serviceEnvironment = (environment: Environment): Pick<TaskAttempt, 'serviceEnvironment'> =>
  Object.keys(environment).length > 0 ? { serviceEnvironment: environment } : {}

/** Where the job's other tasks find what its preparation left on the node. */
function preparationEnvironment(job: Job): Environment {
  const task = job.spec.jobPreparationTask
  if (!task) return {}
  const directory = directoryFor(job.id, task.id)
  return {
    AZ_BATCH_JOB_PREP_DIR: { onNode: directory },
    AZ_BATCH_JOB_PREP_WORKING_DIR: { onNode: `${directory}/wd` },
  }
}

/** The present attempt of the job's preparation or release on a node. */
export function jobNodeAttempt(
  job: Job,
  node: JobNode,
  present: JobNodeAttempt,
  pool: Pick<PoolSettings, 'userAccounts'> | undefined,
): TaskAttempt {
  const { kind, attempt } = present
  const { spec } = job
  const isRelease = kind === 'release'
  const task = (isRelease ? spec.jobReleaseTask : spec.jobPreparationTask)!
  const longest = isRelease
    ? spec.jobReleaseTask!.maxWallClockTime
    : spec.jobPreparationTask!.constraints.maxWallClockTime
  return {
    attemptId: jobNodeAttemptId(present),
    nodeId: nodeIdOf(node.nodeId),
    ...(attempt === 1 && { isFirst: true }),
    work: {
      kind: isRelease ? 'jobRelease' : 'jobPreparation',
      jobId: job.id,
      taskId: task.id,
    },
    commandLine: task.commandLine,
    environment: environmentOf(job, task.environmentSettings),
    resourceFiles: resourceFilesOf(task.resourceFiles),
    user: userOf(task.userIdentity, pool),
    ...containerOf(task.containerSettings),
    ...limitOf(longest),
    ...serviceEnvironment(isRelease ? preparationEnvironment(job) : {}),
  }
}

function limitOf(longest: string): Pick<TaskAttempt, 'wallClockMs'> {
  const wallClockMs = durationMs(longest)
  return wallClockMs !== undefined && Number.isFinite(wallClockMs) ? { wallClockMs } : {}
}

/** A task's own settings win over the job's of the same name. */
function environmentOf(job: Job, own: readonly Schemas['EnvironmentSetting'][] = []): Environment {
  const settings = [...(job.spec.commonEnvironmentSettings ?? []), ...own]
  return Object.fromEntries(settings.map(({ name, value }) => [name, value ?? '']))
}

/** Whether the task is to run as a user that the pool does not have. */
export function lacksUser(
  { userIdentity }: { readonly userIdentity?: Schemas['UserIdentity'] },
  pool: Pick<PoolSettings, 'userAccounts'>,
): boolean {
  const name = userIdentity?.username
  return name !== undefined && !userAccountOf(pool, name)
}

/**
 * How what is to run as such a user ends: a pool's users are known only then where it came, or changed, after the
 * task. The code is Batch's; that it stands for this is assumed.
 */
export const noSuchUser = ({ username }: Schemas['UserIdentity'] = {}) =>
  ({
    category: 'UserError',
    code: 'TaskSchedulingConstraintFailed',
    message: `The pool has no user account ${username}`,
  }) as const satisfies FailureInfo

function userOf(
  identity: Schemas['UserIdentity'] | undefined,
  pool: Pick<PoolSettings, 'userAccounts'> | undefined,
): TaskUser {
  if (identity?.username !== undefined) {
    const account = pool && userAccountOf(pool, identity.username)
    return {
      name: account?.name ?? identity.username,
      admin: account?.elevationLevel === 'admin',
    }
  }
  const { scope, elevationLevel } = identity?.autoUser ?? {}
  return { auto: scope === 'task' ? 'task' : 'pool', admin: elevationLevel === 'admin' }
}
