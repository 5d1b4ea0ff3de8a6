import type { NodeSpec } from '#drivers/compute/port.ts'
import { findAccount } from '../accounts/account.queries.ts'
import type { BatchPorts } from '../ports.ts'
import type { Node } from './node.ts'

/** The node as the compute driver is to make it. */
export async function computeNodeOf(
  { endpoints, store }: Pick<BatchPorts, 'endpoints' | 'store'>,
  node: Node,
): Promise<NodeSpec> {
  const account = await findAccount(store, node.account)
  return {
    nodeId: node.key,
    poolId: node.poolId,
    slots: node.slots,
    environment: {
      AZ_BATCH_ACCOUNT_NAME: node.account,
      AZ_BATCH_ACCOUNT_URL: `https://${endpoints.of(node.account, account?.region ?? '')}`,
      AZ_BATCH_NODE_IS_DEDICATED: String(node.isDedicated),
    },
  }
}
