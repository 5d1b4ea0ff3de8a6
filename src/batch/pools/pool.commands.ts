// What several calls on pools have in common.
import type { Request } from '#kernel/handler.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { batchError } from '../errors.ts'
import type { BatchPorts } from '../ports.ts'
import { countNodes, totalOf } from './node-counts.queries.ts'
import { decide, type PoolEvent } from './pool.machine.ts'
import { poolResize } from './pool.operations.ts'
import { findPool, savePool } from './pool.queries.ts'
import type { DrainOption, Pool, PoolSize } from './pool.ts'

/** The pool that a call names, or Azure's refusal. */
export async function poolOf(
  reader: Reader,
  { params, caller }: Pick<Request, 'caller'> & { readonly params: { readonly poolId: string } },
): Promise<Pool> {
  const pool = await findPool(reader, caller.name, params.poolId)
  if (!pool) throw batchError('PoolNotFound')
  return pool
}

/** The next record, or Azure's refusal. */
export function decided(pool: Pool, event: PoolEvent, { now }: Pick<Request, 'now'>): Pool {
  const decision = decide(pool, event, now)
  if (!decision.accepted) throw batchError(decision.refusal)
  return decision.next
}

export interface Resizing {
  readonly size: PoolSize
  readonly option: DrainOption
  /** These go, whatever the size says of others. */
  readonly nodeKeys?: readonly string[]
}

/** Begins bringing the pool to another size. Wake the engine once it is saved. */
export async function resized(
  tx: Tx,
  ports: BatchPorts,
  pool: Pool,
  { size, option, nodeKeys }: Resizing,
  now: Instant,
): Promise<Pool> {
  const { account, key: poolKey } = pool
  const counts = (await countNodes(tx, account, [poolKey])).get(poolKey)
  const grows =
    size.targetDedicatedNodes > totalOf(counts, true) ||
    size.targetLowPriorityNodes > totalOf(counts, false)
  const { id } = await ports.engine.begin(tx, poolResize(ports), {
    resource: `batch:${account}/pools/${poolKey}`,
    input: { account, poolKey, option, grows, ...(nodeKeys && { nodeKeys }) },
  })
  const next = decided(pool, { type: 'resize', size, operation: id }, { now })
  await savePool(tx, next)
  return next
}
