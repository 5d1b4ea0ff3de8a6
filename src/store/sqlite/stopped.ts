import { existsSync, rmSync } from 'node:fs'
import { SqliteStore } from './sqlite.ts'

/**
 * Looks into a file that no server has, and leaves it, and its log, as they are. Throws `StoreInUse`
 * where one has it.
 */
export async function withStopped<T>(
  file: string,
  look: (store: SqliteStore) => Promise<T>,
): Promise<T> {
  const beside = [`${file}-wal`, `${file}-shm`].filter((each) => !existsSync(each))
  try {
    const store = new SqliteStore(file, { readOnly: true })
    try {
      return await look(store)
    } finally {
      await store.close()
    }
  } finally {
    // SQLite makes them to read, and has nothing in those that were not there.
    for (const each of beside) rmSync(each, { force: true })
  }
}
