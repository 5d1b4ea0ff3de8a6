import { join, type Sql, sql } from '#store/sql.ts'
import type { Reader } from '#store/tx.ts'
import type { AccountKey, PoolKey } from '../../keys.ts'
import type { NodeState } from '../../nodes/node.ts'

export interface StateCount {
  readonly state: NodeState
  readonly isDedicated: boolean
  readonly count: number
}

/** Of each pool named, by its key, how many nodes it has in each state. Pools without are absent. */
export async function countNodes(
  reader: Reader,
  account: AccountKey,
  poolKeys: readonly PoolKey[],
): Promise<ReadonlyMap<string, readonly StateCount[]>> {
  const counts = new Map<string, StateCount[]>()
  if (poolKeys.length === 0) return counts
  const keys = join(
    poolKeys.map((key): Sql => sql`${key}`),
    ', ',
  )
  const rows = await reader.all<{
    pool_key: PoolKey
    state: NodeState
    is_dedicated: number
    n: number
  }>(sql`
    select pool_key, state, is_dedicated, count(*) as n from batch_node
     where account = ${account} and pool_key in (${keys})
     group by pool_key, state, is_dedicated`)
  for (const row of rows) {
    const found = counts.get(row.pool_key) ?? []
    found.push({ state: row.state, isDedicated: row.is_dedicated === 1, count: row.n })
    counts.set(row.pool_key, found)
  }
  return counts
}

export const totalOf = (counts: readonly StateCount[] | undefined, isDedicated: boolean): number =>
  (counts ?? [])
    .filter((each) => each.isDedicated === isDedicated)
    .reduce((sum, each) => sum + each.count, 0)
