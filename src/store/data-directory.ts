import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { removeAll } from '#files/remove.ts'
import { fileErrorWords } from '#kernel/file-errors.ts'
import { flagOf } from '#kernel/options.ts'
import { ephemeralPrefix, removeLeftovers } from './leftovers.ts'
import { faultBeforeOpening, faultOfStore, MARK, noteOpen, usedBefore, WHAT_TO_DO } from './mark.ts'
import { type Migratable, migrate, NewerData } from './migrate.ts'
import type { TakeDatabase } from './postgres/lease.ts'
import { SqliteStore, StoreInUse } from './sqlite/sqlite.ts'
import type { Store, StoreContents } from './tx.ts'

/** The name of the store's file. */
export const STORE = 'store.db'
/** What is left of it once its rows were moved to a database. */
export const MOVED = `${STORE}.moved`

/** An empty store of the package's, made by its build: copied in a fraction of the time that making one takes. */
const EMPTY = new URL('./migrations/empty.db', import.meta.url)

/** Where one server keeps all it must not lose: its store, its keys, its nodes' files. */
export interface DataDirectory {
  /** Absolute. Only its owner may enter. */
  readonly path: string
  readonly store: Store
  /** Its contents as a whole. */
  readonly contents: StoreContents
  /** Whether nothing had ever been written to it. */
  readonly isNew: boolean
  /** Thrown away when it is closed. */
  readonly ephemeral: boolean
  close(): Promise<void>
  /** Tells when another server has taken over its database; absent where no other can. */
  whenLost?(told: () => void): void
}

/** The directory cannot be used; the message says why and what to do about it. */
export class DataDirectoryError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'DataDirectoryError'
  }
}

/** Opens the directory, making it where there is none, and brings its store up to date. */
export async function openDataDirectory(path: string): Promise<DataDirectory> {
  const absolute = resolve(path)
  secure(absolute, STORE)
  const before = faultBeforeOpening(absolute, join(absolute, STORE))
  if (before !== undefined) throw new DataDirectoryError(`cannot use ${absolute}: ${before}`)
  const store = openStore(absolute, 'always')
  const isNew = await bringUpToDate(store, absolute)
  const fault = await faultOfStore(absolute, store, isNew)
  if (fault !== undefined) {
    await store.close()
    throw new DataDirectoryError(`cannot use ${absolute}: ${fault}`)
  }
  // On its way to the disk while the rest of the server is made.
  const noted = noteOpen(absolute, store)
  noted.catch(() => undefined)
  const close = async (): Promise<void> => {
    const noteClosed = await noted.catch(() => undefined)
    // Before the store closes, and its log goes: a process that is killed between the two has both.
    noteClosed?.()
    await store.close()
  }
  return { path: absolute, store, contents: store, isNew, ephemeral: false, close }
}

/**
 * Opens a directory whose store is a database elsewhere. `store.json` says which. `take`: how to get
 * the database for this server; absent: another server's is refused.
 */
export async function openBesideDatabase(
  directory: string,
  url: string,
  take?: TakeDatabase,
): Promise<DataDirectory> {
  const path = resolve(directory)
  secure(path, MARK)
  const { openPostgres, shown } = await import('./postgres/open.ts')
  const { PostgresContents } = await import('./postgres/contents.ts')
  const store = await openPostgres(url, take)
  const isNew = await bringUpToDate(store, `the database ${shown(url)}`, 'an empty database')
  const fault = await faultOfStore(path, store, isNew)
  if (fault !== undefined) {
    await store.close()
    throw new DataDirectoryError(`cannot use ${path}: ${fault}`)
  }
  const noteClosed = await noteOpen(path, store)
  const close = async (): Promise<void> => {
    noteClosed()
    await store.close()
  }
  const whenLost = (told: () => void): void => {
    store.onLost = told
  }
  const contents = new PostgresContents(store)
  return { path, store, contents, isNew, ephemeral: false, close, whenLost }
}

/**
 * Makes a directory that lives no longer than the process; what killed servers left behind in
 * `parent` is removed on the way.
 */
