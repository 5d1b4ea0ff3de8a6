import { readdirSync, readFileSync } from 'node:fs'
import { sql } from './sql.ts'
import type { SqliteStore } from './sqlite.ts'

const folder = new URL('./migrations/', import.meta.url)

/** Brings the schema up to the newest migration. Each runs once, in the order of its number. */
export async function migrate(store: SqliteStore): Promise<void> {
  store.exec('create table if not exists migration (name text primary key) without rowid')
  const done = new Set(
    (await store.all<{ name: string }>(sql`select name from migration`)).map((row) => row.name),
  )
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  for (const name of names.sort()) {
    if (done.has(name)) continue
    const script = readFileSync(new URL(name, folder), 'utf8')
    store.exec(`begin; ${script}; insert into migration values ('${name}'); commit;`)
  }
}
