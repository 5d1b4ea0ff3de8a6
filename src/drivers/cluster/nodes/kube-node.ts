// A node as the API server has it, and as a pool would have it. Pure.
import type { NodePool } from '../port.ts'

export interface KubeNode {
  readonly apiVersion?: string
  readonly kind?: string
  readonly metadata: {
    readonly name: string
    readonly labels?: Readonly<Record<string, string>>
    readonly annotations?: Readonly<Record<string, string>>
    readonly resourceVersion?: string
  }
  readonly spec?: {
    readonly unschedulable?: boolean
    readonly taints?: readonly Taint[]
    readonly providerID?: string
  }
  readonly status?: {
    readonly phase?: string
    readonly conditions?: readonly Condition[]
    readonly nodeInfo?: Readonly<Record<string, string>>
    readonly capacity?: Readonly<Record<string, string>>
    readonly allocatable?: Readonly<Record<string, string>>
    readonly addresses?: readonly { readonly type: string; readonly address: string }[]
  }
}

interface Condition {
  readonly type: string
  readonly status: string
  readonly reason?: string
  readonly message?: string
  readonly lastHeartbeatTime?: string
  readonly lastTransitionTime?: string
}

interface Taint {
  readonly key: string
  readonly value?: string
  readonly effect: string
}

export const POOL_LABEL = 'kubernetes.azure.com/agentpool'
const IMAGE_LABEL = 'kubernetes.azure.com/node-image-version'
/** Labels and taints that the pool gave, so that a change takes away what it no longer gives. */
const GIVEN = 'lazuli/given'
/** A node that is more than its pool has, while others are replaced. */
const SURGE = 'lazuli/surge'
/** A node that was cordoned to be taken away or replaced. */
const LEAVING = 'lazuli/leaving'
/** For how long a kubelet may remember secrets, in seconds. As AKS has it. */
const TTL = 'node.alpha.kubernetes.io/ttl'

const nodeName = ({ scaleSet }: Pick<NodePool, 'scaleSet'>, index: number): string =>
  `${scaleSet.name}${index.toString(36).padStart(6, '0')}`

/** The number of a node in its scale set; undefined for what is no node of it. */
export function indexOf(name: string): number | undefined {
  const digits = /-vmss([0-9a-z]{6})$/.exec(name)?.[1]
  return digits === undefined ? undefined : Number.parseInt(digits, 36)
}

/** A node is tainted until the controllers have seen that it is Ready. */
const NOT_READY = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']

/** Whether it says so, and pods can be put on it. */
export const isReady = ({ spec, status }: KubeNode): boolean =>
  status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') === true &&
  spec?.taints?.some(({ key }) => NOT_READY.includes(key)) !== true

export const isSurge = ({ metadata }: KubeNode): boolean => metadata.annotations?.[SURGE] === 'true'

export const isLeaving = ({ metadata }: KubeNode): boolean =>
  metadata.annotations?.[LEAVING] === 'true'

/** Whether the node must be made anew to be as the pool has it. */
export const isOutdated = (node: KubeNode, pool: NodePool): boolean =>
  node.status?.nodeInfo?.kubeletVersion !== `v${pool.kubernetesVersion}` ||
  node.metadata.labels?.[IMAGE_LABEL] !== pool.image

const taintOf = (text: string): Taint => {
  const [, key = text, value, effect = 'NoSchedule'] =
    /^([^=:]+)(?:=([^:]*))?:(\w+)$/.exec(text) ?? []
  return { key, ...(value ? { value } : {}), effect }
}

const regional = (
  location: string,
  zone: string | undefined,
): Readonly<Record<string, string>> => ({
  'topology.kubernetes.io/region': location,
  'failure-domain.beta.kubernetes.io/region': location,
  // AKS gives nodes without a zone the fault domain.
  'topology.kubernetes.io/zone': zone === undefined ? '0' : `${location}-${zone}`,
  'failure-domain.beta.kubernetes.io/zone': zone === undefined ? '0' : `${location}-${zone}`,
  'topology.disk.csi.azure.com/zone': zone === undefined ? '' : `${location}-${zone}`,
})

function labelsOf(pool: NodePool, index: number): Readonly<Record<string, string>> {
  const { shape, zones } = pool
  return {
    'kubernetes.io/hostname': nodeName(pool, index),
    'kubernetes.io/os': shape.os,
    'kubernetes.io/arch': shape.architecture,
    'beta.kubernetes.io/os': shape.os,
    'beta.kubernetes.io/arch': shape.architecture,
    'node.kubernetes.io/instance-type': shape.vmSize,
    'beta.kubernetes.io/instance-type': shape.vmSize,
    ...regional(pool.location, zones.length > 0 ? zones[index % zones.length] : undefined),
    [IMAGE_LABEL]: pool.image,
    ...pool.labels,
  }
}

const given = (pool: NodePool): string =>
  JSON.stringify([Object.keys(pool.labels).sort(), [...pool.taints].sort()])

