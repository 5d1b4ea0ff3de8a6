// The tables of a database that has a store's, and all that is in one.
import { join, raw, type SqlValue, sql } from '../sql.ts'
import type { Reader } from '../tx.ts'

/** Rows that are looked at together. */
const ROWS = 500

export type Row = Readonly<Record<string, SqlValue>>

/** Those that others refer to come first. */
export const tablesOf = async (database: Reader): Promise<string[]> =>
  (
    await database.all<{ name: string }>(sql`
      select c.relname as name from pg_class c
       where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
         and c.relname not in ('migration', 'server_lease')
       order by (select count(*) from pg_constraint f
                  where f.conrelid = c.oid and f.contype = 'f'), c.relname`)
  ).map(({ name }) => name)

/** The columns of its primary key. */
export const keyOf = async (database: Reader, table: string): Promise<string[]> =>
  (
    await database.all<{ name: string }>(sql`
      select a.attname as name from pg_index i
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
       where i.indisprimary and i.indrelid = cast(${table} as regclass)
       order by a.attnum`)
  ).map(({ name }) => name)

/** A column that numbers rows, and what keeps its last number. */
interface Counter {
  readonly name: string
  readonly col: string
  readonly sequence: string
}

export const countersOf = (database: Reader): Promise<Counter[]> =>
  database.all<Counter>(sql`
    select table_name as name, column_name as col,
           pg_get_serial_sequence(table_name, column_name) as sequence
      from information_schema.columns
     where table_schema = current_schema() and is_identity = 'YES'`)

export const countOf = async (reader: Reader, table: string): Promise<number> =>
  (await reader.get<{ count: number }>(sql`select count(*) as count from ${raw(table)}`))!.count

/** All rows of a table of any store, in the order of its key. Nothing may change it meanwhile. */
export async function* pagesOf(
  from: Reader,
  table: string,
  key: readonly string[],
): AsyncGenerator<readonly Row[]> {
  const columns = raw(key.join(', '))
  const total = await countOf(from, table)
  let seen = 0
  for (let after = sql``; seen < total; ) {
    const rows = await from.all<Row>(
      sql`select * from ${raw(table)} ${after} order by ${columns} limit ${ROWS}`,
    )
    const last = rows.at(-1)
    if (!last) throw new Error(`rows of ${table} were lost on the way`)
    yield rows
    seen += rows.length
    const values = key.map((name) => sql`${last[name]}`)
    after = sql`where (${columns}) > (${join(values, ', ')})`
  }
}
