// What AKS holds a pool against before it lets it in. Pure: the first fault found, or none.
import type { AzureError } from '#kernel/catalogue.ts'
import { defined } from '#kernel/defined.ts'
import { aksError } from '../errors.ts'
import {
  compareVersions,
  isAtVersion,
  minorOf,
  resolveVersion,
  type VersionsCatalogue,
} from '../kubernetes-versions/versions-catalogue.ts'
import { limits } from '../limits.ts'
import { checkPoolIds } from '../managed-clusters/resource-ids.rules.ts'
import type { NetworkProfile, PoolProperties } from '../wire.ts'
import { type AgentPool, type StoredPool, settable } from './agent-pool.ts'
import { checkLabels } from './node-labels.ts'
import { checkKind } from './pool-kinds.rules.ts'
import { checkVmSize, type SizesOnOffer } from './vm-size.rules.ts'

/** What of its cluster a pool is held against. */
export interface PoolSurroundings extends SizesOnOffer {
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
    () => checkOwnMachines(asked, 0),
    () => checkVmSize(name, asked, around),
    () => checkKind(name, asked, around),
    () => checkSpot(asked),
    () => checkWindows(asked, around),
    () => checkSizes(name, asked),
    () => checkZones(name, asked, around),
    () => checkPoolIds(asked),
    () => checkLabels(asked),
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

/** A pool's numbers as they will be, and its mode; what is undefined has a good default. */
export function checkCount(
  pool: PoolProperties,
  mode: NonNullable<PoolProperties['mode']>,
): AzureError | undefined {
  const { min, max } = mode === 'System' ? limits.systemNodes : limits.userNodes
  const range = `It must be between ${min} and ${max} for a ${mode} pool.`
  if (pool.count !== undefined && (pool.count < min || pool.count > max)) {
    return invalid('count', range)
  }
  const { minCount, maxCount, enableAutoScaling } = pool
  const hasRange = isSent(minCount) || isSent(maxCount)
  if (!enableAutoScaling) {
    const reason = 'minCount and maxCount need enableAutoScaling to be true.'
    return hasRange ? invalid('minCount', reason) : undefined
  }
  if (!isSent(minCount) || !isSent(maxCount)) {
    return invalid('minCount', 'minCount and maxCount are required when the autoscaler is enabled.')
  }
  if (minCount < min || maxCount > max) return invalid('minCount', range)
  if (minCount > maxCount) return invalid('minCount', 'minCount must not be larger than maxCount.')
  return undefined
}

/** The numbers that a PUT of an existing pool would leave. */
export function checkCountChange(pool: AgentPool, asked: PoolProperties): AzureError | undefined {
  const before = pool.body.properties
  return checkCount(countsAfter(before, asked), asked.mode ?? before.mode ?? 'User')
}

const isSent = (value: number | null | undefined): value is number =>
  value !== undefined && value !== null

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

/** Documented: of a pool for machines only making and deleting is allowed, the rest by its machines. */
function checkOwnMachines(asked: PoolProperties, count: number | undefined) {
  if (asked.mode !== 'Machines') return undefined
  const reason = "The machines of a pool of the mode 'Machines' are made and changed one by one."
  if (asked.enableAutoScaling) return invalid('enableAutoScaling', reason)
  if (asked.count !== undefined && asked.count !== count) return invalid('count', reason)
  return asked.powerState?.code === 'Stopped' ? invalid('powerState', reason) : undefined
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

/** Regions that have zones have three. */
const ZONES = ['1', '2', '3']

function checkZones(
  pool: string,
  { availabilityZones = [] }: PoolProperties,
  { location }: SizesOnOffer,
): AzureError | undefined {
  const strays = availabilityZones.filter((zone) => !ZONES.includes(zone))
  if (strays.length === 0) return undefined
  const names = { zones: strays.join(','), pool, location, supported: ZONES.join(',') }
  return aksError('AvailabilityZoneNotSupported', names)
}

function checkSizes(pool: string, asked: PoolProperties): AzureError | undefined {
  const { maxPods, osDiskSizeGB } = asked
  if (maxPods !== undefined && (maxPods < limits.maxPods.min || maxPods > limits.maxPods.max)) {
    return invalid('maxPods', `It must be between ${limits.maxPods.min} and ${limits.maxPods.max}.`)
  }
  // 0 stands for the size that goes with the machine's.
  if (!osDiskSizeGB || !isOutside(osDiskSizeGB, limits.osDiskSizeGB)) return undefined
  return aksError('InvalidParameter:os-disk', { pool }, { target: 'agentPoolProfile.osDiskSizeGB' })
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

/** What a PUT of an existing pool would make of it, held against the rules that still apply. */
export function checkPoolChange(
  pool: AgentPool,
  asked: PoolProperties,
  around: PoolSurroundings,
): AzureError | undefined {
  const before = pool.body.properties
  return firstOf(
    () => checkFixed(pool, asked),
    () => checkOwnMachines({ ...asked, ...defined({ mode: before.mode }) }, before.count),
    () => checkAutoscaling(pool, asked),
    () => checkCountChange(pool, asked),
    () => checkKind(pool.name, { ...before, ...settable(asked) }, around),
    () => checkLabels(asked),
    () => checkUpgradeSettings(asked),
    () => checkPoolUpgrade(pool, asked.orchestratorVersion, around),
  )
}

/** The numbers that a change leaves: switching the autoscaler off drops its range. */
function countsAfter(before: StoredPool, asked: PoolProperties): PoolProperties {
  const { count, minCount, maxCount, enableAutoScaling } = { ...before, ...settable(asked) }
  if (enableAutoScaling) return defined({ count, minCount, maxCount, enableAutoScaling })
  const { minCount: min, maxCount: max } = asked
  return defined({ count, enableAutoScaling, minCount: min, maxCount: max })
}

/** The number must come with the autoscaler, but must not change in the call that turns it on. */
function checkAutoscaling(pool: AgentPool, asked: PoolProperties): AzureError | undefined {
  if (!asked.enableAutoScaling) return undefined
  if (asked.count === undefined) {
    const name = 'properties.count'
    return aksError('InvalidParameter:missing', { name }, { target: name })
  }
  const { enableAutoScaling, count } = pool.body.properties
  if (enableAutoScaling || asked.count === count) return undefined
  return aksError('BadRequest:scale-and-autoscale', { pool: pool.name })
}

/** The full version that is asked for; the pool's present one when none or an alias of it is. */
export function poolTargetVersion(
  pool: AgentPool,
  asked: string | undefined,
  catalogue: VersionsCatalogue,
): string | undefined {
  const current = pool.body.properties.currentOrchestratorVersion!
  return !asked || isAtVersion(current, asked) ? current : resolveVersion(catalogue, asked)
}

/** The versions that a pool can go to: newer than its own, up to its control plane's. */
export function poolUpgradesOf(
  pool: AgentPool,
  around: Pick<PoolSurroundings, 'catalogue' | 'currentKubernetesVersion'>,
): readonly string[] {
  const current = pool.body.properties.currentOrchestratorVersion!
  return around.catalogue
    .flatMap(({ patches }) => patches)
    .filter(
      (version) =>
        compareVersions(version, current) > 0 &&
        compareVersions(version, around.currentKubernetesVersion) <= 0,
    )
}

function checkPoolUpgrade(
  pool: AgentPool,
  asked: string | undefined,
  around: PoolSurroundings,
): AzureError | undefined {
  const from = pool.body.properties.currentOrchestratorVersion!
  const to = poolTargetVersion(pool, asked, around.catalogue)
  if (to === from) return undefined
  const fault = checkVersion(asked, around)
  if (fault || !to) return fault
  const upgrades = poolUpgradesOf(pool, around)
  if (upgrades.includes(to)) return undefined
  const names = { from, to, upgrades: [...upgrades].reverse().join(' ') }
  return aksError('OperationNotAllowed:version', names)
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

/** What a member that is not shown stands for. */
const UNSAID: Partial<StoredPool> = {
  scaleSetPriority: 'Regular',
  enableNodePublicIP: false,
  enableFIPS: false,
  enableUltraSSD: false,
  enableEncryptionAtHost: false,
}

/** What a PUT would change of an existing pool that must stay as it is. */
export function checkFixed(pool: AgentPool, asked: PoolProperties): AzureError | undefined {
  const before = pool.body.properties
  for (const member of FIXED) {
    const wanted = asked[member]
    if (wanted === undefined || wanted === null || wanted === '') continue
    // 0 stands for the default size, which it got.
    if (member === 'osDiskSizeGB' && wanted === 0) continue
    if (sameText(wanted) !== sameText(before[member] ?? UNSAID[member])) {
      const target = `agentPoolProfile.${member}`
      return aksError('PropertyChangeNotAllowed', { name: target }, { target })
    }
  }
  return undefined
}

/** Ids, sizes and kinds compare without case; zones in any order. */
const sameText = (value: unknown): string =>
  (Array.isArray(value) ? [...value].sort().join() : String(value ?? '')).toLowerCase()
