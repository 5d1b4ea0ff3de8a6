// Moves all that a store of SQLite has to an empty database, all of it or nothing.
import { findMark } from '../mark.ts'
import { migrate } from '../migrate.ts'
import { raw, sql } from '../sql.ts'
import type { Reader, Tx } from '../tx.ts'
import type { PostgresStore } from './postgres.ts'
import { encodeText } from './texts.ts'
import { countersOf, countOf, keyOf, pagesOf, tablesOf } from './whole-tables.ts'

export interface Moved {
  readonly tables: number
  readonly rows: number
}

/** Throws where nothing was moved: the database has another store, or one that went on since. */
export async function moveHere(from: Reader, to: PostgresStore): Promise<Moved> {
  const isNew = await migrate(to)
  const tables = await tablesOf(to)
  if (!isNew && (await findMark(to))) return await alreadyMoved(from, to, tables)
  return await to.write(async (tx) => {
    return { tables: tables.length, rows: await copyHere(from, tx, tables) }
  })
}

/** Copies all rows to tables that are empty, and answers how many there are. */
export async function copyHere(from: Reader, tx: Tx, tables: readonly string[]): Promise<number> {
  let rows = 0
  for (const table of tables) rows += await copyTable(from, tx, table)
  await goOnCounting(from, tx)
  return rows
}

/**
 * A move that was cut short after all was saved: what is here was not used since but by this opening.
 * Throws where the database has another store, or this one went on.
 */
async function alreadyMoved(from: Reader, to: Reader, tables: readonly string[]): Promise<Moved> {
  const [here, there] = [await findMark(from), await findMark(to)]
  if (here?.id !== there?.id || here?.starts !== (there?.starts ?? 0) + 1) {
    throw new Error('the database has a store already. Name an empty one.')
  }
  const counts = await Promise.all(tables.map((table) => countOf(to, table)))
  return { tables: tables.length, rows: counts.reduce((sum, count) => sum + count, 0) }
}

/** Answers how many rows it had. */
async function copyTable(from: Reader, tx: Tx, table: string): Promise<number> {
  let copied = 0
  for await (const rows of pagesOf(from, table, await keyOf(tx, table))) {
    await tx.run(sql`
      insert into ${raw(table)}
      select * from json_populate_recordset(
        cast(null as ${raw(table)}), cast(${jsonOf(rows)} as json))`)
    copied += rows.length
  }
  if ((await countOf(tx, table)) !== copied)
    throw new Error(`rows of ${table} were lost on the way`)
  return copied
}

/** Bytes as PostgreSQL reads them, and texts as it keeps them. */
const jsonOf = (rows: readonly object[]): string =>
  JSON.stringify(rows, (_, value: unknown) => {
    if (typeof value === 'string') return encodeText(value)
    return value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value
  })

/** What was numbered before goes on after the last number, which may be gone by now. */
async function goOnCounting(from: Reader, tx: Tx): Promise<void> {
  for (const { name, col, sequence } of await countersOf(tx)) {
    const last = await from.get<{ seq: number }>(
      sql`select seq from sqlite_sequence where name = ${name}`,
    )
    const most = await tx.get<{ most: number }>(
      sql`select coalesce(max(${raw(col)}), 0) as most from ${raw(name)}`,
    )
    const next = Math.max(last?.seq ?? 0, most?.most ?? 0)
    if (next > 0) await tx.all(sql`select setval(cast(${sequence} as regclass), ${next})`)
  }
}
