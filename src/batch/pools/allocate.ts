import type { Instant } from '#kernel/instant.ts'
import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { limits } from '../limits.ts'
import { changeNode } from '../nodes/node.commands.ts'
import { insertNode, listNodes } from '../nodes/node.queries.ts'
import { newNode } from '../nodes/node.settings.ts'
import type { BatchPorts } from '../ports.ts'
import { savePool } from './pool.queries.ts'
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
    const free = await freeCores(tx, pool, isDedicated)
    const count = Math.min(lacks, Math.floor(free / coresOf(pool.settings.vmSize)))
    if (count < lacks) errors.push(quotaReached(isDedicated))
    const resize = {
      id: pool.allocation,
      count,
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

/** What the account's quota leaves. */
async function freeCores(reader: Reader, { account }: Pool, isDedicated: boolean): Promise<number> {
  const rows = await reader.all<{ vm_size: string; n: number }>(sql`
    select p.vm_size, count(*) as n
      from batch_node n join batch_pool p on p.account = n.account and p.pool_key = n.pool_key
     where n.account = ${account} and n.is_dedicated = ${Number(isDedicated)}
     group by p.vm_size`)
  const taken = rows.reduce((sum, row) => sum + row.n * coresOf(row.vm_size), 0)
  return (isDedicated ? limits.dedicatedCoreQuota : limits.lowPriorityCoreQuota) - taken
}

const quotaReached = (isDedicated: boolean): ResizeError => ({
  code: isDedicated ? 'AccountCoreQuotaReached' : 'AccountLowPriorityCoreQuotaReached',
  message: `The specified account has reached its ${isDedicated ? '' : 'low-priority '}core quota`,
})
