// What pools went through: the last of each kind.
import type { Instant } from '#kernel/instant.ts'
import { readJson, readRows, type Shape } from '#store/read-json.ts'
import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { AccountKey, PoolKey } from '../keys.ts'
import type { DrainOption, ResizeError } from '../pools/pool.ts'

export interface PastResize {
  readonly startTime: Instant
  readonly endTime: Instant
  readonly option: DrainOption
  readonly byFormula: boolean
  readonly targetDedicatedNodes: number
  readonly targetLowPriorityNodes: number
  readonly dedicatedNodes: number
  readonly lowPriorityNodes: number
  readonly errors: readonly ResizeError[]
}

export interface PastRun {
  readonly at: Instant
  readonly formula: string
  readonly results: string
  readonly targetDedicatedNodes?: number
  readonly targetLowPriorityNodes?: number
  readonly error?: { readonly code: string; readonly message: string }
}

interface Pasts {
  readonly resize: PastResize
  readonly formula: PastRun
}

type Kind = keyof Pasts

const shapes: { readonly [K in Kind]: Shape<Pasts[K]> } = {
  resize: {
    startTime: 'number',
    endTime: 'number',
    option: 'string',
    byFormula: 'boolean',
    targetDedicatedNodes: 'number',
    targetLowPriorityNodes: 'number',
    dedicatedNodes: 'number',
    lowPriorityNodes: 'number',
    errors: 'array',
  },
  formula: {
    at: 'number',
    formula: 'string',
    results: 'string',
    targetDedicatedNodes: 'number?',
    targetLowPriorityNodes: 'number?',
    error: 'object?',
  },
}

interface PoolNamed {
  readonly account: AccountKey
  readonly key: PoolKey
}

/** How many of a kind are kept. */
const KEPT = 100

export async function keepPast<K extends Kind>(
  tx: Tx,
  { account, key }: PoolNamed,
  kind: K,
  past: Pasts[K],
): Promise<void> {
  const last = await tx.get<{ number: number | null }>(sql`
    select max(number) as number from batch_pool_history
     where account = ${account} and pool_key = ${key} and kind = ${kind}`)
  const number = (last?.number ?? 0) + 1
  await tx.run(sql`
    insert into batch_pool_history (account, pool_key, kind, number, body)
    values (${account}, ${key}, ${kind}, ${number}, ${JSON.stringify(past)})`)
  await tx.run(sql`
    delete from batch_pool_history
     where account = ${account} and pool_key = ${key} and kind = ${kind}
       and number <= ${number - KEPT}`)
}

/** The last first. */
export async function pastsOf<K extends Kind>(
  reader: Reader,
  { account, key }: PoolNamed,
  kind: K,
): Promise<Pasts[K][]> {
  const rows = await reader.all<{ number: number; body: string }>(sql`
    select number, body from batch_pool_history
     where account = ${account} and pool_key = ${key} and kind = ${kind}
     order by number desc`)
  return readRows(rows, ({ number, body }): Pasts[K] =>
    readJson<Pasts[K]>(body, shapes[kind] as Shape<Pasts[K]>, {
      table: 'batch_pool_history',
      key: `${account}/${key}/${kind}/${number}`,
      column: 'body',
    }),
  )
}

export async function forgetPasts(tx: Tx, { account, key }: PoolNamed): Promise<void> {
  await tx.run(sql`
    delete from batch_pool_history where account = ${account} and pool_key = ${key}`)
}

/** Of all pools of the account. */
export async function forgetAllPasts(tx: Tx, account: AccountKey): Promise<void> {
  await tx.run(sql`delete from batch_pool_history where account = ${account}`)
}
