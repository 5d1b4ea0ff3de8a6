// What AKS holds a pool against before it lets it in. Pure: the first fault found, or none.
import type { AzureError } from '#kernel/catalogue.ts'
import { aksError } from '../errors.ts'
import { limits } from '../limits.ts'
import {
  compareVersions,
  minorOf,
  resolveVersion,
  type VersionsCatalogue,
} from '../versions-catalogue.ts'
import type { NetworkProfile, PoolProperties } from '../wire.ts'
import type { AgentPool, StoredPool } from './agent-pool.ts'

/** What of its cluster a pool is held against. */
export interface PoolSurroundings {
  readonly catalogue: VersionsCatalogue
  readonly currentKubernetesVersion: string
  readonly network: NetworkProfile
  readonly hasWindowsProfile: boolean
}

const invalid = (member: string, reason: string): AzureError => {
  const name = `agentPoolProfile.${member}`
  return aksError('InvalidParameter', { name, reason }, { target: name })
}

/** The first of these checks that finds something wrong. */
export function firstOf(
  ...checks: readonly (() => AzureError | undefined | false)[]
): AzureError | undefined {
  for (const check of checks) {
    const fault = check()
    if (fault) return fault
  }
  return undefined
}

/** A pool that is new, by its name and as asked for; what is absent has good defaults. */
export function checkNewPool(
  name: string,
  asked: PoolProperties,
  around: PoolSurroundings,
): AzureError | undefined {
  return firstOf(
    () => checkName(name, asked),
    () => checkCount(asked, asked.mode ?? 'User'),
    () => checkMode(asked),
    () => checkSpot(asked),
    () => checkWindows(asked, around),
    () => checkSizes(asked),
    () => checkUpgradeSettings(asked),
    () => checkVersion(asked.orchestratorVersion, around),
  )
}

function checkName(name: string, asked: PoolProperties): AzureError | undefined {
  const at = 'agentPoolProfile.name'
  if (!/^[a-z][a-z0-9]{0,11}$/.test(name)) {
    const reason = `'${name}' must start with a lowercase letter, have max length of 12, and only have characters a-z0-9.`
    return aksError('InvalidParameter:naming', { name: at, reason }, { target: at })
  }
  if (asked.osType === 'Windows' && name.length > limits.windowsPoolName) {
    const reason = `Windows agent pool name '${name}' can not be longer than ${limits.windowsPoolName} characters.`
    return aksError('InvalidParameter:naming', { name: at, reason }, { target: at })
  }
  return undefined
}

/** `mode` is the pool's after the call. */
export function checkCount(
  asked: PoolProperties,
  mode: NonNullable<PoolProperties['mode']>,
): AzureError | undefined {
  const { min, max } = mode === 'System' ? limits.systemNodes : limits.userNodes
  const range = `It must be between ${min} and ${max} for a ${mode} pool.`
  if (asked.count !== undefined && (asked.count < min || asked.count > max)) {
    return invalid('count', range)
  }
  if (!asked.enableAutoScaling) {
    if (asked.minCount === undefined && asked.maxCount === undefined) return undefined
    // Clients send back what they got: null when the autoscaler is off.
    const sent = asked.minCount ?? asked.maxCount
    return sent === null || asked.enableAutoScaling === undefined
      ? undefined
      : invalid('minCount', 'minCount and maxCount need enableAutoScaling to be true.')
  }
  const { minCount, maxCount } = asked
  if (minCount === undefined || maxCount === undefined) {
    return invalid('minCount', 'minCount and maxCount are required when the autoscaler is enabled.')
  }
  if (minCount < min || maxCount > max) return invalid('minCount', range)
  if (minCount > maxCount) return invalid('minCount', 'minCount must not be larger than maxCount.')
  return undefined
}

function checkMode(asked: PoolProperties): AzureError | undefined {
  if (asked.mode !== 'System') return undefined
  if (asked.osType === 'Windows') return invalid('osType', 'A System pool must run Linux.')
  if (asked.scaleSetPriority === 'Spot') {
    return invalid('scaleSetPriority', 'A System pool can not be of Spot priority.')
  }
  if (asked.maxPods !== undefined && asked.maxPods < limits.maxPods.system) {
    return invalid('maxPods', `A System pool needs maxPods of at least ${limits.maxPods.system}.`)
  }
  return undefined
}

function checkSpot(asked: PoolProperties): AzureError | undefined {
  const price = asked.spotMaxPrice
  if (price === undefined || price === -1 || price > 0) return undefined
  return invalid('spotMaxPrice', 'It must be -1 or a positive number.')
}

