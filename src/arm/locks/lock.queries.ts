import { after, type Soon } from '#kernel/caching/soon.ts'
import { rowSoon } from '#store/at-once.ts'
import { type Place, readJson, readJsonList, readWord } from '#store/read-json.ts'
import { fixed, join, type Sql, sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { idKey } from '../resource-id.ts'
import { systemDataShape } from '../resources/resource.ts'
import { type Lock, lockLevels, scopesAbove } from './lock.ts'

interface LockRow {
  id: string
  name: string
  level: string
  notes: string | null
  owners: string | null
  system_data: string
}

const placeOf = ({ id }: LockRow, column: string): Place => ({
  table: 'management_lock',
  key: id,
  column,
})

/** A damaged one fails the call: what it keeps from being changed stays as it is. */
const fromRow = (row: LockRow): Lock => ({
  id: row.id,
  name: row.name,
  scope: row.id.slice(0, row.id.toLowerCase().lastIndexOf('/providers/microsoft.authorization')),
  level: readWord(row.level, lockLevels, placeOf(row, 'level')),
  ...(row.notes === null ? {} : { notes: row.notes }),
  ...(row.owners === null ? {} : { owners: readJsonList(row.owners, {}, placeOf(row, 'owners')) }),
  systemData: readJson(row.system_data, systemDataShape, placeOf(row, 'system_data')),
})

async function select(reader: Reader, where: Sql): Promise<Lock[]> {
  const rows = await reader.all<LockRow>(
    sql`select * from management_lock where ${where} order by key`,
  )
  return rows.map(fromRow)
}

export const findLock = async (reader: Reader, id: string): Promise<Lock | undefined> =>
  (await select(reader, sql`key = ${idKey(id)}`))[0]

const atOrAbove = (scope: string): Sql =>
  sql`scope_key in (${join(
    scopesAbove(idKey(scope)).map((key) => sql`${key}`),
    ', ',
  )})`

/** '0' is the character after '/': the range holds every scope that starts with `key/`. */
const below = (key: string): Sql => sql`(scope_key > ${`${key}/`} and scope_key < ${`${key}0`})`

/** The locks that hold at a scope: its own, and those of what it lies in. */
export const locksAbove = (reader: Reader, scope: string): Soon<readonly Lock[]> =>
  whereAny(reader, () => select(reader, atOrAbove(scope)))

/** The locks that hold at a scope, and those of what lies in it. */
export const locksAround = (reader: Reader, scope: string): Soon<readonly Lock[]> =>
  whereAny(reader, () => select(reader, sql`${atOrAbove(scope)} or ${below(idKey(scope))}`))

const oneOfAll = fixed`select id from management_lock limit 1`

/** Most stores have no lock at all, which the store remembers: what holds at one scope it has to look for. */
const whereAny = (reader: Reader, look: () => Soon<readonly Lock[]>): Soon<readonly Lock[]> =>
  after(rowSoon<{ id: string }>(reader, oneOfAll()), (found) => (found ? look() : []))

/** Saves the lock, new or in the place of the one with its id. */
export async function saveLock(tx: Tx, lock: Lock): Promise<void> {
  await tx.run(sql`
    insert into management_lock (key, id, name, scope_key, level, notes, owners, system_data)
    values (${idKey(lock.id)}, ${lock.id}, ${lock.name}, ${idKey(lock.scope)}, ${lock.level},
            ${lock.notes}, ${lock.owners && JSON.stringify(lock.owners)},
            ${JSON.stringify(lock.systemData)})
    on conflict (key) do update
       set level = excluded.level, notes = excluded.notes, owners = excluded.owners,
           system_data = excluded.system_data`)
}

/** False: there was none. */
export const deleteLock = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.run(sql`delete from management_lock where key = ${idKey(id)}`)) === 1

/** Locks go with what they locked. */
export async function deleteLocksUnder(tx: Tx, scope: string): Promise<void> {
  const key = idKey(scope)
  await tx.run(sql`delete from management_lock where scope_key = ${key} or ${below(key)}`)
}
