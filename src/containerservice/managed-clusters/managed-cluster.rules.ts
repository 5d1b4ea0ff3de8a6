// What AKS holds a cluster's PUT against before it lets it in. Pure: the first fault, or none.
import type { ReservedRange } from '#catalogues/catalogues.ts'
import type { AzureError } from '#kernel/catalogue.ts'
import {
  checkCountChange,
  checkFixed,
  checkNewPool,
  checkUpgradeSettings,
  firstOf,
  poolTargetVersion,
} from '../agent-pools/agent-pool.rules.ts'
import type { AgentPool } from '../agent-pools/agent-pool.ts'
import { checkLabels } from '../agent-pools/node-labels.ts'
import type { SizesOnOffer } from '../agent-pools/vm-size.rules.ts'
import { aksError } from '../errors.ts'
import {
  isAtVersion,
  resolveVersion,
  upgradesOf,
  type VersionsCatalogue,
} from '../kubernetes-versions/versions-catalogue.ts'
import { limits } from '../limits.ts'
import type { ClusterProperties, ClusterWire, PoolProfile } from '../wire.ts'
import type { ManagedCluster } from './managed-cluster.ts'
import { checkRanges } from './profiles/address-ranges.ts'
import { isAddressIn, networkDefaults } from './profiles/network-profile.ts'
import { checkClusterIds, checkIdentityIds } from './resource-ids.rules.ts'
import { checkKeys } from './ssh-key.rules.ts'
import { checkForms, checkNodeGroupName } from './value-forms.rules.ts'

const missing = (name: string): AzureError =>
  aksError('InvalidParameter:missing', { name }, { target: name })

const invalid = (name: string, reason: string): AzureError =>
  aksError('InvalidParameter', { name, reason }, { target: name })

/** What is on offer where the cluster is to be. */
export interface Offer extends SizesOnOffer {
  readonly catalogue: VersionsCatalogue
  readonly reserved: readonly ReservedRange[]
}

export function checkNewCluster(wire: ClusterWire, offer: Offer): AzureError | undefined {
  const asked = wire.properties ?? {}
  const { catalogue } = offer
  return firstOf(
    () => (asked.agentPoolProfiles?.length ? undefined : missing('agentPoolProfiles')),
    () => checkDnsPrefix(asked),
    () => checkIdentity(wire),
    () => checkOfferedVersion(asked.kubernetesVersion, catalogue),
    () => checkSupportPlan(wire),
    () => checkNetwork(asked),
    () => checkRanges(asked.networkProfile ?? {}, offer.reserved),
    () => checkServiceAddress(asked),
    () => checkForms(asked),
    () => checkClusterIds(asked),
    () => checkNodeGroupName(asked),
    () => checkKeys(asked),
    () => checkNewPools(asked, offer),
  )
}

function checkDnsPrefix(asked: ClusterProperties): AzureError | undefined {
  const { dnsPrefix, fqdnSubdomain } = asked
  if (!dnsPrefix && !fqdnSubdomain) return missing('dnsPrefix')
  if (dnsPrefix && fqdnSubdomain) {
    return invalid('dnsPrefix', 'dnsPrefix and fqdnSubdomain can not be used together.')
  }
  const isWellFormed = /^[a-zA-Z0-9]([a-zA-Z0-9-]{0,52}[a-zA-Z0-9])?$/.test(dnsPrefix ?? 'a')
  if (isWellFormed) return undefined
  return aksError(
    'InvalidParameter:naming',
    {
      name: 'dnsPrefix',
      reason: `It must be 1 to ${limits.dnsPrefix} letters, digits and hyphens, and start and end with a letter or digit.`,
    },
    { target: 'dnsPrefix' },
  )
}

function checkIdentity(wire: ClusterWire): AzureError | undefined {
  const type = wire.identity?.type
  if (type === 'UserAssigned') {
    const ids = Object.keys(wire.identity?.userAssignedIdentities ?? {})
    return ids.length === 1
      ? checkIdentityIds(ids)
      : invalid('identity.userAssignedIdentities', 'Exactly one identity is needed.')
  }
  const hasPrincipal = Boolean(wire.properties?.servicePrincipalProfile?.clientId)
  return type === 'SystemAssigned' || hasPrincipal ? undefined : missing('servicePrincipalProfile')
}

