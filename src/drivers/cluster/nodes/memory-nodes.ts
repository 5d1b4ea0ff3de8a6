// Nodes that are remembered and nothing else: of each what its pool's next change asks about.
import { cordon, type KubeNode, type NodeChange, POOL_LABEL } from './kube-node.ts'
import type { NodeWorld } from './node-world.ts'

/** Called before each change of a node: a test may wait there, or interrupt. */
export type BeforeChange = (signal: AbortSignal) => Promise<void>

const LABELS = [POOL_LABEL, 'kubernetes.azure.com/node-image-version']

const remembered = ({ metadata, status }: KubeNode): KubeNode => ({
  metadata: {
    name: metadata.name,
    labels: Object.fromEntries(LABELS.map((name) => [name, metadata.labels?.[name] ?? ''])),
    annotations: metadata.annotations ?? {},
  },
  spec: {},
  status: {
    conditions: [{ type: 'Ready', status: 'True' }],
    nodeInfo: { kubeletVersion: status?.nodeInfo?.kubeletVersion ?? '' },
  },
})

function patched({ metadata, spec, status }: KubeNode, change: NodeChange): KubeNode {
  const annotations = { ...metadata.annotations, ...change.metadata.annotations }
  const set = Object.entries(annotations).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const],
  )
  const { unschedulable = spec?.unschedulable } = change.spec
  return {
    metadata: { ...metadata, annotations: Object.fromEntries(set) },
    spec: unschedulable ? { unschedulable } : {},
    ...(status ? { status } : {}),
  }
}

export function memoryNodes(beforeChange: BeforeChange | undefined): NodeWorld {
  const nodes = new Map<string, KubeNode>()
  const begin = async (signal: AbortSignal): Promise<void> => {
    await beforeChange?.(signal)
    signal.throwIfAborted()
  }
  const of = (pool: string): readonly KubeNode[] =>
    [...nodes.values()].filter(({ metadata }) => metadata.labels?.[POOL_LABEL] === pool)
  const patch: NodeWorld['patch'] = async ({ metadata }, change, signal) => {
    await begin(signal)
    const found = nodes.get(metadata.name)
    if (found) nodes.set(metadata.name, patched(found, change))
    return true
  }
  return {
    requireSound: async () => {},
    list: async (pool) => of(pool),
    names: async (pool) => of(pool).map(({ metadata }) => metadata.name),
    find: async (name) => nodes.get(name),
    async create(node, _isWell, signal) {
      await begin(signal)
      if (!nodes.has(node.metadata.name)) nodes.set(node.metadata.name, remembered(node))
    },
    patch,
    async remove({ metadata }, signal) {
      await begin(signal)
      nodes.delete(metadata.name)
    },
    async drain(node, _timeoutMs, signal) {
      await patch(node, cordon, signal)
    },
  }
}
