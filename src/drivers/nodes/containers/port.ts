// What Batch tells the agent of a node about containers, and what a container's end says.
import type { NodeSpec, TaskAttempt, TaskFailure } from '../port.ts'

/** A registry that asks who pulls: by name and password, or, in Azure, by a managed identity. */
export interface ContainerRegistry {
  /** Host and port, with or without a scheme. */
  readonly server: string
  readonly login?: { readonly username: string; readonly password: string }
  /** The resource id of an identity, with which no registry can be logged in to from here. */
  readonly identity?: string
}

/** What a node that runs containers is given. */
export interface NodeContainers {
  /** Fetched before the node is up. */
  readonly images: readonly string[]
  readonly registries: readonly ContainerRegistry[]
}

/** A folder of the node, in Batch's words. */
export interface BindMount {
  readonly source: 'Shared' | 'Startup' | 'VfsMounts' | 'Task' | 'JobPrep' | 'Applications'
  readonly isReadOnly: boolean
}

/** The container that an attempt runs in. */
export interface ContainerSettings {
  readonly image: string
  /** Further options of `docker create`, as a command line. */
  readonly runOptions: string
  readonly startsIn: 'task' | 'image'
  readonly registry?: ContainerRegistry
  /** Absent: the whole root of the node, where tasks without containers have it. */
  readonly mounts?: readonly BindMount[]
}

/** What is told of the container of an attempt that has ended. */
export interface ContainerEnd {
  readonly id: string
  /** As Docker calls it: `exited`, or `created` for one whose program never ran. */
  readonly state: string
  readonly error?: string
}

/** Why an attempt cannot run where it is: Batch takes such a task, and fails it on its node. */
export function containerMismatch(
  node: Pick<NodeSpec, 'containers'>,
  { container, work }: Pick<TaskAttempt, 'container' | 'work'>,
): TaskFailure | undefined {
  if (container && !node.containers) {
    return userError(
      'ContainerPoolNotSupported',
      'The compute node is not enabled for tasks in containers',
    )
  }
  // The tasks of a node may be processes anywhere; those of a job, only without containers.
  if (!container && node.containers && work.kind === 'task') {
    return userError(
      'ContainerTaskSettingsNotFound',
      'Container-enabled compute node requires task container settings',
    )
  }
  return undefined
}

const userError = (
  code: 'ContainerPoolNotSupported' | 'ContainerTaskSettingsNotFound',
  message: string,
): TaskFailure => ({ category: 'UserError', code, message, details: [] })
