// A node that never came to be: its row goes at once, and its machine, or the request for one, is
// given back by an operation of its own.

import { type Durable, durable } from '#engine/operation.ts'
import type { Shape } from '#store/read-json.ts'
import type { Tx } from '#store/tx.ts'
import { setCertificateUse } from '../certificates/certificate-use.queries.ts'
import type { NodeId } from '../keys.ts'
import type { BatchPorts } from '../ports.ts'
import { removeNode } from './node.queries.ts'
import type { Node } from './node.ts'
import { isObtained } from './node-driver.ts'

interface Release {
  readonly key: NodeId
}

const releaseShape: Shape<Release> = { key: 'string' }

export const nodeRelease = ({ nodeProvider }: Pick<BatchPorts, 'nodeProvider'>): Durable<Release> =>
  durable<Release>('ComputeNode_Release', releaseShape, [
    { name: 'release', act: ({ input }, signal) => nodeProvider.release(input.key, {}, signal) },
  ])

/** Forgets the node. Wake the engine once it is saved. */
export async function forgetNode(
  tx: Tx,
  ports: Pick<BatchPorts, 'engine' | 'nodeProvider'>,
  node: Node,
): Promise<void> {
  const { account, poolId, poolKey, id, key } = node
  await removeNode(tx, node)
  await setCertificateUse(tx, { account, poolId, nodeId: id }, [])
  const resource = `batch:${account}/pools/${poolKey}/nodes/${key}/machine`
  await ports.engine.begin(tx, nodeRelease(ports), { resource, input: { key } })
}

/** Whether the node is new and waits for its machine. */
export const isComing = (node: Node): boolean =>
  node.changeKind === 'create' && node.state === 'creating' && !isObtained(node)
