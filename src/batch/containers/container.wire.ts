import type { components } from '#contract/batch/types.ts'

type Schemas = components['schemas']

const withoutPassword = ({
  password: _,
  ...registry
}: Schemas['ContainerRegistry']): Schemas['ContainerRegistry'] => registry

/** A task of any kind without the password of its image's registry. */
export function withoutRegistryPassword<
  T extends { readonly containerSettings?: Schemas['TaskContainerSettings'] | undefined },
>(task: T): T {
  const { containerSettings: settings } = task
  if (!settings?.registry) return task
  const registry = withoutPassword(settings.registry)
  return { ...task, containerSettings: { ...settings, registry } }
}

/** A job's own tasks, or those of a job to come, without passwords of registries. */
export function withoutJobPasswords<
  T extends {
    readonly jobManagerTask?: Schemas['JobManagerTask'] | undefined
    readonly jobPreparationTask?: Schemas['JobPreparationTask'] | undefined
    readonly jobReleaseTask?: Schemas['JobReleaseTask'] | undefined
    readonly poolInfo: Schemas['PoolInformation']
  },
>(spec: T): T {
  const { jobManagerTask, jobPreparationTask, jobReleaseTask, poolInfo } = spec
  const { autoPoolSpecification: auto } = poolInfo
  return {
    ...spec,
    ...(jobManagerTask && { jobManagerTask: withoutRegistryPassword(jobManagerTask) }),
    ...(jobPreparationTask && { jobPreparationTask: withoutRegistryPassword(jobPreparationTask) }),
    ...(jobReleaseTask && { jobReleaseTask: withoutRegistryPassword(jobReleaseTask) }),
    ...(auto?.pool && {
      poolInfo: {
        ...poolInfo,
        autoPoolSpecification: { ...auto, pool: withoutPoolPasswords(auto.pool) },
      },
    }),
  }
}

/** What is said of a pool without passwords of registries. */
export function withoutPoolPasswords<
  T extends {
    readonly startTask?: Schemas['StartTask'] | undefined
    readonly virtualMachineConfiguration?: Schemas['VirtualMachineConfiguration'] | undefined
  },
>(pool: T): T {
  const { startTask, virtualMachineConfiguration: machine } = pool
  return {
    ...pool,
    ...(startTask && { startTask: withoutRegistryPassword(startTask) }),
    ...(machine && { virtualMachineConfiguration: withoutMachinePasswords(machine) }),
  }
}

function withoutMachinePasswords(
  machine: Schemas['VirtualMachineConfiguration'],
): Schemas['VirtualMachineConfiguration'] {
  const { containerConfiguration: containers } = machine
  if (!containers?.containerRegistries) return machine
  const containerRegistries = containers.containerRegistries.map(withoutPassword)
  return { ...machine, containerConfiguration: { ...containers, containerRegistries } }
}
