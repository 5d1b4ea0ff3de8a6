// What is taken and never shown: passwords, keys and protected settings, wherever they stand.
import type { components } from '#contract/batch/types.ts'
import { publicMounts } from './mounts/mount.rules.ts'
import { withoutProtected } from './pools/settings/extension.rules.ts'

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

/** What is said of a job, or of a job to come, without what is secret of its tasks and its pool. */
export function withoutJobSecrets<
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
        autoPoolSpecification: { ...auto, pool: withoutPoolSecrets(auto.pool) },
      },
    }),
  }
}

/** What is said of a pool without what is secret in it. */
export function withoutPoolSecrets<
  T extends {
    readonly mountConfiguration?: readonly Schemas['MountConfiguration'][] | undefined
    readonly startTask?: Schemas['StartTask'] | undefined
    readonly userAccounts?: readonly Schemas['UserAccount'][] | undefined
    readonly virtualMachineConfiguration?: Schemas['VirtualMachineConfiguration'] | undefined
  },
>(pool: T): T {
  const { mountConfiguration, startTask, userAccounts, virtualMachineConfiguration: machine } = pool
  return {
    ...pool,
    ...(mountConfiguration && { mountConfiguration: publicMounts(mountConfiguration) }),
    ...(startTask && { startTask: withoutRegistryPassword(startTask) }),
    ...(userAccounts && { userAccounts: userAccounts.map(withoutUserSecrets) }),
    ...(machine && { virtualMachineConfiguration: withoutMachineSecrets(machine) }),
  }
}

function withoutUserSecrets({
  password: _,
  linuxUserConfiguration: linux,
  ...account
}: Schemas['UserAccount']): Partial<Schemas['UserAccount']> {
  const { sshPrivateKey: _key, ...shown } = linux ?? {}
  return { ...account, ...(linux && { linuxUserConfiguration: shown }) }
}

function withoutMachineSecrets(
  machine: Schemas['VirtualMachineConfiguration'],
): Schemas['VirtualMachineConfiguration'] {
  const { containerConfiguration: containers, extensions } = machine
  const registries = containers?.containerRegistries?.map(withoutPassword)
  return {
    ...machine,
    ...(extensions && { extensions: extensions.map(withoutProtected) }),
    ...(containers &&
      registries && {
        containerConfiguration: { ...containers, containerRegistries: registries },
      }),
  }
}
