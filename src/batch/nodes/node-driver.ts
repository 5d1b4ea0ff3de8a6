// Nodes in the words of providers and agents.

import type { NodeCertificate, NodeSpec } from '#drivers/nodes/port.ts'
import type { NodeRequest } from '#drivers/nodes/provider.ts'
import type { Operation } from '#engine/operation.ts'
import { batchHost } from '#kernel/names/azure-names.ts'
import type { Reader } from '#store/tx.ts'
import { findAccount } from '../accounts/account.queries.ts'
import { nodePackagesOf } from '../applications/package-references.ts'
import { findSecret } from '../certificates/certificate.queries.ts'
import { nodeContainersOf } from '../containers/container-driver.ts'
import type { AccountKey, NodeId, PoolKey } from '../keys.ts'
import { nodeMountsOf } from '../mounts/node-mounts.ts'
import { findPool } from '../pools/pool.queries.ts'
import { isLinux } from '../pools/settings/system.ts'
import { coresOf, memoryMiBOf } from '../pools/vm-sizes.ts'
import type { BatchPorts } from '../ports.ts'
import { findNodeAnywhere, hasNode } from './node.queries.ts'
import type { Machine, Node } from './node.ts'
import type { NodeChange } from './node-change.ts'

/** The node as its agent is to have it. */
export async function nodeSpecOf(
  ports: Pick<BatchPorts, 'endpoints' | 'programsOf' | 'storage' | 'store'>,
  node: Node,
): Promise<NodeSpec> {
  const { endpoints, programsOf, storage, store } = ports
  const account = await findAccount(store, node.account)
  const pool = await findPool(store, node.account, node.poolKey)
  const region = account?.region ?? ''
  return {
    nodeId: node.key,
    poolId: node.poolId,
    slots: node.slots,
    environment: {
      AZ_BATCH_ACCOUNT_NAME: node.account,
      AZ_BATCH_ACCOUNT_URL: `https://${
        programsOf ? batchHost(node.account, region) : endpoints.of(node.account, region)
      }`,
      AZ_BATCH_NODE_IS_DEDICATED: String(node.isDedicated),
    },
    ...(programsOf && { programs: programsOf(node.key) }),
    ...nodeContainersOf(pool?.settings.virtualMachineConfiguration),
    // On Windows certificates are in the system's stores, which are not to be had here.
    ...(pool?.settings.mountConfiguration?.length && {
      mounts: await nodeMountsOf(store, { storage }, pool.settings.mountConfiguration),
    }),
    ...(node.packageReferences?.length && {
      packages: await nodePackagesOf(store, node.account, node.packageReferences),
    }),
    ...(pool && isLinux(pool.settings) && { certificates: await certificatesFor(store, node) }),
  }
}

/** The node as its provider is to find it; the operation that wants it tells it from earlier ones. */
export const nodeRequestOf = async (
  { catalogues, store }: Pick<BatchPorts, 'catalogues' | 'store'>,
  node: Node,
  { id, input }: Pick<Operation<Pick<NodeChange, 'resize'>>, 'id' | 'input'>,
): Promise<NodeRequest> => {
  const pool = await findPool(store, node.account, node.poolKey)
  // Its pool's size: a node has that of its last boot, and this is a new one.
  const vmSize = pool?.settings.vmSize ?? node.vmSize
  const image = imageOf(node)
  return {
    nodeId: node.key,
    bootId: id,
    pool: poolNameOf(node),
    vmSize,
    cores: coresOf(catalogues, vmSize),
    memoryMiB: memoryMiBOf(catalogues, vmSize),
    isLowPriority: !node.isDedicated,
    ...(image !== undefined && { image }),
    ...(input.resize && { resize: input.resize }),
  }
}

/** A pool among those of all accounts. */
export const poolNameOf = ({
  account,
  poolKey,
}: {
  readonly account: AccountKey
  readonly poolKey: PoolKey
}): string => `${account}/${poolKey}`

function imageOf({ imageReference }: Node): string | undefined {
  if (!imageReference) return undefined
  const { publisher, offer, sku, version, virtualMachineImageId } = imageReference
  return virtualMachineImageId ?? [publisher, offer, sku, version ?? 'latest'].join('/')
}

/** Whether the machine of this boot runs. */
export const isUp = (machine: Machine | undefined, bootId: string): boolean =>
  machine?.bootId === bootId && (machine.state === 'up' || machine.state === 'ending')

/** Whether the node has the machine that its present change requested. */
export const isObtained = ({ machine, change }: Node): boolean => isUp(machine, change)

/** Whether there is no such machine any more, and none on its way. */
export const isLost = (machine: Machine | undefined): boolean =>
  machine?.state === 'gone' || machine?.state === 'preempted' || machine?.state === 'refused'

/** Whether nothing can run on the node: it is no more, or has no machine. A damaged row does not say so. */
export async function isWithoutMachine(reader: Reader, key: NodeId): Promise<boolean> {
  const node = await findNodeAnywhere(reader, key)
  if (!node) return !(await hasNode(reader, key))
  return node.state === 'deallocated' || node.state === 'creating' || isLost(node.machine)
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
