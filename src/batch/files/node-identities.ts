// Which identities a node's tasks may use: those of its pool.
import type { Reader } from '#store/tx.ts'
import type { NodeId } from '../keys.ts'
import { findNodeAnywhere } from '../nodes/node.queries.ts'
import type { Node } from '../nodes/node.ts'
import { findPool } from '../pools/pool.queries.ts'

/** By resource id. */
export async function identitiesOf(
  store: Reader,
  { account, poolKey }: Pick<Node, 'account' | 'poolKey'>,
): Promise<readonly string[]> {
  const pool = await findPool(store, account, poolKey)
  return (pool?.settings.identity?.userAssignedIdentities ?? []).map(({ resourceId }) => resourceId)
}

/** None of a node that is not there. */
export async function identitiesOn(store: Reader, nodeId: NodeId): Promise<readonly string[]> {
  const node = await findNodeAnywhere(store, nodeId)
  return node ? await identitiesOf(store, node) : []
}
