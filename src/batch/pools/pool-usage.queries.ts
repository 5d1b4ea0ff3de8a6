// The core time of a pool's dedicated nodes, over its whole life: what Azure bills.
import type { Catalogues } from '#catalogues/catalogues.ts'
import type { Instant } from '#kernel/instant.ts'
import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { listNodes } from '../nodes/node.queries.ts'
import type { Node } from '../nodes/node.ts'
import type { Pool } from './pool.ts'
import { coresOf } from './vm-sizes.ts'

type Counted = Pick<Node, 'isDedicated' | 'vmSize' | 'allocationTime'>

const coreMs = (
  catalogues: Catalogues,
  { isDedicated, vmSize, allocationTime }: Counted,
  now: Instant,
): number => (isDedicated ? coresOf(catalogues, vmSize) * Math.max(0, now - allocationTime) : 0)

/** The node goes: what it was used is kept with its pool. */
export async function keepCoreTime(
  tx: Tx,
  catalogues: Catalogues,
  node: Node,
  now: Instant,
): Promise<void> {
  await tx.run(sql`
    update batch_pool set gone_core_ms = gone_core_ms + ${coreMs(catalogues, node, now)}
     where account = ${node.account} and pool_key = ${node.poolKey}`)
}

/** In milliseconds, of nodes that are gone and of those that are there. */
export async function coreTimeOf(
  reader: Reader,
  catalogues: Catalogues,
  pool: Pool,
  now: Instant,
): Promise<number> {
  const row = await reader.get<{ gone: number }>(sql`
    select gone_core_ms as gone from batch_pool
     where account = ${pool.account} and pool_key = ${pool.key}`)
  const nodes = await listNodes(reader, pool)
  return nodes.reduce((sum, node) => sum + coreMs(catalogues, node, now), row?.gone ?? 0)
}
