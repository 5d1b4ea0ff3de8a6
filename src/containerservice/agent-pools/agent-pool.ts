import { declareBody } from '#arm/resources/body-shapes.ts'
import { type ArmResource, newResource } from '#arm/resources/resource.ts'
import type { OperationError } from '#engine/operation.ts'
import type { Instant } from '#kernel/instant.ts'
import { toIso } from '#kernel/instant.ts'
import {
  resolveVersion,
  type VersionsCatalogue,
} from '../kubernetes-versions/versions-catalogue.ts'
import type { SnapshotProperties } from '../snapshots/snapshot.ts'
import type { NetworkProfile, PoolProperties, PowerCode } from '../wire.ts'
import type { PoolState } from './agent-pool.machine.ts'

/** A pool's members as on the wire, without those that have a place of their own. */
export type StoredPool = Omit<PoolProperties, 'provisioningState' | 'powerState'>

/** The service's record of a pool: a child of its cluster's row. */
export interface PoolBody {
  readonly properties: StoredPool
  readonly power: PowerCode
  /** The pool's own operation that was started last; empty when its cluster made it. */
  readonly operation: string
  /** Place among the cluster's pools: they are listed in the order in which they were made. */
  readonly place: number
  /** Stopped by itself, not with its cluster: the cluster's start leaves it stopped. */
  readonly stoppedAlone: boolean
  /** Why the last change failed; absent where it did not. */
  readonly failure?: OperationError
}

export interface AgentPool extends ArmResource<PoolBody> {
  readonly provisioningState: PoolState
}

export const POOL_TYPE = 'Microsoft.ContainerService/managedClusters/agentPools'

declareBody<PoolBody>(POOL_TYPE, {
  properties: 'object',
  power: 'string',
  operation: 'string',
  place: 'number',
  stoppedAlone: 'boolean',
  failure: 'object?',
})

export const poolId = (cluster: string, name: string): string => `${cluster}/agentPools/${name}`

/** The cluster that a pool, or any other child, belongs to. */
export const clusterIdOf = (child: { readonly id: string }): string =>
  child.id.split('/').slice(0, -2).join('/')

/** What of its cluster a new pool's defaults depend on. */
export interface PoolSetting {
  readonly cluster: string
  readonly kubernetesVersion: string
  readonly currentKubernetesVersion: string
  readonly network: NetworkProfile
  readonly catalogue: VersionsCatalogue
  readonly place: number
  readonly now: Instant
  /** What the pool is made after, if it names a snapshot. */
  readonly snapshot?: SnapshotProperties | undefined
}

/** The machine of a pool that names none. */
export const DEFAULTS = { vmSize: 'Standard_DS2_v2', osDiskSizeGB: 128 } as const

/** A pool as asked for, with all that Azure fills in. Not yet saved. */
export function newPool(name: string, asked: PoolProperties, setting: PoolSetting): AgentPool {
  const osType = asked.osType ?? setting.snapshot?.osType ?? 'Linux'
  const { snapshot } = setting
  const own = asked.orchestratorVersion || snapshot?.kubernetesVersion
  const version = own ? resolveVersion(setting.catalogue, own)! : setting.currentKubernetesVersion
  const defaults: StoredPool = {
    // Machines of such a pool are made one by one.
    count: asked.mode === 'Machines' ? 0 : 1,
    ...DEFAULTS,
    osDiskType: 'Managed',
    kubeletDiskType: 'OS',
    maxPods: defaultMaxPods(setting.network),
    type: 'VirtualMachineScaleSets',
    scaleDownMode: 'Delete',
    mode: 'User',
    osType,
    osSKU: snapshot?.osSku ?? (osType === 'Windows' ? 'Windows2022' : 'Ubuntu'),
    enableFIPS: snapshot?.enableFIPS ?? false,
    upgradeSettings: { maxSurge: '10%' },
  }
  const sent = settable(asked)
  const properties = {
    ...defaults,
    ...sent,
    upgradeSettings: { ...defaults.upgradeSettings, ...sent.upgradeSettings },
  }
  return newResource<PoolBody>({
    id: poolId(setting.cluster, name),
    type: POOL_TYPE,
    provisioningState: 'Creating',
    body: {
      properties: {
        ...withoutNothings(withSpotMarks(properties)),
        count: within(properties.count, properties.minCount, properties.maxCount),
        // 0 stands for the size that goes with the machine's.
        osDiskSizeGB: properties.osDiskSizeGB || DEFAULTS.osDiskSizeGB,
        orchestratorVersion: own || setting.kubernetesVersion,
        currentOrchestratorVersion: version,
        nodeImageVersion:
          snapshot?.nodeImageVersion ?? latestNodeImage(properties.osSKU, setting.now),
      },
      power: 'Running',
      operation: '',
      place: setting.place,
      stoppedAlone: false,
    },
  }) as AgentPool
}

