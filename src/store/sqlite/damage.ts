// Looks through a store's file for what is damaged, without changing it.
import { refuseNewerData } from '../migrate.ts'
import { raw, type Sql, sql } from '../sql.ts'
import type { Reader } from '../tx.ts'

/** So many faults are named; a damaged file may have millions. */
const MOST = 20

/** What is wrong with a store, a sentence each; none where it is sound. */
export async function faultsOfStore(store: Reader): Promise<readonly string[]> {
  try {
    const pages = await store.all<{ integrity_check: string }>(
      sql`select integrity_check from pragma_integrity_check limit ${MOST}`,
    )
    const faults = pages.map((row) => row.integrity_check).filter((said) => said !== 'ok')
    if (faults.length > 0) return faults.map((fault) => `its pages: ${fault}`)
    await refuseNewerData(store)
    return [...(await lostReferences(store)), ...(await unreadable(store))].slice(0, MOST)
  } catch (error) {
    return [(error as Error).message]
  }
}

async function lostReferences(store: Reader): Promise<readonly string[]> {
  const rows = await store.all<{ table: string; parent: string; rows: number }>(
    sql`select "table", parent, count(*) as rows from pragma_foreign_key_check
        group by "table", parent limit ${MOST}`,
  )
  return rows.map((row) => `${row.rows} rows of ${row.table} belong to no row of ${row.parent}`)
}

/** SQLite's names in quotes. */
const named = (name: string): Sql => raw(`"${name.replaceAll('"', '""')}"`)

const unreadableIn = (table: string, column: string): Sql =>
  sql`select count(*) as damaged from ${named(table)}
       where substr(${named(column)}, 1, 1) in ('{', '[') and not json_valid(${named(column)})`

/** Columns of text that begin like JSON and are none. */
async function unreadable(store: Reader): Promise<readonly string[]> {
  const columns = await store.all<{ table: string; column: string }>(
    sql`select m.name as "table", c.name as "column"
          from sqlite_schema m, pragma_table_info(m.name) c
         where m.type = 'table' and lower(c.type) = 'text' order by 1, 2`,
  )
  const faults: string[] = []
  for (const { table, column } of columns) {
    const rows = await store.all<{ damaged: number }>(unreadableIn(table, column))
    const damaged = rows[0]?.damaged ?? 0
    if (damaged > 0) faults.push(`${damaged} rows of ${table} cannot be read: ${column}`)
  }
  return faults
}