function checkWindows(asked: PoolProperties, around: PoolSurroundings): AzureError | undefined {
  if (asked.osType !== 'Windows') return undefined
  if (!around.hasWindowsProfile) {
    return invalid('osType', 'A Windows pool needs windowsProfile, set when the cluster is made.')
  }
  if (around.network.networkPlugin !== 'azure') {
    return invalid('osType', "A Windows pool needs the network plugin 'azure'.")
  }
  return undefined
}

function checkSizes(asked: PoolProperties): AzureError | undefined {
  const { maxPods, osDiskSizeGB } = asked
  if (maxPods !== undefined && (maxPods < limits.maxPods.min || maxPods > limits.maxPods.max)) {
    return invalid('maxPods', `It must be between ${limits.maxPods.min} and ${limits.maxPods.max}.`)
  }
  const disk = limits.osDiskSizeGB
  if (osDiskSizeGB !== undefined && (osDiskSizeGB < disk.min || osDiskSizeGB > disk.max)) {
    return invalid('osDiskSizeGB', `It must be between ${disk.min} and ${disk.max}.`)
  }
  return undefined
}

export function checkUpgradeSettings(asked: PoolProperties): AzureError | undefined {
  const { maxSurge, drainTimeoutInMinutes, nodeSoakDurationInMinutes } = asked.upgradeSettings ?? {}
  if (maxSurge && !/^\d+%?$/.test(maxSurge)) {
    return invalid('upgradeSettings.maxSurge', 'It must be a whole number or a percentage.')
  }
  const drain = limits.drainTimeoutInMinutes
  if (isOutside(drainTimeoutInMinutes, drain)) {
    return invalid('upgradeSettings.drainTimeoutInMinutes', `${drain.min} to ${drain.max}.`)
  }
  const soak = limits.nodeSoakDurationInMinutes
  if (isOutside(nodeSoakDurationInMinutes, soak)) {
    return invalid('upgradeSettings.nodeSoakDurationInMinutes', `${soak.min} to ${soak.max}.`)
  }
  return undefined
}

const isOutside = (value: number | undefined, range: { min: number; max: number }): boolean =>
  value !== undefined && (value < range.min || value > range.max)

/** A pool is never newer than its control plane, and not much older. */
export function checkVersion(
  asked: string | undefined,
  around: Pick<PoolSurroundings, 'catalogue' | 'currentKubernetesVersion'>,
): AzureError | undefined {
  if (!asked) return undefined
  const version = resolveVersion(around.catalogue, asked)
  if (!version) return aksError('AgentPoolK8sVersionNotSupported', { version: asked })
  const cluster = around.currentKubernetesVersion
  const [poolMinor, clusterMinor] = [minorOf(version), minorOf(cluster)]
  const skew = clusterMinor >= limits.skew.from ? limits.skew.newer : limits.skew.older
  const names = {
    pool: version,
    cluster,
    poolMinor: String(poolMinor),
    clusterMinor: String(clusterMinor),
    skew: String(skew),
  }
  if (compareVersions(version, cluster) > 0) {
    return aksError('NodePoolMcVersionIncompatible:newer', names)
  }
  if (clusterMinor - poolMinor > skew) return aksError('NodePoolMcVersionIncompatible:older', names)
  return undefined
}

/** Members of a pool that nothing changes once it is there. */
const FIXED = [
  'vmSize',
  'osType',
  'osSKU',
  'osDiskSizeGB',
  'osDiskType',
  'kubeletDiskType',
  'maxPods',
  'type',
  'vnetSubnetID',
  'podSubnetID',
  'availabilityZones',
  'scaleSetPriority',
  'enableNodePublicIP',
  'enableFIPS',
  'enableUltraSSD',
  'enableEncryptionAtHost',
  'proximityPlacementGroupID',
  'gpuInstanceProfile',
  'hostGroupID',
  'capacityReservationGroupID',
] as const satisfies readonly (keyof StoredPool)[]

/** What a PUT would change of an existing pool that must stay as it is. */
export function checkFixed(pool: AgentPool, asked: PoolProperties): AzureError | undefined {
  const before = pool.body.properties
  for (const member of FIXED) {
    const wanted = asked[member]
    if (wanted === undefined || wanted === null || wanted === '') continue
    // 0 stands for the default size, which it got.
    if (member === 'osDiskSizeGB' && wanted === 0) continue
    if (sameText(wanted) !== sameText(before[member])) {
      const target = `agentPoolProfile.${member}`
      return aksError('PropertyChangeNotAllowed', { name: target }, { target })
    }
  }
  return undefined
}

/** Ids, sizes and kinds compare without case; zones in any order. */
const sameText = (value: unknown): string =>
  (Array.isArray(value) ? [...value].sort().join() : String(value ?? '')).toLowerCase()
