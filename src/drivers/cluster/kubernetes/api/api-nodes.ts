// The nodes of a cluster as its API server has them.
import { type KubeNode, POOL_LABEL, reportedWell } from '../../nodes/kube-node.ts'
import type { NodeWorld } from '../../nodes/node-world.ts'
import type { Api } from './api.ts'
import { drain } from './drain.ts'

const NODES = '/api/v1/nodes'
const NOT_FOUND = 404
const CONFLICT = 409
const LIST_PAGE = 500
/** Of this machine's time, which no scale shortens: its controllers may be slow. */
const DRAIN_QUIET_MS = 30_000

interface Page<Item> {
  readonly metadata: { readonly continue?: string }
  /** Null where a list of metadata is empty. */
  readonly items: readonly Item[] | null
}

/** Lists of what all objects have: a node is long, and its name is not. */
const METADATA = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io'

async function pages<Item>(
  api: Api,
  pool: string,
  signal: AbortSignal,
  accept?: string,
): Promise<readonly Item[]> {
  const all: Item[] = []
  let next: string | undefined
  do {
    const labelSelector = `${POOL_LABEL}=${pool}`
    const query = new URLSearchParams({ limit: String(LIST_PAGE), labelSelector })
    if (next) query.set('continue', next)
    const { items, metadata } = await api.get<Page<Item>>(`${NODES}?${query}`, signal, accept)
    all.push(...(items ?? []))
    next = metadata.continue
  } while (next)
  return all
}

const pathOf = (name: string): string => `${NODES}/${name}`

export interface ApiNodesOptions {
  readonly requireSound: NodeWorld['requireSound']
  readonly scaled: (ms: number) => number
  /** When nodes are well that are made so; absent: each has to report it itself. */
  readonly wellAt?: () => string
}

export const apiNodes = (
  api: Api,
  { requireSound, scaled, wellAt }: ApiNodesOptions,
): NodeWorld => ({
  requireSound,
  list: (pool, signal) => pages<KubeNode>(api, pool, signal),
  async names(pool, signal) {
    const nodes = await pages<Pick<KubeNode, 'metadata'>>(api, pool, signal, METADATA)
    return nodes.map(({ metadata }) => metadata.name)
  },
  async find(name, signal) {
    const { status, body } = await api.call<KubeNode>('GET', pathOf(name), signal)
    return status === NOT_FOUND ? undefined : body
  },
  async create(node, isWell, signal) {
    const made = isWell && wellAt ? reportedWell(node, wellAt()) : node
    await api.send('POST', NODES, signal, made, [CONFLICT])
  },
  async patch({ metadata }, change, signal) {
    const besides = [CONFLICT, NOT_FOUND]
    const { status } = await api.send('PATCH', pathOf(metadata.name), signal, change, besides)
    return status !== CONFLICT
  },
  async remove({ metadata }, signal) {
    await api.send('DELETE', pathOf(metadata.name), signal, undefined, [NOT_FOUND])
  },
  drain: (node, timeoutMs, signal) =>
    drain(
      api,
      node,
      { timeoutMs: scaled(timeoutMs), quietMs: DRAIN_QUIET_MS, mostMs: timeoutMs },
      signal,
    ),
})
