// A pool of usable nodes for the wire tests of nodes, and calls on them.
import assert from 'node:assert/strict'
import { findNode, saveNode } from '#batch/nodes/node.queries.ts'
import { type Node, type NodeState, nodeKeyOf } from '#batch/nodes/node.ts'
import type { NodeDriver, NodeProvider } from '#drivers/nodes/provider.ts'
import { SimulatedNodes } from '#drivers/nodes/simulated/simulated.ts'
import { frozenClock } from '#testing/clock.ts'
import { ACCOUNT, type Answer, type BatchServer, startBatch } from '../batch-server.ts'
import { addPool, POOL } from '../pools/pools-world.ts'

/** It has every operation of nodes. */
export const VERSION = '2024-07-01.20.0'

export type Endpoints = { inboundEndpoints: { name: string; frontendPort: number }[] }
type Listed = { id: string; state: NodeState; [name: string]: unknown }

export const nodes = async (batch: BatchServer): Promise<Listed[]> =>
  (await batch.call('GET', `${POOL}/nodes`, { version: VERSION })).body.value as unknown as Listed[]

/** A pool with so many usable nodes. */
export async function aPool(
  batch: BatchServer,
  count: number,
  change: object = {},
): Promise<Listed[]> {
  const added = await addPool(batch, { targetDedicatedNodes: count, ...change })
  assert.equal(added.status, 201, added.text)
  await batch.pass(60_000)
  return nodes(batch)
}

export const onNode = (
  batch: BatchServer,
  { id }: Pick<Listed, 'id'>,
  action: string,
  body?: object,
  version = VERSION,
): Promise<Answer> => batch.call('POST', `${POOL}/nodes/${id}/${action}`, { version, body })

export const stateOf = async (batch: BatchServer, { id }: Pick<Listed, 'id'>): Promise<NodeState> =>
  (await batch.call('GET', `${POOL}/nodes/${id}`, { version: VERSION })).body
    .state as unknown as NodeState

/** Puts the node into a state by force, as it would be there. */
export const force = (batch: BatchServer, { id }: Pick<Listed, 'id'>, change: Partial<Node>) =>
  batch.ports.store.write(async (tx) => {
    const node = await findNode(tx, nodeKeyOf({ account: ACCOUNT, poolId: 'pool1', nodeId: id }))
    await saveNode(tx, { ...node!, ...change })
  })

/** A server whose simulated nodes can be replaced while it lives, and a clock that steps alone. */
export async function onReplaceableNodes(provider?: NodeProvider) {
  const clock = frozenClock()
  const place = { nodes: new SimulatedNodes({ clock }) }
  const driver: NodeDriver = {
    get provider() {
      return provider ?? place.nodes.provider
    },
    get agent() {
      return place.nodes.agent
    },
    close: async () => undefined,
  }
  const batch = await startBatch({ clock, nodes: driver })
  const pass = async (ms: number): Promise<void> => {
    await batch.lazuli.inside.background.idle()
    await clock.step(ms)
    await batch.lazuli.inside.background.idle()
  }
  /** Nodes that know of nothing. */
  const replace = (): void => {
    place.nodes = new SimulatedNodes({ clock })
  }
  return { batch, pass, place, replace }
}
