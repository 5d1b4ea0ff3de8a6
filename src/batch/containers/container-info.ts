import type { components } from '#contract/batch/types.ts'
import type { ContainerEnd } from '#drivers/nodes/port.ts'

/** The container of a task that has ended. */
export type ContainerInfo = components['schemas']['TaskContainerExecutionInformation']

/** Nothing where the task was no container. */
export const containerInfoOf = (
  container: ContainerEnd | undefined,
): { readonly containerInfo?: ContainerInfo } =>
  container
    ? {
        containerInfo: {
          containerId: container.id,
          state: container.state,
          ...(container.error !== undefined && { error: container.error }),
        },
      }
    : {}