const whole = (bytes: number): string => `${Math.floor(bytes / 1024)}Ki`

function addressOf(first: string, index: number): string {
  const number = first.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) + index
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.')
}

/** A node of the pool that is not there yet. */
export function newNode(pool: NodePool, index: number, surge: boolean): KubeNode {
  const { shape } = pool
  const name = nodeName(pool, index)
  const gpus = shape.gpus > 0 ? { 'nvidia.com/gpu': String(shape.gpus) } : {}
  const pods = String(shape.maxPods)
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: labelsOf(pool, index),
      annotations: {
        [GIVEN]: given(pool),
        [TTL]: '0',
        ...(surge ? { [SURGE]: 'true' } : {}),
      },
    },
    spec: {
      providerID: `azure://${pool.scaleSet.id}/virtualMachines/${index}`,
      taints: pool.taints.map(taintOf),
    },
    status: {
      capacity: {
        cpu: String(shape.cores),
        memory: whole(shape.memoryBytes),
        'ephemeral-storage': whole(shape.diskBytes),
        pods,
        ...gpus,
      },
      allocatable: {
        cpu: `${shape.allocatable.milliCores}m`,
        memory: whole(shape.allocatable.memoryBytes),
        'ephemeral-storage': whole(shape.allocatable.diskBytes),
        pods,
        ...gpus,
      },
      addresses: [
        { type: 'InternalIP', address: addressOf(pool.firstAddress, index) },
        { type: 'Hostname', address: name },
      ],
      nodeInfo: {
        architecture: shape.architecture,
        operatingSystem: shape.os,
        osImage: shape.osImage,
        kubeletVersion: `v${pool.kubernetesVersion}`,
        kubeProxyVersion: `v${pool.kubernetesVersion}`,
        containerRuntimeVersion: 'fake://1',
        kernelVersion: '',
        bootID: '',
        machineID: '',
        systemUUID: '',
      },
    },
  }
}

/** What kubelets report that are well: condition, status, reason, message. */
const WELL = [
  ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'],
  [
    'MemoryPressure',
    'False',
    'KubeletHasSufficientMemory',
    'kubelet has sufficient memory available',
  ],
  ['DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
  ['PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
] as const

/**
 * The node as its program would report it when it has seen it. Said with the node itself that is one write to the
 * API server in place of four: the report, the taint of nodes that are not Ready, its removal, and both their copies.
 */
export const reportedWell = (node: KubeNode, at: string): KubeNode => ({
  ...node,
  status: {
    ...node.status,
    phase: 'Running',
    conditions: WELL.map(([type, status, reason, message]) => ({
      type,
      status,
      reason,
      message,
      lastHeartbeatTime: at,
      lastTransitionTime: at,
    })),
  },
})

/** What a merge patch says of a node. */
export interface NodeChange {
  readonly metadata: {
    readonly resourceVersion?: string | undefined
    readonly labels?: Readonly<Record<string, string | null>>
    readonly annotations: Readonly<Record<string, string | null>>
  }
  readonly spec: { readonly taints?: readonly Taint[]; readonly unschedulable?: boolean | null }
}

/**
 * What a merge patch must say so that a node that stays is as its pool has it; undefined where it is.
 * What others than the pool put on it is left alone, as is a cordon that was not ours.
 */
export function correction(node: KubeNode, pool: NodePool): NodeChange | undefined {
  const old = node.metadata.annotations?.[GIVEN]
  const isGiven = old === given(pool) && hasValues(node, pool)
  if (isGiven && !isLeaving(node) && !isSurge(node)) return undefined
  const [oldLabels, oldTaints] = old ? (JSON.parse(old) as [string[], string[]]) : [[], []]
  const gone = oldLabels
    .filter((name) => !Object.hasOwn(pool.labels, name))
    .map((name) => [name, null])
  const wanted = pool.taints.map(taintOf)
  const ours = [...oldTaints.map(taintOf), ...wanted].map(({ key, effect }) => `${key}:${effect}`)
  const others = (node.spec?.taints ?? []).filter(
    ({ key, effect }) =>
      !ours.includes(`${key}:${effect}`) &&
      !(isLeaving(node) && key === 'node.kubernetes.io/unschedulable'),
  )
  return {
    metadata: {
      resourceVersion: node.metadata.resourceVersion,
      labels: { ...Object.fromEntries(gone), ...pool.labels },
      annotations: { [GIVEN]: given(pool), [LEAVING]: null, [SURGE]: null },
    },
    spec: {
      taints: [...others, ...wanted],
      ...(isLeaving(node) ? { unschedulable: null } : {}),
    },
  }
}

const hasValues = ({ metadata }: KubeNode, { labels }: NodePool): boolean =>
  Object.entries(labels).every(([name, value]) => metadata.labels?.[name] === value)

/** Takes no more pods, and is known again as one of those that go. */
export const cordon: NodeChange = {
  metadata: { annotations: { [LEAVING]: 'true' } },
  spec: { unschedulable: true },
}
