// What the migrations make of an empty store, as one script: `npm run docs` prints it.
import { migrate } from '#store/migrate.ts'
import { sql } from '#store/sql.ts'
import { SqliteStore } from '#store/sqlite/sqlite.ts'
import { oneByOne } from '#testing/store.ts'

export async function wholeSchema(): Promise<string> {
  const store = new SqliteStore(':memory:')
  await migrate(oneByOne(store))
  // As they were made, so that each finds what it refers to.
  const made = await store.all<{ sql: string }>(sql`
    select sql from sqlite_schema
    where sql is not null and name <> 'migration' and name not like 'sqlite\\_%' escape '\\'
    order by rowid`)
  const ran = await store.all<{ name: string }>(sql`select name from migration order by name`)
  await store.close()
  const values = ran.map(({ name }) => `  ('${name}')`)
  return [
    '-- Printed by `npm run docs`: what the migrations make of an empty store.',
    ...made.map((row) => `${row.sql};`),
    `insert into migration values\n${values.join(',\n')};\n`,
  ].join('\n')
}
