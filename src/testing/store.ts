import type { TestContext } from 'node:test'
import { migrate } from '#store/migrate.ts'
import { SqliteStore } from '#store/sqlite/sqlite.ts'

/** An empty store in memory with the project's schema, closed after the test. */
export async function temporaryStore(t: Pick<TestContext, 'after'>): Promise<SqliteStore> {
  const store = new SqliteStore(':memory:')
  t.after(() => store.close())
  await migrate(store)
  return store
}
