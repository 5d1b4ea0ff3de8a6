// A data directory that goes on with a database in place of its own store.
import { existsSync, renameSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { MOVED, openDataDirectory, STORE } from '#store/data-directory.ts'
import { type Moved, moveHere } from '#store/postgres/move-here.ts'
import { openPostgres } from '#store/postgres/open.ts'

/** What is left of the old store: to be looked at, and not to be started from. */

/**
 * Moves the directory's store to the database, which must be empty. What is in the directory beside
 * the store stays, for the server that goes on with both. Throws where nothing was moved.
 */
export async function moveToPostgres(directory: string, url: string): Promise<Moved> {
  const path = resolve(directory)
  if (!existsSync(join(path, STORE))) throw new Error(`there is no ${STORE} in ${path}.`)
  const from = await openDataDirectory(path)
  let moved: Moved
  try {
    const to = await openPostgres(url)
    moved = await moveHere(from.store, to).finally(() => to.close())
  } finally {
    await from.close()
  }
  // Its log was part of it, and is empty since it was closed.
  renameSync(join(path, STORE), join(path, MOVED))
  return moved
}
