import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { sql } from './sql.ts'
import type { Reader, Store } from './tx.ts'

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
  /**
   * Runs a migration and notes that it ran, all of it or nothing. Of one that is called `.sqlite.sql`
   * another store only notes it.
   */
  runMigration(name: string, script: string): void | Promise<void>
  /** Makes an empty store what `WHOLE` says. Absent: its migrations run one by one. */
  runWhole?(script: string): void
}

const namesIn = (folder: URL): readonly string[] =>
  readdirSync(folder)
    .filter((name) => /^\d{4}-[\w-]+(\.sqlite)?\.sql$/.test(name))
    .sort()

function refuseNewer(done: readonly string[], names: readonly string[]): void {
  const unknown = done.filter((name) => !names.includes(name))
  if (unknown.length > 0) throw new NewerData(unknown)
}

/** Throws `NewerData` for data that this program cannot use. Data of an older one it can. */
export async function refuseNewerData(store: Reader): Promise<void> {
  refuseNewer(await namesOfRun(store), namesIn(FOLDER))
}

/**
 * What the migrations make of an empty store, as one script that notes those that it stands for. It
 * takes a fifth of their time; those that came after it run as ever. `npm run docs` prints it.
 */
const WHOLE = 'whole.sql'

/**
 * Brings the schema up to the newest migration. Each runs once, in a transaction of its own with
 * the note that it ran. Throws `NewerData` before it touches anything that a newer program wrote.
 * Answers whether it found no migration: a new store.
 */
export async function migrate(store: Migratable, folder: URL = FOLDER): Promise<boolean> {
  await store.prepareMigrations()
  let done = await namesOfRun(store)
  const isNew = done.length === 0
  const whole = isNew && store.runWhole ? wholeIn(folder) : undefined
  if (whole !== undefined) {
    store.runWhole?.(whole)
    done = await namesOfRun(store)
  }
  const names = namesIn(folder)
  refuseNewer(done, names)
  for (const name of names) {
    if (done.includes(name)) continue
    const script = readFileSync(new URL(name, folder), 'utf8')
    try {
      await store.runMigration(name, script)
    } catch (cause) {
      throw new Error(`migration ${name} failed: ${(cause as Error).message}`, { cause })
    }
  }
  return isNew
}

/** In the order of their names. */
export async function namesOfRun(store: Reader): Promise<readonly string[]> {
  const rows = await store.all<{ name: string }>(sql`select name from migration order by name`)
  return rows.map(({ name }) => name)
}

function wholeIn(folder: URL): string | undefined {
  const file = new URL(WHOLE, folder)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}
