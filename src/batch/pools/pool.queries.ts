import type { Instant } from '#kernel/instant.ts'
import { type Place, readRows, readUpTo, readWord } from '#store/read-json.ts'
import { remembering } from '#store/remembered-rows.ts'
import { join, type Sql, sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { keepPoolUsage } from '../accounts/lifetime.queries.ts'
import { removeSamples } from '../autoscale/samples/sample.queries.ts'
import { forgetAllPasts, forgetPasts } from '../histories/pool-history.queries.ts'
import type { AccountKey, PoolKey } from '../keys.ts'
import type { PageRequest } from '../wire/page.ts'
import { allocationMoves } from './pool.machine.ts'
import { type Pool, poolStates, type ResizeError } from './pool.ts'

interface PoolRow {
  account: AccountKey
  pool_key: PoolKey
  id: string
  state: string
  state_transition_time: number
  allocation_state: string
  allocation_state_transition_time: number
  allocation: string
  creation_time: number
  last_modified: number
  revision: number
  next_auto_scale: number | null
  body: string
}

type PoolBody = Pick<
  Pool,
  | 'settings'
  | 'size'
  | 'lastResize'
  | 'resizeErrors'
  | 'nextNode'
  | 'autoScaleRun'
  | 'autoScaleEnabledAt'
>

const parseBody = remembering<PoolBody>(100, {
  settings: 'object',
  size: 'object',
  lastResize: 'object?',
  resizeErrors: 'array',
  nextNode: 'number',
  autoScaleRun: 'object?',
  autoScaleEnabledAt: 'number?',
})

const placeOf = (row: PoolRow, column: string): Place => ({
  table: 'batch_pool',
  key: `${row.account}/${row.pool_key}`,
  column,
})

const fromRow = (row: PoolRow): Pool => ({
  ...parseBody(row.body, placeOf(row, 'body')),
  account: row.account,
  key: row.pool_key,
  id: row.id,
  state: readWord(row.state, poolStates, placeOf(row, 'state')),
  stateTransitionTime: row.state_transition_time as Instant,
  allocationState: readWord(
    row.allocation_state,
    allocationMoves,
    placeOf(row, 'allocation_state'),
  ),
  allocationStateTransitionTime: row.allocation_state_transition_time as Instant,
  allocation: row.allocation,
  creationTime: row.creation_time as Instant,
  lastModified: row.last_modified as Instant,
  revision: row.revision,
  ...(row.next_auto_scale !== null && { nextAutoScale: row.next_auto_scale as Instant }),
})

function bodyOf(pool: Pool): string {
  const { settings, size, lastResize, resizeErrors, nextNode } = pool
  const { autoScaleRun, autoScaleEnabledAt } = pool
  return JSON.stringify({
    settings,
    size,
    lastResize,
    resizeErrors,
    nextNode,
    autoScaleRun,
    autoScaleEnabledAt,
  } satisfies { [name in keyof PoolBody]: PoolBody[name] | undefined })
}

export async function findPool(
  reader: Reader,
  account: AccountKey,
  key: PoolKey,
): Promise<Pool | undefined> {
  const row = await reader.get<PoolRow>(sql`
    select * from batch_pool where account = ${account} and pool_key = ${key}`)
  return row && fromRow(row)
}

/** In the order of their ids. */
export async function listPools(
  reader: Reader,
  account: AccountKey,
  filter: Sql,
  { after, limit }: PageRequest,
): Promise<Pool[]> {
  const conditions = [sql`account = ${account}`, filter]
  if (after !== undefined) conditions.push(sql`pool_key > ${after}`)
  return readUpTo(
    limit,
    (most) =>
      reader.all<PoolRow>(sql`
    select * from batch_pool where ${join(conditions, ' and ')}
     order by pool_key limit ${most}`),
    fromRow,
  )
}

export async function countPools(reader: Reader, account: AccountKey): Promise<number> {
  const row = await reader.get<{ n: number }>(
    sql`select count(*) as n from batch_pool where account = ${account}`,
  )
  return row?.n ?? 0
}

/** The pool must be new: ask `findPool` in the same transaction. */
export async function insertPool(tx: Tx, pool: Pool): Promise<void> {
  await tx.run(sql`
    insert into batch_pool
      (account, pool_key, id, state, state_transition_time, allocation_state,
       allocation_state_transition_time, allocation, creation_time, last_modified, revision,
       vm_size, enable_auto_scale, enable_inter_node_communication, next_auto_scale, body)
    values (${pool.account}, ${pool.key}, ${pool.id}, ${pool.state}, ${pool.stateTransitionTime},
            ${pool.allocationState}, ${pool.allocationStateTransitionTime}, ${pool.allocation},
            ${pool.creationTime}, ${pool.lastModified}, ${pool.revision},
            ${pool.settings.vmSize.toLowerCase()}, ${Number(pool.settings.enableAutoScale)},
            ${Number(pool.settings.enableInterNodeCommunication)},
            ${pool.nextAutoScale}, ${bodyOf(pool)})`)
}

/** Saves what was read in the same transaction and changed. */
export async function savePool(tx: Tx, pool: Pool): Promise<void> {
  await tx.run(sql`
    update batch_pool
       set state = ${pool.state}, state_transition_time = ${pool.stateTransitionTime},
           allocation_state = ${pool.allocationState},
           allocation_state_transition_time = ${pool.allocationStateTransitionTime},
           allocation = ${pool.allocation}, last_modified = ${pool.lastModified},
           revision = ${pool.revision}, vm_size = ${pool.settings.vmSize.toLowerCase()},
           enable_auto_scale = ${Number(pool.settings.enableAutoScale)},
           enable_inter_node_communication = ${Number(pool.settings.enableInterNodeCommunication)},
           next_auto_scale = ${pool.nextAutoScale}, body = ${bodyOf(pool)}
     where account = ${pool.account} and pool_key = ${pool.key}`)
}

export async function removePool(tx: Tx, { account, key }: Pick<Pool, 'account' | 'key'>) {
  await keepPoolUsage(tx, account, key)
  await removeSamples(tx, { account, key })
  await forgetPasts(tx, { account, key })
  await tx.run(sql`delete from batch_auto_pool where account = ${account} and pool_key = ${key}`)
  await tx.run(sql`delete from batch_pool where account = ${account} and pool_key = ${key}`)
}

/** All of the account; their nodes stay. */
export async function removePools(tx: Tx, account: AccountKey): Promise<void> {
  await forgetAllPasts(tx, account)
  await tx.run(sql`delete from batch_auto_pool where account = ${account}`)
  await tx.run(sql`delete from batch_pool where account = ${account}`)
}

/** Those that a formula sizes, of all accounts. */
export async function scalingPools(reader: Reader): Promise<Pool[]> {
  const rows = await reader.all<PoolRow>(sql`
    select * from batch_pool where next_auto_scale is not null and state = 'active'`)
  return readRows(rows, fromRow)
}

/** Those whose formula is to be run, of all accounts. */
export async function poolsDueToScale(reader: Reader, now: Instant): Promise<Pool[]> {
  const rows = await reader.all<PoolRow>(sql`
    select * from batch_pool where next_auto_scale <= ${now} and state = 'active'`)
  return readRows(rows, fromRow)
}

/** When the next formula is to be run. */
export async function nextAutoScale(reader: Reader): Promise<Instant | undefined> {
  const row = await reader.get<{ at: number | null }>(sql`
    select min(next_auto_scale) as at from batch_pool
     where next_auto_scale is not null and state = 'active'`)
  return row?.at == null ? undefined : (row.at as Instant)
}

/** Puts off the run that is due, unless a client has changed the schedule meanwhile. */
export async function postponeAutoScale(
  tx: Tx,
  { account, key, nextAutoScale: due }: Pool,
  until: Instant,
): Promise<void> {
  await tx.run(sql`
    update batch_pool set next_auto_scale = ${until}
     where account = ${account} and pool_key = ${key} and next_auto_scale = ${due}`)
}

/** How many nodes of which size the account has. */
export async function nodesBySize(
  reader: Reader,
  account: AccountKey,
  isDedicated: boolean,
): Promise<readonly { readonly vmSize: string; readonly nodes: number }[]> {
  return await reader.all(sql`
    select p.vm_size as vmSize, count(*) as nodes
      from batch_node n join batch_pool p on p.account = n.account and p.pool_key = n.pool_key
     where n.account = ${account} and n.is_dedicated = ${Number(isDedicated)}
     group by p.vm_size`)
}

/** Adds to what the present resize did not reach, once for each code. */
export async function addResizeError(
  tx: Tx,
  { account, poolKey }: { readonly account: AccountKey; readonly poolKey: PoolKey },
  error: ResizeError,
): Promise<void> {
  const pool = await findPool(tx, account, poolKey)
  if (!pool || pool.resizeErrors.some(({ code }) => code === error.code)) return
  await savePool(tx, { ...pool, resizeErrors: [...pool.resizeErrors, error] })
}
