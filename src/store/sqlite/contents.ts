// The contents of a database as a whole: taken from another one that has the same tables.
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { MARK_SETTING } from '../mark.ts'

/** The name of the database in memory that has what was remembered. */
export const REMEMBERED = 'remembered'
/** SQLite's own table of counters cannot be made under its own name. */
const COUNTERS = 'counters_of_tables'

export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
const named = (name: string): string => `"${name.replaceAll('"', '""')}"`

const namesIn = (db: DatabaseSync, query: string): string[] =>
  db
    .prepare(query)
    .all()
    .map((row) => String(Object.values(row)[0]))

const tablesOf = (db: DatabaseSync, schema: string): string[] =>
  namesIn(
    db,
    `select name from ${schema}.sqlite_schema
      where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name`,
  )

export const isAttached = (db: DatabaseSync, schema: string): boolean =>
  namesIn(db, 'select name from pragma_database_list').includes(schema)

export function rememberContents(db: DatabaseSync): void {
  if (!isAttached(db, REMEMBERED)) db.exec(`attach ':memory:' as ${REMEMBERED}`)
  const copies = tablesOf(db, 'main').map(
    (table) => `drop table if exists ${REMEMBERED}.${named(table)};
      create table ${REMEMBERED}.${named(table)} as select * from main.${named(table)};`,
  )
  db.exec(`${copies.join('\n')}
    drop table if exists ${REMEMBERED}.${COUNTERS};
    create table ${REMEMBERED}.${COUNTERS} as select * from main.sqlite_sequence;`)
}

const SETTINGS = 'setting'

const markIn = (db: DatabaseSync): SQLOutputValue | undefined =>
  db.prepare(`select value from main.${SETTINGS} where name = ?`).get(MARK_SETTING)?.value

/** Which store it is, and how often it was opened, is told by the file beside it as well. */
function keepMark(db: DatabaseSync, mark: SQLOutputValue | undefined): void {
  db.prepare(`delete from main.${SETTINGS} where name = ?`).run(MARK_SETTING)
  if (mark === undefined) return
  db.prepare(`insert into main.${SETTINGS} (name, value) values (?, ?)`).run(MARK_SETTING, mark)
}

/** The tables of another version of this program. */
export class OtherTables extends Error {
  constructor() {
    super('it was taken by another version of Lazuli, whose tables are different')
    this.name = 'OtherTables'
  }
}

/** In one transaction: the contents of `schema`, but for its mark, are those of the database from then on. */
export function takeContents(db: DatabaseSync, schema: string): void {
  const tables = tablesOf(db, 'main').filter((table) => table !== 'migration')
  const migrations = (of: string): string =>
    namesIn(db, `select name from ${of}.migration order by name`).join()
  if (migrations('main') !== migrations(schema)) throw new OtherTables()
  const counters = schema === REMEMBERED ? COUNTERS : 'sqlite_sequence'
  const mark = tables.includes(SETTINGS) ? markIn(db) : undefined
  // What refers to what was kept there: in between it is not, and what goes would take others along.
  db.exec('pragma foreign_keys = off; begin immediate')
  try {
    for (const table of tables) {
      db.exec(`delete from main.${named(table)}`)
      db.exec(`insert into main.${named(table)} select * from ${schema}.${named(table)}`)
    }
    if (tables.includes(SETTINGS)) keepMark(db, mark)
    db.exec(`delete from main.sqlite_sequence;
      insert into main.sqlite_sequence select * from ${schema}.${counters}`)
    db.exec('commit')
  } catch (error) {
    if (db.isTransaction) db.exec('rollback')
    throw error
  } finally {
    db.exec('pragma foreign_keys = on')
  }
}
