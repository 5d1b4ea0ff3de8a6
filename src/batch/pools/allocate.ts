import type { Catalogues } from '#catalogues/catalogues.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { AccountKey } from '../keys.ts'
import { changeNode } from '../nodes/node.commands.ts'
import { insertNode, listNodes } from '../nodes/node.queries.ts'
import { newNode } from '../nodes/node-settings.ts'
import { type BatchPorts, quotasOf } from '../ports.ts'
import { nodesBySize, savePool } from './pool.queries.ts'
import type { Pool, ResizeError } from './pool.ts'
import { coresOf } from './vm-sizes.ts'

/**
 * Obtains the nodes that the pool lacks, as many as the account's quota of cores leaves. What it
 * could not have is kept for the resize to tell.
 */
export async function allocate(tx: Tx, ports: BatchPorts, pool: Pool, now: Instant): Promise<void> {
  const nodes = (await listNodes(tx, pool)).filter((node) => node.changeKind !== 'remove')
  const errors: ResizeError[] = []
  let number = pool.nextNode
  for (const isDedicated of [true, false]) {
    const has = nodes.filter((node) => node.isDedicated === isDedicated).length
    const { targetDedicatedNodes, targetLowPriorityNodes } = pool.size
    const lacks = (isDedicated ? targetDedicatedNodes : targetLowPriorityNodes) - has
    if (lacks <= 0) continue
    const free =
      quotaOf(ports, isDedicated) -
      (await takenCores(tx, ports.catalogues, pool.account, isDedicated))
    const count = Math.min(
      lacks,
      Math.floor(free / coresOf(ports.catalogues, pool.settings.vmSize)),
    )
    if (count < lacks) errors.push(quotaReached(isDedicated))
    const resize = {
      id: pool.allocation,
      count,
      patienceMs: pool.size.resizeTimeoutMs,
      isTogether: pool.settings.enableInterNodeCommunication,
    }
    for (let i = 0; i < count; i++) {
      const random = ports.random(32)
      const node = newNode({ pool, isDedicated, number: number++, random, now })
      await insertNode(tx, node)
      await changeNode(tx, ports, node, { kind: 'create', option: 'requeue', resize }, now)
    }
  }
  await savePool(tx, { ...pool, nextNode: number, resizeErrors: errors })
}

const quotaOf = (ports: Pick<BatchPorts, 'options'>, isDedicated: boolean): number => {
  const { dedicatedCoreQuota, lowPriorityCoreQuota } = quotasOf(ports)
  return isDedicated ? dedicatedCoreQuota : lowPriorityCoreQuota
}

async function takenCores(
  reader: Reader,
  catalogues: Catalogues,
  account: AccountKey,
  isDedicated: boolean,
): Promise<number> {
  const sizes = await nodesBySize(reader, account, isDedicated)
  return sizes.reduce((sum, { vmSize, nodes }) => sum + nodes * coresOf(catalogues, vmSize), 0)
}

const quotaReached = (isDedicated: boolean): ResizeError => ({
  code: isDedicated ? 'AccountCoreQuotaReached' : 'AccountLowPriorityCoreQuotaReached',
  message: `The specified account has reached its ${isDedicated ? '' : 'low-priority '}core quota`,
})
