import type { NodeCertificate, NodeSpec } from '#drivers/nodes/port.ts'
import type { Reader } from '#store/tx.ts'
import { findAccount } from '../accounts/account.queries.ts'
import { findSecret } from '../certificates/certificate.queries.ts'
import { findPool } from '../pools/pool.queries.ts'
import type { BatchPorts } from '../ports.ts'
import type { Node } from './node.ts'
import { isLinux } from './node.wire.ts'

/** The node as the compute driver is to make it. */
export async function computeNodeOf(
  { endpoints, store }: Pick<BatchPorts, 'endpoints' | 'store'>,
  node: Node,
): Promise<NodeSpec> {
  const account = await findAccount(store, node.account)
  const pool = await findPool(store, node.account, node.poolKey)
  return {
    nodeId: node.key,
    poolId: node.poolId,
    slots: node.slots,
    environment: {
      AZ_BATCH_ACCOUNT_NAME: node.account,
      AZ_BATCH_ACCOUNT_URL: `https://${endpoints.of(node.account, account?.region ?? '')}`,
      AZ_BATCH_NODE_IS_DEDICATED: String(node.isDedicated),
    },
    // On Windows certificates are in the system's stores, which are not to be had here.
    ...(pool && isLinux(pool) && { certificates: await certificatesFor(store, node) }),
  }
}

async function certificatesFor(
  store: Reader,
  { account, certificateReferences = [] }: Node,
): Promise<NodeCertificate[]> {
  const found: NodeCertificate[] = []
  for (const { thumbprint, visibility = [] } of certificateReferences) {
    const secret = await findSecret(store, account, thumbprint)
    if (!secret) continue
    const { format, data, password } = secret
    const visibleTo = [
      ...(visibility.includes('starttask') ? (['startTask'] as const) : []),
      ...(visibility.includes('task') ? (['task'] as const) : []),
    ]
    found.push({
      thumbprint,
      format,
      base64: data,
      ...(password === undefined ? {} : { password }),
      visibleTo,
    })
  }
  return found
}
