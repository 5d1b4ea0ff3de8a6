import { readdirSync, readFileSync } from 'node:fs'
import { sql } from './sql.ts'
import type { Store } from './tx.ts'

/** Where the schema's history is. Its files run in the order of their names and are never edited. */
const FOLDER = new URL('./migrations/', import.meta.url)

/** The data holds migrations that this program does not have: a newer one wrote it. */
export class NewerData extends Error {
  readonly unknown: readonly string[]

  constructor(unknown: readonly string[]) {
    super(`the data was written by a newer version of Lazuli (${unknown.join(', ')})`)
    this.name = 'NewerData'
    this.unknown = unknown
  }
}

/** A store whose tables are made by migrations. */
export interface Migratable extends Store {
  /** Makes the table of migrations, where there is none. */
  prepareMigrations(): void | Promise<void>
  /** Runs a migration and notes that it ran, all of it or nothing. */
  runMigration(name: string, script: string): void | Promise<void>
}

/**
 * Brings the schema up to the newest migration. Each runs once, in a transaction of its own with
 * the note that it ran. Throws `NewerData` before it touches anything that a newer program wrote.
 * Answers whether it found no migration: a new store.
 */
export async function migrate(store: Migratable, folder: URL = FOLDER): Promise<boolean> {
  await store.prepareMigrations()
  const done = await store.all<{ name: string }>(sql`select name from migration order by name`)
  const names = readdirSync(folder)
    .filter((name) => /^\d{4}-[\w-]+\.sql$/.test(name))
    .sort()
  const unknown = done.map((row) => row.name).filter((name) => !names.includes(name))
  if (unknown.length > 0) throw new NewerData(unknown)
  for (const name of names) {
    if (done.some((row) => row.name === name)) continue
    const script = readFileSync(new URL(name, folder), 'utf8')
    try {
      await store.runMigration(name, script)
    } catch (cause) {
      throw new Error(`migration ${name} failed: ${(cause as Error).message}`, { cause })
    }
  }
  return done.length === 0
}