function checkOfferedVersion(
  asked: string | undefined,
  catalogue: VersionsCatalogue,
): AzureError | undefined {
  if (resolveVersion(catalogue, asked)) return undefined
  return aksError('K8sVersionNotSupported', { version: asked ?? '' })
}

function checkSupportPlan(wire: ClusterWire): AzureError | undefined {
  if (wire.properties?.supportPlan !== 'AKSLongTermSupport') return undefined
  if (wire.sku?.tier === 'Premium') return undefined
  return invalid('supportPlan', "AKSLongTermSupport needs the tier 'Premium'.")
}

function checkNetwork(asked: ClusterProperties): AzureError | undefined {
  const network = asked.networkProfile
  if (!network) return undefined
  if (network.networkDataplane === 'cilium' && (network.networkPlugin ?? 'kubenet') !== 'azure') {
    return invalid('networkProfile.networkDataplane', "'cilium' needs the network plugin 'azure'.")
  }
  const { count, countIPv6 } = network.loadBalancerProfile?.managedOutboundIPs ?? {}
  const { allocatedOutboundPorts, idleTimeoutInMinutes } = network.loadBalancerProfile ?? {}
  const nat = network.natGatewayProfile
  const at = 'networkProfile.loadBalancerProfile'
  return firstOf(
    () => inRange(`${at}.managedOutboundIPs.count`, count, limits.managedOutboundIPs),
    () => inRange(`${at}.managedOutboundIPs.countIPv6`, countIPv6, { min: 0, max: 100 }),
    () =>
      inRange(
        `${at}.allocatedOutboundPorts`,
        allocatedOutboundPorts,
        limits.allocatedOutboundPorts,
      ),
    () =>
      (allocatedOutboundPorts ?? 0) % limits.allocatedOutboundPorts.step !== 0 &&
      invalid(`${at}.allocatedOutboundPorts`, 'It must be a multiple of 8.'),
    () => inRange(`${at}.idleTimeoutInMinutes`, idleTimeoutInMinutes, limits.idleTimeoutInMinutes),
    () =>
      inRange(
        'networkProfile.natGatewayProfile.managedOutboundIPProfile.count',
        nat?.managedOutboundIPProfile?.count,
        limits.natGatewayIPs,
      ),
    () =>
      inRange(
        'networkProfile.natGatewayProfile.idleTimeoutInMinutes',
        nat?.idleTimeoutInMinutes,
        limits.idleTimeoutInMinutes,
      ),
  )
}

/** Cluster DNS answers at an address of the services' range that is free for it. */
function checkServiceAddress(asked: ClusterProperties): AzureError | undefined {
  const { dnsServiceIP, serviceCidr } = networkDefaults(asked.networkProfile ?? {})
  if (isAddressIn(dnsServiceIP!, serviceCidr!)) return undefined
  const reason = `It must be an address in ${serviceCidr}, but not its first, its last or the one that Kubernetes has.`
  return invalid('networkProfile.dnsServiceIP', reason)
}

function inRange(
  name: string,
  value: number | undefined,
  range: { readonly min: number; readonly max: number },
): AzureError | undefined {
  if (value === undefined || value === null) return undefined
  if (value >= range.min && value <= range.max) return undefined
  return invalid(name, `It must be between ${range.min} and ${range.max}.`)
}

/** The pools of a new cluster. Where none says what it is for, the first is the system's. */
export function newPoolProfiles(asked: ClusterProperties): readonly PoolProfile[] {
  const pools = asked.agentPoolProfiles ?? []
  if (pools.some(({ mode }) => mode !== undefined)) return pools
  return pools.map((pool, i) => (i === 0 ? { ...pool, mode: 'System' } : pool))
}

