// All that a store in PostgreSQL keeps, as a whole: in a file of SQLite, so that a backup of either store
// is restored in the same way.
import { chmod } from 'node:fs/promises'
import { MARK_SETTING } from '../mark.ts'
import { migrate, namesOfRun } from '../migrate.ts'
import { findSetting, saveSetting } from '../setting.queries.ts'
import { join, raw, sql } from '../sql.ts'
import { OtherTables } from '../sqlite/contents.ts'
import { SqliteStore } from '../sqlite/sqlite.ts'
import { withStopped } from '../sqlite/stopped.ts'
import type { Reader, StoreContents, Tx } from '../tx.ts'
import { copyHere } from './move-here.ts'
import type { PostgresStore } from './postgres.ts'
import { countersOf, keyOf, pagesOf, type Row, tablesOf } from './whole-tables.ts'

/** Rows that go in one statement. */
const ROWS = 50

export class PostgresContents implements StoreContents {
  readonly #store: PostgresStore
  #remembered: SqliteStore | undefined

  constructor(store: PostgresStore) {
    this.#store = store
  }

  async copyTo(file: string): Promise<void> {
    await this.#store.atOneMoment((reader) => copyToFile(reader, file))
  }

  async copyFrom(file: string): Promise<void> {
    await withStopped(file, (copy) => this.#takeFrom(copy))
  }

  async remember(): Promise<void> {
    await this.#remembered?.close()
    const memory = new SqliteStore(':memory:')
    await this.#store.atOneMoment((reader) => copyOut(reader, memory))
    this.#remembered = memory
  }

  async forget(): Promise<boolean> {
    if (!this.#remembered) return false
    await this.#takeFrom(this.#remembered)
    return true
  }

  async #takeFrom(copy: Reader): Promise<void> {
    const tables = await tablesOf(this.#store)
    const [here, there] = [await namesOfRun(this.#store), await namesOfRun(copy)]
    if (here.join() !== there.join()) throw new OtherTables()
    await this.#store.write(async (tx) => {
      const mark = await findSetting(tx, MARK_SETTING)
      for (const table of tables.toReversed()) await tx.run(sql`delete from ${raw(table)}`)
      await copyHere(copy, tx, tables)
      // Which store it is, and how often it was opened, is told by the file beside it as well.
      if (mark !== undefined) await saveSetting(tx, MARK_SETTING, mark)
    })
  }
}

/** Writes all that a database has into a new file, which its owner alone may read. */
export async function copyToFile(from: Reader, file: string): Promise<void> {
  const store = new SqliteStore(file)
  try {
    await chmod(file, 0o600)
    await copyOut(from, store)
  } finally {
    await store.close()
  }
}

/** Throws where the database was not made by this version. */
async function copyOut(from: Reader, to: SqliteStore): Promise<void> {
  await migrate(to)
  if ((await namesOfRun(from)).join() !== (await namesOfRun(to)).join()) throw new OtherTables()
  const tables = await tablesOf(from)
  await to.write(async (tx) => {
    await tx.run(sql`pragma defer_foreign_keys = on`)
    for (const table of tables) {
      for await (const rows of pagesOf(from, table, await keyOf(from, table))) {
        for (let i = 0; i < rows.length; i += ROWS) await insert(tx, table, rows.slice(i, i + ROWS))
      }
    }
    await goOnCounting(from, tx)
  })
}

async function insert(tx: Tx, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0]!)
  const values = rows.map(
    (row) =>
      sql`(${join(
        columns.map((name) => sql`${row[name]}`),
        ', ',
      )})`,
  )
  const into = raw(`${table} (${columns.map((name) => `"${name}"`).join(', ')})`)
  await tx.run(sql`insert into ${into} values ${join(values, ', ')}`)
}

/** What was numbered before goes on after the last number, which may be gone by now. */
async function goOnCounting(from: Reader, tx: Tx): Promise<void> {
  for (const { name, sequence } of await countersOf(from)) {
    const counted = await from.get<{ seq: number }>(
      sql`select last_value as seq from ${raw(sequence)} where is_called`,
    )
    const known = await tx.all(sql`select seq from sqlite_sequence where name = ${name}`)
    if (!counted) continue
    if (known.length > 0) {
      await tx.run(
        sql`update sqlite_sequence set seq = max(seq, ${counted.seq}) where name = ${name}`,
      )
    } else await tx.run(sql`insert into sqlite_sequence values (${name}, ${counted.seq})`)
  }
}
