// What the nodes of a pool are, in the words of the cluster driver. Pure.
import { idKey } from '#arm/resource-id.ts'
import type { VmSize } from '#catalogues/catalogues.ts'
import type { MachineNode, NodePool, NodeReplacing, NodeShape } from '#drivers/cluster/port.ts'
import { defined } from '#kernel/defined.ts'
import { type AgentPool, DEFAULTS } from '../agent-pools/agent-pool.ts'
import type { ManagedCluster } from '../managed-clusters/managed-cluster.ts'
import { firstAddressOf, scaleSetOf } from './machine.ts'
import type { OwnMachine } from './own-machine.ts'

const GIBIBYTE = 2 ** 30
const MEBIBYTE = 2 ** 20
const MINUTE_MS = 60_000

/** What a size is taken for that the catalogue does not have. */
const SOME_SIZE = { cores: 2, memoryGB: 7 }

/** Documented: what a kubelet of AKS keeps of the cores for itself, in thousandths of one. */
const RESERVED_CORES: readonly (readonly [cores: number, reserved: number])[] = [
  [64, 740],
  [32, 420],
  [16, 260],
  [8, 180],
  [4, 140],
  [2, 100],
  [1, 60],
]

const reservedMilliCores = (cores: number): number =>
  RESERVED_CORES.find(([from]) => cores >= from)?.[1] ?? 0

/** Documented: 20 MB for each pod and 50 MB besides, or a quarter where that is less, and 100 MB that stay free. */
function allocatableMemory(bytes: number, maxPods: number): number {
  const reserved = Math.min((20 * maxPods + 50) * MEBIBYTE, bytes / 4)
  return Math.floor(bytes - reserved - 100 * MEBIBYTE)
}

/** A tenth stays free for the kubelet, which else throws pods out. */
const allocatableDisk = (bytes: number): number => Math.floor(bytes * 0.9)

const OS_IMAGES: Readonly<Record<string, string>> = {
  AzureLinux: 'Microsoft Azure Linux 3.0',
  CBLMariner: 'CBL-Mariner/Linux',
  Windows2019: 'Windows Server 2019 Datacenter',
  Windows2022: 'Windows Server 2022 Datacenter',
}

function shapeOf(pool: AgentPool, size: VmSize | undefined): NodeShape {
  const { vmSize, maxPods = 110, osDiskSizeGB, osSKU, osType } = pool.body.properties
  const { cores, memoryGB } = size ?? SOME_SIZE
  const usable = size?.availableCores ?? cores
  const memoryBytes = memoryGB * GIBIBYTE
  const diskBytes = (osDiskSizeGB || DEFAULTS.osDiskSizeGB) * GIBIBYTE
  return {
    vmSize: vmSize ?? DEFAULTS.vmSize,
    cores: usable,
    memoryBytes,
    diskBytes,
    gpus: size?.gpus ?? 0,
    allocatable: {
      milliCores: usable * 1000 - reservedMilliCores(usable),
      memoryBytes: allocatableMemory(memoryBytes, maxPods),
      diskBytes: allocatableDisk(diskBytes),
    },
    architecture: size?.architecture ?? 'amd64',
    os: osType === 'Windows' ? 'windows' : 'linux',
    osImage: OS_IMAGES[osSKU ?? ''] ?? 'Ubuntu 22.04 LTS',
    maxPods,
  }
}

/** `33%` of the nodes, rounded up, or a number of them; one at least. */
export function surgeOf(maxSurge: string | undefined, count: number): number {
  const [, number = '10', percent] = /^(\d+)(%?)$/.exec(maxSurge ?? '10%') ?? [undefined, '1', '']
  const nodes = percent ? Math.ceil((Number(number) * count) / 100) : Number(number)
  return Math.max(1, nodes)
}

export function replacingOf({ body }: AgentPool): NodeReplacing {
  const { upgradeSettings, count = 1 } = body.properties
  const { drainTimeoutInMinutes = 30, nodeSoakDurationInMinutes = 0 } = upgradeSettings ?? {}
  return {
    surge: surgeOf(upgradeSettings?.maxSurge, count),
    drainTimeoutMs: drainTimeoutInMinutes * MINUTE_MS,
    soakMs: nodeSoakDurationInMinutes * MINUTE_MS,
    renews: false,
  }
}

/** The pool as one of its machines has it that was made by itself. */
export function machineNodeOf(
  cluster: ManagedCluster,
  pool: AgentPool,
  { body }: OwnMachine,
  size: VmSize | undefined,
): MachineNode {
  const { nodeLabels, nodeTaints, maxPods } = body.kubernetes
  const own = { ...pool.body.properties, ...defined({ nodeLabels, nodeTaints, maxPods }) }
  const mode = body.mode as NonNullable<typeof own.mode>
  const as = { ...pool, body: { ...pool.body, properties: { ...own, mode, vmSize: body.vmSize } } }
  return {
    kubernetesVersion: body.version,
    labels: labelsOf(cluster, as),
    taints: own.nodeTaints ?? [],
    ...(body.zones.length > 0 ? { zones: body.zones } : {}),
    shape: shapeOf(as, size),
  }
}

function labelsOf(cluster: ManagedCluster, pool: AgentPool): Readonly<Record<string, string>> {
  const { nodeLabels, mode, osSKU, type } = pool.body.properties
  return {
    ...nodeLabels,
    agentpool: pool.name,
    'kubernetes.azure.com/agentpool': pool.name,
    'kubernetes.azure.com/cluster': cluster.body.properties.nodeResourceGroup ?? '',
    'kubernetes.azure.com/mode': (mode ?? 'User').toLowerCase(),
    'kubernetes.azure.com/nodepool-type': type ?? 'VirtualMachineScaleSets',
    'kubernetes.azure.com/os-sku': osSKU ?? 'Ubuntu',
    'kubernetes.azure.com/role': 'agent',
    'kubernetes.azure.com/storageprofile': 'managed',
    'kubernetes.azure.com/storagetier': 'Premium_LRS',
  }
}

/** A stopped pool has no nodes, whatever its count says it will have again. */
export function nodePoolOf(
  cluster: ManagedCluster,
  pool: AgentPool,
  size: VmSize | undefined,
  change: Partial<NodePool> = {},
): NodePool {
  const { properties, power } = pool.body
  return {
    cluster: idKey(cluster.id),
    name: pool.name,
    count: power === 'Stopped' ? 0 : (properties.count ?? 1),
    kubernetesVersion: properties.currentOrchestratorVersion!,
    labels: labelsOf(cluster, pool),
    taints: properties.nodeTaints ?? [],
    image: properties.nodeImageVersion ?? '',
    location: cluster.location,
    zones: properties.availabilityZones ?? [],
    shape: shapeOf(pool, size),
    replacing: replacingOf(pool),
    scaleSet: scaleSetOf(cluster, pool),
    firstAddress: firstAddressOf(pool),
    ...change,
  }
}
