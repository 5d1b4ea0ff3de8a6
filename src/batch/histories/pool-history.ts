// Answers what pools went through.
import type { components } from '#contract/lazuli/types.ts'
import { toIso } from '#kernel/instant.ts'
import type { Reader } from '#store/tx.ts'
import { type AccountKey, poolKeyOf } from '../keys.ts'
import { nodesNow } from '../pools/counts/node-counts.queries.ts'
import { findPool } from '../pools/pool.queries.ts'
import type { Pool, ResizeError } from '../pools/pool.ts'
import { type PastResize, pastsOf } from './pool-history.queries.ts'

type Schemas = components['schemas']

export interface PoolNamed {
  readonly account: AccountKey
  readonly pool: string
}

/** The pool's resizes, the last first; undefined: there is no such pool. */
export async function listResizes(
  reader: Reader,
  { account, pool: id }: PoolNamed,
): Promise<Schemas['ResizeList'] | undefined> {
  const pool = await findPool(reader, account, poolKeyOf(id))
  if (!pool) return undefined
  const past = (await pastsOf(reader, pool, 'resize')).map(resizeLine)
  const present = await presentResize(reader, pool)
  return { value: present ? [present, ...past] : past }
}

async function presentResize(
  reader: Reader,
  pool: Pool,
): Promise<Schemas['PoolResize'] | undefined> {
  const { lastResize, size, allocationState, resizeErrors } = pool
  if (!lastResize || allocationState === 'steady') return undefined
  return {
    startTime: toIso(lastResize.startTime),
    targetDedicatedNodes: size.targetDedicatedNodes,
    targetLowPriorityNodes: size.targetLowPriorityNodes,
    ...(await nodesNow(reader, pool)),
    deallocationOption: lastResize.option,
    byFormula: lastResize.byFormula ?? false,
    errors: resizeErrors.map(words),
  }
}

const resizeLine = ({
  startTime,
  endTime,
  option,
  errors,
  ...rest
}: PastResize): Schemas['PoolResize'] => ({
  startTime: toIso(startTime),
  endTime: toIso(endTime),
  ...rest,
  deallocationOption: option,
  errors: errors.map(words),
})

const words = ({ code = '', message = '' }: ResizeError): Schemas['ErrorWords'] => ({
  code,
  message,
})

/** The runs of the pool's formula, the last first; undefined: there is no such pool. */
export async function listAutoScaleRuns(
  reader: Reader,
  { account, pool: id }: PoolNamed,
): Promise<Schemas['AutoScaleRunList'] | undefined> {
  const pool = await findPool(reader, account, poolKeyOf(id))
  if (!pool) return undefined
  const runs = await pastsOf(reader, pool, 'formula')
  return { value: runs.map(({ at, ...rest }) => ({ at: toIso(at), ...rest })) }
}