/** The pool after a PUT: what is sent changes, the rest stays. */
export function updatedPool(pool: AgentPool, asked: PoolProperties): AgentPool {
  const before = pool.body.properties
  const sent = settable(asked)
  const { minCount, maxCount, ...properties } = { ...before, ...sent }
  const hasAutoscaler = properties.enableAutoScaling === true
  // The autoscaler owns the number of nodes: what is sent beside it is ignored.
  const { count } = before.enableAutoScaling ? before : properties
  return {
    ...pool,
    body: {
      ...pool.body,
      properties: {
        ...withoutNothings(properties),
        ...(hasMembers(sent.upgradeSettings) ? {} : keptSettings(before)),
        ...(hasAutoscaler ? { minCount, maxCount, count: within(count, minCount, maxCount) } : {}),
      },
    },
  }
}

/** The count that is nearest in the autoscaler's range, which moves it there. */
const within = (count = 1, min = count, max = count): number => Math.max(min, Math.min(max, count))

const hasMembers = (value: object | undefined): boolean =>
  value !== undefined && Object.keys(value).length > 0

const keptSettings = ({ upgradeSettings }: StoredPool): Pick<StoredPool, 'upgradeSettings'> =>
  upgradeSettings ? { upgradeSettings } : {}

/** What a client may set, without what is sent back from an earlier answer. */
export function settable(asked: PoolProperties): StoredPool {
  const {
    provisioningState: _state,
    powerState: _power,
    currentOrchestratorVersion: _current,
    nodeImageVersion: _image,
    eTag: _etag,
    status: _status,
    virtualMachineNodesStatus: _nodes,
    localDNSProfile: dns,
    ...others
  } = asked
  const { state: _dnsState, ...localDNSProfile } = dns ?? {}
  const rest = { ...others, ...(dns ? { localDNSProfile } : {}) }
  return Object.fromEntries(
    Object.entries(rest).filter(
      ([, value]) => value !== undefined && value !== null && value !== '',
    ),
  )
}

/** As recorded: what says nothing, of a pool that is not Spot, comes back absent. */
function withoutNothings(properties: StoredPool): StoredPool {
  const { scaleSetPriority, scaleSetEvictionPolicy, spotMaxPrice, nodeTaints, ...rest } = properties
  const isSpot = scaleSetPriority === 'Spot'
  return {
    ...rest,
    ...(isSpot ? { scaleSetPriority } : {}),
    ...(scaleSetEvictionPolicy && (isSpot || scaleSetEvictionPolicy !== 'Delete')
      ? { scaleSetEvictionPolicy }
      : {}),
    ...(spotMaxPrice !== undefined && (isSpot || spotMaxPrice !== -1) ? { spotMaxPrice } : {}),
    ...(nodeTaints?.length ? { nodeTaints } : {}),
  }
}

const SPOT = 'kubernetes.azure.com/scalesetpriority'

/** Azure marks spot nodes itself, so that pods land there only on purpose. */
function withSpotMarks(properties: StoredPool): StoredPool {
  if (properties.scaleSetPriority !== 'Spot') return properties
  const taint = `${SPOT}=spot:NoSchedule`
  const taints = properties.nodeTaints ?? []
  return {
    ...properties,
    scaleSetEvictionPolicy: properties.scaleSetEvictionPolicy ?? 'Delete',
    spotMaxPrice: properties.spotMaxPrice ?? -1,
    nodeLabels: { ...properties.nodeLabels, [SPOT]: 'spot' },
    nodeTaints: taints.includes(taint) ? taints : [...taints, taint],
  }
}

function defaultMaxPods(network: NetworkProfile): number {
  if (network.networkPluginMode === 'overlay') return 250
  return network.networkPlugin === 'azure' ? 30 : 110
}

const DAY_MS = 86_400_000

/** Azure publishes node images about once a week; these appear on Mondays. */
export function latestNodeImage(osSKU: StoredPool['osSKU'], now: Instant): string {
  const sinceMonday = (Math.floor(now / DAY_MS) + 3) % 7
  const [year, month, day] = toIso((now - sinceMonday * DAY_MS) as Instant)
    .slice(0, 10)
    .split('-')
  const built = `${year}${month}.${day}.0`
  switch (osSKU) {
    case 'Windows2019':
      return `AKSWindows-2019-containerd-${built}`
    case 'Windows2022':
      return `AKSWindows-2022-containerd-${built}`
    case 'AzureLinux':
      return `AKSAzureLinux-V2gen2-${built}`
    case 'CBLMariner':
      return `AKSCBLMariner-V2gen2-${built}`
    default:
      return `AKSUbuntu-2204gen2containerd-${built}`
  }
}
