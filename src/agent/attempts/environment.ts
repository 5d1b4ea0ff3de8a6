import {
  certificatesOf,
  directoryOf,
  type Environment,
  type EnvironmentValue,
  type NodeSpec,
  type TaskAttempt,
} from '#drivers/nodes/port.ts'
import { packageVariables } from '../packages/packages.ts'

/** Where programs are looked for, unless the task's own PATH says otherwise. */
export const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** Free bytes below which Batch calls a disk full. */
const RESERVED_DISK_BYTES = '1000000'

/** The variable that tells whose child a process is, however far it has run. */
export const TASK_MARK = 'AZ_BATCH_TASK_DIR'
export const NODE_MARK = 'AZ_BATCH_NODE_ROOT_DIR'

const valueOn = (root: string, value: EnvironmentValue): string =>
  typeof value === 'string'
    ? value
    : `${value.before ?? ''}${root}/${value.onNode}${value.after ?? ''}`

/** What the attempt's user is called, and what its own settings may replace. */
export interface Usual {
  readonly userName?: string | undefined
  readonly usual?: Environment
}

/**
 * The whole environment of an attempt's commands: a path and a home, the user's settings, and over
 * them what Batch promises. A name that starts with AZ_BATCH_ is the service's alone.
 */
export function environmentOf(
  attempt: TaskAttempt,
  node: NodeSpec,
  root: string,
  { userName, usual = {} }: Usual = {},
): Map<string, string> {
  const { work } = attempt
  const directory = `${root}/${directoryOf(work)}`
  const all = new Map<string, string>([
    ['PATH', DEFAULT_PATH],
    ['HOME', `${directory}/wd`],
    ...(userName === undefined
      ? []
      : ([
          ['USER', userName],
          ['LOGNAME', userName],
        ] as const)),
  ])
  const add = (environment: Environment | undefined, ours: boolean): void => {
    for (const [name, value] of Object.entries(environment ?? {})) {
      if (ours || !/^AZ_BATCH_/i.test(name)) all.set(name, valueOn(root, value))
    }
  }
  add(usual, false)
  add(node.programs?.environment, false)
  add(attempt.environment, false)
  add(node.environment, true)
  add(packageVariables([...(node.packages ?? []), ...(attempt.packages ?? [])]), true)
  add(attempt.serviceEnvironment, true)
  add(attempt.secrets, true)
  const own: Environment = {
    AZ_BATCH_NODE_ID: node.nodeId,
    AZ_BATCH_POOL_ID: node.poolId,
    [NODE_MARK]: root,
    AZ_BATCH_NODE_MOUNTS_DIR: { onNode: 'fsmounts' },
    AZ_BATCH_NODE_SHARED_DIR: { onNode: 'shared' },
    AZ_BATCH_NODE_STARTUP_DIR: { onNode: 'startup' },
    [TASK_MARK]: directory,
    AZ_BATCH_TASK_WORKING_DIR: `${directory}/wd`,
    AZ_BATCH_TASK_RESERVED_EPHEMERAL_DISK_SPACE_BYTES: RESERVED_DISK_BYTES,
  }
  add(own, true)
  if (node.certificates) add({ AZ_BATCH_CERTIFICATES_DIR: { onNode: certificatesOf(work) } }, true)
  if (work.kind !== 'startTask') {
    add({ AZ_BATCH_JOB_ID: work.jobId, AZ_BATCH_TASK_ID: work.taskId }, true)
  }
  if (work.kind === 'task' && attempt.coordination) {
    add({ AZ_BATCH_TASK_SHARED_DIR: { onNode: directoryOf({ ...work, instance: 0 }) } }, true)
  }
  return all
}