export async function openEphemeralDirectory(
  parent: string = tmpdir(),
  empty: URL = EMPTY,
): Promise<DataDirectory> {
  const path = await makeTemporary(parent)
  // What the copy lacks, all of it in a clone, migrations make.
  if (existsSync(empty)) {
    writeFileSync(join(path, STORE), readFileSync(empty), { flag: 'wx', mode: 0o600 })
  }
  const store = openStore(path, 'never')
  await bringUpToDate(store, path)
  const close = async (): Promise<void> => {
    await store.close()
    await removeAll(path)
  }
  return { path, store, contents: store, isNew: true, ephemeral: true, close }
}

/** Makes a file of a store without rows. */
export async function makeEmptyStore(file: string): Promise<void> {
  const store = new SqliteStore(file, { flush: 'never' })
  await migrate(store)
  await store.close()
}

async function makeTemporary(parent: string): Promise<string> {
  try {
    await removeLeftovers(parent, STORE)
    return mkdtempSync(join(parent, ephemeralPrefix(process.pid)))
  } catch (error) {
    throw new DataDirectoryError(
      `cannot use ${parent} for temporary files: ${fileErrorWords(error)}. ` +
        'Let TMPDIR name a directory that can be written to.',
      error,
    )
  }
}

/** Makes sure that the directory is ours and that no other user can look into it. */
function secure(path: string, own: string): void {
  try {
    makeDirectory(path)
    const entries = readdirSync(path)
    // A file system of its own has a place for what it lost, and is empty all the same.
    const isEmpty = entries.every((name) => name === 'lost+found')
    if (own === STORE && entries.includes(MOVED) && !entries.includes(own)) {
      throw new DataDirectoryError(
        `cannot use ${path}: its rows were moved to a database. Name that by ${flagOf('store')}.`,
      )
    }
    const used = usedBefore(entries)
    if (used !== undefined && !entries.includes(own)) {
      throw new DataDirectoryError(
        `cannot use ${path}: ${join(path, used)} is there, but the ${own} that belongs to it is missing. ${WHAT_TO_DO}`,
      )
    }
    if (!isEmpty && !entries.includes(own)) {
      throw new DataDirectoryError(
        `${path} is not a data directory of Lazuli: it has files but no ${own}. ` +
          'Name an empty or a new directory.',
      )
    }
    if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o700)
  } catch (error) {
    if (error instanceof DataDirectoryError) throw error
    throw new DataDirectoryError(
      `cannot use ${path}: ${fileErrorWords(error)}. Name another directory.`,
      error,
    )
  }
}

/**
 * Makes a directory and the parents that it lacks. Node's own way of doing so never ends where the
 * system refuses to make a directory in one that exists, as in `/proc`.
 */
function makeDirectory(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' && statSync(path).isDirectory()) return
    if (code !== 'ENOENT') throw error
    if (existsSync(dirname(path)))
      throw new Error('no directory can be made there', { cause: error })
    makeDirectory(dirname(path))
    mkdirSync(path, { mode: 0o700 })
  }
}

function openStore(path: string, flush: 'always' | 'never'): SqliteStore {
  const file = join(path, STORE)
  try {
    // SQLite gives its other files the mode of this one.
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600))
    return new SqliteStore(file, { flush })
  } catch (error) {
    if (error instanceof StoreInUse) {
      throw new DataDirectoryError(
        `${path} is in use by another server. Stop that one, or name another directory.`,
        error,
      )
    }
    const words = fileErrorWords(error)
    const isDamaged = /not a database|malformed/.test(words)
    throw new DataDirectoryError(
      `cannot open ${file}: ${words}${isDamaged ? `. ${WHAT_TO_DO}` : ''}`,
      error,
    )
  }
}

/** Answers whether nothing had ever been written to the store. `other`: what to name in its place. */
async function bringUpToDate(
  store: Migratable,
  place: string,
  other = 'another directory',
): Promise<boolean> {
  try {
    return await migrate(store)
  } catch (error) {
    await store.close()
    const advice =
      error instanceof NewerData ? `Start that version, or name ${other}.` : `Name ${other}.`
    throw new DataDirectoryError(
      `cannot use ${place}: ${(error as Error).message}. ${advice}`,
      error,
    )
  }
}