function checkNewPools(asked: ClusterProperties, offer: Offer): AzureError | undefined {
  const { catalogue } = offer
  const pools = newPoolProfiles(asked)
  const version = resolveVersion(catalogue, asked.kubernetesVersion)!
  const around = {
    ...offer,
    currentKubernetesVersion: version,
    network: { networkPlugin: 'kubenet', ...asked.networkProfile } as const,
    hasWindowsProfile: Boolean(asked.windowsProfile),
  }
  const names = new Set<string>()
  for (const pool of pools) {
    const fault = checkNewPool(pool.name, pool, around)
    if (fault) return fault
    if (names.has(pool.name)) {
      const reason = `There are two agent pools with the name '${pool.name}'.`
      return invalid('agentPoolProfile.name', reason)
    }
    names.add(pool.name)
    // At creation a pool has its control plane's version, or none of its own.
    const own = pool.orchestratorVersion && resolveVersion(catalogue, pool.orchestratorVersion)
    if (own && own !== version) {
      return invalid(
        'agentPoolProfile.orchestratorVersion',
        `It must be that of the control plane, ${version}, when the cluster is made.`,
      )
    }
  }
  if (!pools.some((pool) => pool.mode === 'System')) return aksError('BadRequest:system-pool')
  if (pools.length > limits.agentPools) {
    return invalid('agentPoolProfiles', `At most ${limits.agentPools} agent pools are allowed.`)
  }
  return undefined
}

/** A PUT on a cluster that is there: what must not change, and what may only change so far. */
export function checkClusterChange(
  cluster: ManagedCluster,
  pools: readonly AgentPool[],
  wire: ClusterWire,
  catalogue: VersionsCatalogue,
): AzureError | undefined {
  const asked = wire.properties ?? {}
  return firstOf(
    () => checkFixedMembers(cluster, asked),
    () => checkNetwork(asked),
    () => checkForms(asked),
    () => checkClusterIds(asked),
    () => checkIdentityIds(Object.keys(wire.identity?.userAssignedIdentities ?? {})),
    () => checkKeys(asked),
    () => checkPoolProfiles(pools, asked.agentPoolProfiles ?? []),
    () => checkUpgrade(cluster, asked.kubernetesVersion, catalogue),
    () => checkPoolVersions(cluster, pools, asked, catalogue),
  )
}

type Path = readonly [name: string, read: (properties: ClusterProperties) => unknown]

/** Members that are settled when the cluster is made. */
const FIXED: readonly Path[] = [
  ['dnsPrefix', (p) => p.dnsPrefix],
  ['fqdnSubdomain', (p) => p.fqdnSubdomain],
  ['nodeResourceGroup', (p) => p.nodeResourceGroup],
  ['diskEncryptionSetID', (p) => p.diskEncryptionSetID],
  ['enableRBAC', (p) => p.enableRBAC],
  ['servicePrincipalProfile.clientId', (p) => p.servicePrincipalProfile?.clientId],
  ['networkProfile.networkPlugin', (p) => p.networkProfile?.networkPlugin],
  ['networkProfile.podCidr', (p) => p.networkProfile?.podCidr],
  ['networkProfile.serviceCidr', (p) => p.networkProfile?.serviceCidr],
  ['networkProfile.dnsServiceIP', (p) => p.networkProfile?.dnsServiceIP],
  ['networkProfile.loadBalancerSku', (p) => p.networkProfile?.loadBalancerSku],
  [
    'apiServerAccessProfile.enablePrivateCluster',
    (p) => p.apiServerAccessProfile?.enablePrivateCluster,
  ],
  ['windowsProfile.adminUsername', (p) => p.windowsProfile?.adminUsername],
  ['linuxProfile.adminUsername', (p) => p.linuxProfile?.adminUsername],
]

function checkFixedMembers(
  cluster: ManagedCluster,
  asked: ClusterProperties,
): AzureError | undefined {
  const before: ClusterProperties = cluster.body.properties
  for (const [name, read] of FIXED) {
    const wanted = read(asked)
    if (wanted === undefined || wanted === null || wanted === '') continue
    const old = read(before)
    // What was never set may be set once, but no cluster becomes private later.
    const isUnset = old === undefined && wanted === false
    if (isUnset || String(wanted).toLowerCase() === String(old ?? '').toLowerCase()) continue
    if (mayStillChange(name, before, asked)) continue
    return aksError('PropertyChangeNotAllowed', { name }, { target: name })
  }
  if (before.oidcIssuerProfile?.enabled && asked.oidcIssuerProfile?.enabled === false) {
    const name = 'oidcIssuerProfile.enabled'
    return aksError('PropertyChangeNotAllowed', { name }, { target: name })
  }
  return undefined
}

