import type { TestContext } from 'node:test'
import { type Migratable, migrate } from '#store/migrate.ts'
import { SqliteStore } from '#store/sqlite/sqlite.ts'

/** An empty store in memory with the project's schema, closed after the test. */
export async function temporaryStore(t: Pick<TestContext, 'after'>): Promise<SqliteStore> {
  const store = new SqliteStore(':memory:')
  t.after(() => store.close())
  await migrate(store)
  return store
}

/** The store, of which `migrate` makes what it is one migration after the other. */
export const oneByOne = (store: SqliteStore): Migratable => ({
  get: (statement) => store.get(statement),
  all: (statement) => store.all(statement),
  write: (work, options) => store.write(work, options),
  close: () => store.close(),
  prepareMigrations: () => store.prepareMigrations(),
  runMigration: (name, script) => store.runMigration(name, script),
})
