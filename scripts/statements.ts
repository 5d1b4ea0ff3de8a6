// Prepares what tests had SQLite run on PostgreSQL as well: `node scripts/statements.ts FOLDER`, which
// `npm test` does with what its run left there. PGlite is PostgreSQL in this process, with the same tables.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { postgresQuery, postgresTables } from '#store/postgres/dialect.ts'
import type { SqlValue } from '#store/sql.ts'
import type { Seen } from '../tests/statements.ts'

const MIGRATIONS = new URL('../src/store/migrations/', import.meta.url)
/** Of a table that a test made for itself. */
const NO_SUCH_TABLE = '42P01'

const samples: Readonly<Record<string, SqlValue>> = {
  ...{ n: null, s: 'a', i: 1, d: 0.5 },
  b: new Uint8Array([1]),
}

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Say in which folder the statements are.')
const lines = new Set(
  readdirSync(folder)
    .filter((name) => name.endsWith('.ndjson'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n')),
)

const database = new PGlite()
for (const name of readdirSync(MIGRATIONS).sort()) {
  if (!/^\d{4}-.*\.sql$/.test(name) || name.endsWith('.sqlite.sql')) continue
  await database.exec(postgresTables(readFileSync(new URL(name, MIGRATIONS), 'utf8')))
}
await database.exec('create table if not exists migration (name text primary key)')

let prepared = 0
const faults: string[] = []
for (const line of lines) {
  const { text, kinds } = JSON.parse(line) as Seen
  const strings = text.split(/\?(?=(?:[^']*'[^']*')*[^']*$)/)
  const values = [...kinds].map((kind) => samples[kind]!)
  const { text: words } = postgresQuery({ strings, values })
  try {
    await database.exec(`prepare one as ${words}; deallocate one`)
    prepared += 1
  } catch (error) {
    const { code, message } = error as Error & { readonly code?: string }
    if (code !== NO_SUCH_TABLE) faults.push(`${message}: ${words.replace(/\s+/g, ' ').trim()}`)
  }
}
await database.close()
process.stdout.write(
  `${prepared} statements of ${lines.size} were prepared on PostgreSQL, ${faults.length} were refused\n`,
)
for (const fault of faults) process.stdout.write(`  ${fault}\n`)
// Not every suite asks a store; where one did, none of it prepared is a fault of this script.
if (faults.length > 0 || (lines.size > 0 && prepared === 0)) process.exitCode = 1
