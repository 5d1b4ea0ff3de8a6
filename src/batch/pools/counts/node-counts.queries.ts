import { readRows, readWord } from '#store/read-json.ts'
import { join, type Sql, sql } from '#store/sql.ts'
import type { Reader } from '#store/tx.ts'
import type { AccountKey, PoolKey } from '../../keys.ts'
import { nodeMoves } from '../../nodes/node.machine.ts'
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
    state: string
    is_dedicated: number
    n: number
  }>(sql`
    select pool_key, state, is_dedicated, count(*) as n from batch_node
     where account = ${account} and pool_key in (${keys})
     group by pool_key, state, is_dedicated`)
  const read = readRows(rows, (row) => ({
    key: row.pool_key,
    state: readWord(row.state, nodeMoves, {
      table: 'batch_node',
      key: row.pool_key,
      column: 'state',
    }),
    isDedicated: row.is_dedicated === 1,
    count: row.n,
  }))
  for (const { key, ...count } of read) {
    const found = counts.get(key) ?? []
    found.push(count)
    counts.set(key, found)
  }
  return counts
}

export const totalOf = (counts: readonly StateCount[] | undefined, isDedicated: boolean): number =>
  (counts ?? [])
    .filter((each) => each.isDedicated === isDedicated)
    .reduce((sum, each) => sum + each.count, 0)

/** How many nodes the pool has of each kind. */
export async function nodesNow(
  reader: Reader,
  { account, key }: { readonly account: AccountKey; readonly key: PoolKey },
): Promise<{ readonly dedicatedNodes: number; readonly lowPriorityNodes: number }> {
  const counts = (await countNodes(reader, account, [key])).get(key)
  return { dedicatedNodes: totalOf(counts, true), lowPriorityNodes: totalOf(counts, false) }
}