/** Exceptions that came later: kubenet turns into Azure's overlay; profiles may be added. */
function mayStillChange(
  name: string,
  before: ClusterProperties,
  asked: ClusterProperties,
): boolean {
  switch (name) {
    case 'networkProfile.networkPlugin':
      return (
        before.networkProfile?.networkPlugin === 'kubenet' &&
        asked.networkProfile?.networkPlugin === 'azure' &&
        asked.networkProfile.networkPluginMode === 'overlay'
      )
    case 'networkProfile.podCidr':
      return before.networkProfile?.podCidr === undefined
    case 'linuxProfile.adminUsername':
      return before.linuxProfile === undefined
    default:
      return false
  }
}

/** Pools are matched by name: those that are missing stay, those that are unknown are refused. */
function checkPoolProfiles(
  pools: readonly AgentPool[],
  profiles: readonly PoolProfile[],
): AzureError | undefined {
  for (const profile of profiles) {
    const pool = pools.find(({ name }) => name === profile.name)
    if (!pool) return aksError('BadRequest:new-pool', {}, { target: 'agentPoolProfiles' })
    const fault = firstOf(
      () => checkFixed(pool, profile),
      () => checkCountChange(pool, profile),
      () => checkLabels(profile),
      () => checkUpgradeSettings(profile),
    )
    if (fault) return fault
  }
  const modeAfter = (pool: AgentPool) =>
    profiles.find(({ name }) => name === pool.name)?.mode ?? pool.body.properties.mode
  if (pools.some((pool) => modeAfter(pool) === 'System')) return undefined
  return aksError('BadRequest:system-pool')
}

function checkUpgrade(
  cluster: ManagedCluster,
  asked: string | undefined,
  catalogue: VersionsCatalogue,
): AzureError | undefined {
  const current = cluster.body.properties.currentKubernetesVersion!
  const to = targetVersion(cluster, asked, catalogue)
  if (to === current) return undefined
  if (!to) return aksError('K8sVersionNotSupported', { version: asked ?? '' })
  const upgrades = upgradesOf(catalogue, current)
  if (upgrades.includes(to)) return undefined
  const names = { from: current, to, upgrades: [...upgrades].reverse().join(' ') }
  return aksError('OperationNotAllowed:version', names)
}

/**
 * The full version that a PUT asks for: the present one when it asks for none or for an alias of it.
 * One that an aborted upgrade was to bring is asked for anew.
 */
export function targetVersion(
  cluster: ManagedCluster,
  asked: string | undefined,
  catalogue: VersionsCatalogue,
): string | undefined {
  const current = cluster.body.properties.currentKubernetesVersion!
  return !asked || isAtVersion(current, asked) ? current : resolveVersion(catalogue, asked)
}

/** Through the cluster all pools go along with the control plane, or all of them stay. */
function checkPoolVersions(
  cluster: ManagedCluster,
  pools: readonly AgentPool[],
  asked: ClusterProperties,
  catalogue: VersionsCatalogue,
): AzureError | undefined {
  const target = targetVersion(cluster, asked.kubernetesVersion, catalogue)!
  const profiles = asked.agentPoolProfiles ?? []
  const outcomes = profiles.map((profile) => {
    const { currentOrchestratorVersion } = pools.find(({ name }) => name === profile.name)!.body
      .properties
    const wanted = poolTarget(pools, profile, catalogue)
    if (wanted === target) return 'goes along'
    return wanted === currentOrchestratorVersion ? 'stays' : 'goes alone'
  })
  const moves = profiles.some(
    (profile, i) => outcomes[i] === 'goes along' && !hasVersion(pools, profile, target),
  )
  const isAllOrNone = !outcomes.includes('goes alone') && !(moves && outcomes.includes('stays'))
  if (isAllOrNone) return undefined
  const unknown = profiles.find((profile) => !poolTarget(pools, profile, catalogue))
  return unknown
    ? aksError('AgentPoolK8sVersionNotSupported', { version: unknown.orchestratorVersion ?? '' })
    : aksError('NotAllAgentPoolOrchestratorVersionSpecifiedAndUnchanged')
}

const hasVersion = (pools: readonly AgentPool[], profile: PoolProfile, version: string): boolean =>
  pools.find(({ name }) => name === profile.name)?.body.properties.currentOrchestratorVersion ===
  version

/** The full version that a profile asks of its pool; its present one when it asks for none. */
export const poolTarget = (
  pools: readonly AgentPool[],
  profile: PoolProfile,
  catalogue: VersionsCatalogue,
): string | undefined =>
  poolTargetVersion(
    pools.find(({ name }) => name === profile.name)!,
    profile.orchestratorVersion,
    catalogue,
  )
