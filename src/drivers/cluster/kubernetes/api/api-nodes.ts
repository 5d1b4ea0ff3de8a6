// The nodes of a cluster as its API server has them.
import type { KubeNode } from '../../nodes/kube-node.ts'
import { POOL_LABEL } from '../../nodes/kube-node.ts'
import type { NodeWorld } from '../../nodes/node-world.ts'
import type { Api } from './api.ts'
import { drain } from './drain.ts'

const NODES = '/api/v1/nodes'
const NOT_FOUND = 404
const CONFLICT = 409
const LIST_PAGE = 500
/** Of this machine's time, which no scale shortens: its controllers may be slow. */
const DRAIN_QUIET_MS = 30_000

interface NodeList {
  readonly metadata: { readonly continue?: string }
  readonly items: readonly KubeNode[]
}

const pathOf = (name: string): string => `${NODES}/${name}`

export const apiNodes = (
  api: Api,
  requireSound: NodeWorld['requireSound'],
  scaled: (ms: number) => number,
): NodeWorld => ({
  requireSound,
  async list(pool, signal) {
    const all: KubeNode[] = []
    let next: string | undefined
    do {
      const labelSelector = `${POOL_LABEL}=${pool}`
      const query = new URLSearchParams({ limit: String(LIST_PAGE), labelSelector })
      if (next) query.set('continue', next)
      const { items, metadata } = await api.get<NodeList>(`${NODES}?${query}`, signal)
      all.push(...items)
      next = metadata.continue
    } while (next)
    return all
  },
  async find(name, signal) {
    const { status, body } = await api.call<KubeNode>('GET', pathOf(name), signal)
    return status === NOT_FOUND ? undefined : body
  },
  async create(node, signal) {
    await api.send('POST', NODES, signal, node, [CONFLICT])
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
