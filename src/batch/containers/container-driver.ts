// Containers in the words of the node agent.
import type { components } from '#contract/batch/types.ts'
import type { ContainerRegistry, ContainerSettings, NodeContainers } from '#drivers/nodes/port.ts'

type Schemas = components['schemas']

/** Nothing where the pool's nodes run no containers. */
export function nodeContainersOf(machine: Schemas['VirtualMachineConfiguration'] | undefined): {
  readonly containers?: NodeContainers
} {
  const configuration = machine?.containerConfiguration
  if (!configuration) return {}
  const { containerImageNames = [], containerRegistries = [] } = configuration
  return {
    containers: { images: containerImageNames, registries: containerRegistries.map(registryOf) },
  }
}

/** Nothing where the task runs as a process. */
export function containerOf(settings: Schemas['TaskContainerSettings'] | undefined): {
  readonly container?: ContainerSettings
} {
  if (!settings) return {}
  const { imageName, containerRunOptions, registry, workingDirectory } = settings
  const mounts = settings.containerHostBatchBindMounts
  return {
    container: {
      image: imageName,
      runOptions: containerRunOptions ?? '',
      startsIn: workingDirectory === 'containerImageDefault' ? 'image' : 'task',
      ...(registry && { registry: registryOf(registry) }),
      ...(mounts && {
        mounts: mounts.map(({ source, isReadOnly = false }) => ({ source: source!, isReadOnly })),
      }),
    },
  }
}

const registryOf = ({
  registryServer = 'docker.io',
  username,
  password,
  identityReference,
}: Schemas['ContainerRegistry']): ContainerRegistry => ({
  server: registryServer,
  ...(username !== undefined && password !== undefined && { login: { username, password } }),
  ...(identityReference?.resourceId !== undefined && { identity: identityReference.resourceId }),
})
