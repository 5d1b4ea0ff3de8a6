// When nodes were there: of those that are, and of those that are gone.
import type { Instant } from '#kernel/instant.ts'
import { type Sql, sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { AccountKey, PoolKey } from '../keys.ts'
import type { Node } from '../nodes/node.ts'

/** A node of a pool, from its allocation to its end. */
export interface NodeSpan {
  readonly poolKey: PoolKey
  readonly poolId: string
  readonly vmSize: string
  readonly started: Instant
  readonly ended: Instant
}

/** What ended so long ago is forgotten. */
const KEPT_MS = 90 * 86_400_000

/** The node goes: its time is kept. */
export async function keepSpan(tx: Tx, node: Node, now: Instant): Promise<void> {
  const { account, poolKey, poolId, vmSize, allocationTime } = node
  await tx.run(sql`
    delete from batch_node_usage where account = ${account} and ended < ${now - KEPT_MS}`)
  await tx.run(sql`
    insert into batch_node_usage (account, pool_key, pool_id, vm_size, started, ended)
    values (${account}, ${poolKey}, ${poolId}, ${vmSize}, ${allocationTime}, ${now})`)
}

export async function forgetSpans(tx: Tx, account: AccountKey): Promise<void> {
  await tx.run(sql`delete from batch_node_usage where account = ${account}`)
}

const spansOf = (account: AccountKey, now: Instant): Sql => sql`
  select pool_key, pool_id as "poolId", vm_size as "vmSize", started, ended
    from batch_node_usage where account = ${account}
  union all
  select n.pool_key, p.id, p.vm_size, n.allocation_time, ${now}
    from batch_node n
    join batch_pool p on p.account = n.account and p.pool_key = n.pool_key
   where n.account = ${account}`

/** Those that were there at any time in between, of the pools that the filter chooses. */
export async function spansWithin(
  reader: Reader,
  account: AccountKey,
  { from, to, filter, now }: { from: Instant; to: Instant; filter: Sql; now: Instant },
): Promise<NodeSpan[]> {
  return await reader.all<NodeSpan>(sql`
    select pool_key as "poolKey", "poolId", "vmSize", started, ended
      from (${spansOf(account, now)}) spans
     where started < ${to} and ended > ${from} and ${filter}`)
}

/** When the first of them was there. */
export async function firstSpan(
  reader: Reader,
  account: AccountKey,
  now: Instant,
): Promise<Instant | undefined> {
  const row = await reader.get<{ first: Instant | null }>(sql`
    select min(started) as first from (${spansOf(account, now)}) spans`)
  return row?.first ?? undefined
}
