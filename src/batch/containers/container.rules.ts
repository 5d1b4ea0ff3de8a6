// What pools and tasks may say of containers: checked, and filled with the defaults that Batch shows.
import type { components } from '#contract/batch/types.ts'
import { invalidProperty, missingProperty } from '../refusals.ts'

type Schemas = components['schemas']
type Settings = Schemas['TaskContainerSettings']
type Registry = Schemas['ContainerRegistry']

/** Throws the refusal that names what is at fault. `path`: where it stands. */
export function containerConfigurationOf(
  path: string,
  sent: Schemas['ContainerConfiguration'],
): Schemas['ContainerConfiguration'] {
  for (const [i, name] of (sent.containerImageNames ?? []).entries()) {
    checkImageName(`${path}.containerImageNames[${i}]`, name)
  }
  const registries = (sent.containerRegistries ?? []).map((registry, i) =>
    registryOf(`${path}.containerRegistries[${i}]`, registry),
  )
  const servers = registries.map(({ registryServer = '' }) => registryServer.toLowerCase())
  if (new Set(servers).size < servers.length) {
    const reason = 'Each registry must be given once only'
    throw invalidProperty(`${path}.containerRegistries`, reason)
  }
  return { ...sent, ...(sent.containerRegistries && { containerRegistries: registries }) }
}

/** Nothing where nothing was sent. */
export function containerSettingsOf(
  path: string,
  sent: Settings | undefined,
): { readonly containerSettings?: Settings } {
  if (!sent) return {}
  checkImageName(`${path}.imageName`, sent.imageName)
  if (sent.containerRunOptions?.includes('\0')) {
    const reason = 'The value has a character that ends texts'
    throw invalidProperty(`${path}.containerRunOptions`, reason)
  }
  checkBindMounts(`${path}.containerHostBatchBindMounts`, sent.containerHostBatchBindMounts)
  return {
    containerSettings: {
      ...sent,
      ...(sent.registry && { registry: registryOf(`${path}.registry`, sent.registry) }),
    },
  }
}

/** As the published example has it, no source twice. */
function checkBindMounts(
  path: string,
  mounts: Settings['containerHostBatchBindMounts'] = [],
): void {
  const sources = mounts.map(({ source }) => source)
  mounts.forEach(({ source }, i) => {
    if (source === undefined) throw missingProperty(`${path}[${i}].source`)
  })
  if (new Set(sources).size < sources.length) {
    throw invalidProperty(path, 'Each source must be given once only')
  }
}

const DEFAULT_REGISTRY = 'docker.io'

function registryOf(path: string, sent: Registry): Registry {
  const { username, password, identityReference } = sent
  if (identityReference && (username !== undefined || password !== undefined)) {
    const reason = 'It cannot be combined with username and password'
    throw invalidProperty(`${path}.identityReference`, reason)
  }
  if (!identityReference) {
    if (!username) throw missingProperty(`${path}.username`)
    if (!password) throw missingProperty(`${path}.password`)
  }
  const server = sent.registryServer ?? DEFAULT_REGISTRY
  if (!/^(https?:\/\/)?[\w.-]+(:\d+)?(\/[\w./-]*)?$/i.test(server)) {
    const reason = 'The value is not the address of a registry'
    throw invalidProperty(`${path}.registryServer`, reason, server)
  }
  return { ...sent, registryServer: server }
}

/** Longer names are in no registry: a repository has 255 characters at most, a tag 128. */
const LONGEST_NAME = 1024

function checkImageName(path: string, name: string): void {
  if (name.trim() === '') throw missingProperty(path)
  if (name.length > LONGEST_NAME) throw invalidProperty(path, 'The name is too long', name)
}
