// A backup: all of a data directory that must not be lost, in one file, which `restore` brings back.
import { existsSync } from 'node:fs'
import { type FileHandle, link, mkdir, open, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { realClock } from '#engine/clock.ts'
import { fileErrorWords } from '#kernel/file-errors.ts'
import { toIso } from '#kernel/instant.ts'
import { flagOf } from '#kernel/options.ts'
import { STORE } from '#store/data-directory.ts'
import { MARK } from '#store/mark.ts'
import { readJson } from '#store/read-json.ts'
import { StoreInUse } from '#store/sqlite/sqlite.ts'
import { withStopped } from '#store/sqlite/stopped.ts'
import { storeSaid } from '../ready/ready.ts'
import { type Packed, pack } from './archive.ts'
import { draftOf, folderName, removeUnfinished } from './unfinished.ts'

/** The first of a backup: what it is. */
export const NOTE = 'backup.json'

/** What can be made anew is not in it. */
const KEYS = [
  'credentials.json',
  'token-signing.pem',
  'ca.pem',
  'ca-key.pem',
  'server.pem',
  'server-key.pem',
]

export interface BackupNote {
  /** Of Lazuli. */
  readonly version: string
  readonly takenAt: string
  /** Folders of files that are in it. */
  readonly files: readonly string[]
  readonly leftOut: readonly string[]
}

/** Throws where the text is no note. */
export const readNote = (text: string): BackupNote =>
  readJson<BackupNote>(
    text,
    { version: 'string', takenAt: 'string', files: 'array', leftOut: 'array' },
    { table: 'backup', key: NOTE, column: 'text' },
  )

/** What goes into a backup. */
export interface Copied extends Omit<BackupNote, 'version'> {
  /** Where a copy of the store is; a note is written beside it. */
  readonly folder: string
  /** Where the folders of files are. */
  readonly filesIn: string
}

/** Writes a backup to a file that is not there yet: all of it, or nothing where it fails or is ended. */
export async function writeBackup(
  directory: string,
  { folder, filesIn, ...copied }: Copied,
  version: string,
  file: string,
  ended?: AbortSignal,
): Promise<BackupNote> {
  const path = resolve(file)
  const draft = draftOf(path)
  const files = copied.files.filter((each) => existsSync(join(filesIn, each)))
  const note: BackupNote = { version, ...copied, files }
  await writeFile(join(folder, NOTE), `${JSON.stringify(note)}\n`)
  const keys = KEYS.filter((name) => existsSync(join(directory, name)))
  const packed: readonly Packed[] = [
    { folder, names: [NOTE] },
    { folder: directory, names: keys },
    { folder: filesIn, names: files },
    // Last: a directory that lacks it is taken by no server.
    { folder, names: [STORE] },
  ]
  const target = await openNew(draft, path)
  try {
    await pack(packed, target, ended)
    await target.sync()
    await target.close()
    await placeNew(draft, path)
  } catch (error) {
    await target.close().catch(() => undefined)
    await rm(draft, { force: true })
    const why = ended?.aborted ? `${ended.reason} ended the backup` : fileErrorWords(error)
    throw new Error(`${path} cannot be written: ${why}`, { cause: error })
  }
  return note
}

/** Folders whose files come along where they are wanted: what is in one that has them, and what they are. */
const FILES = [
  { name: 'compute', inside: 'compute/nodes', what: 'files of nodes' },
  { name: 'storage', inside: 'storage', what: 'blobs' },
] as const
/** One that always does. */
const DISKS = 'hypervisor'

/** As root tasks have users of their own, who can reach no data directory. */
export const OUTSIDE = ', which are outside of the data directory'

/** A data directory that no server has. */
interface Stopped {
  readonly directory: string
  /** The URL of the database that has its store; absent: it is in the directory. */
  readonly store?: string | undefined
}

/** Its store, where none is named, is the directory's own or the one that a start would have. */
export const stoppedAt = async (
  directory: string,
  store: string | undefined,
): Promise<Stopped> => ({
  directory,
  store: store ?? (existsSync(join(directory, STORE)) ? undefined : await storeSaid()),
})

/** Backs up a data directory that no server has. */
export async function backUpStopped(
  { directory, store }: Stopped,
  withFiles: boolean,
  version: string,
  file: string,
  ended?: AbortSignal,
): Promise<BackupNote> {
  const path = resolve(directory)
  if (store === undefined && !existsSync(join(path, STORE))) {
    const why = existsSync(join(path, MARK))
      ? `: its store is a database, which ${flagOf('store')} has to name`
      : ''
    throw new Error(`there is no ${STORE} in ${path}${why}.`)
  }
  await removeUnfinished(path, resolve(file))
  const folder = join(path, folderName())
  await mkdir(folder, { mode: 0o700 })
  try {
    const copy = join(folder, STORE)
    if (store === undefined) await copyStopped(join(path, STORE), copy)
    else {
      const { copyDatabase } = await import('#store/postgres/copy-database.ts')
      await copyDatabase(store, path, copy)
    }
    const wanted = FILES.filter(({ inside }) => withFiles && existsSync(join(path, inside)))
    const files = [...wanted.map(({ name }) => name), DISKS]
    const leftOut = FILES.filter((each) => existsSync(join(path, each.name)))
      .filter((each) => !wanted.includes(each))
      .map(({ inside, what }) => (existsSync(join(path, inside)) ? what : `${what}${OUTSIDE}`))
    const takenAt = toIso(realClock().now())
    const copied = { folder, filesIn: path, takenAt, files, leftOut }
    return await writeBackup(path, copied, version, file, ended)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function copyStopped(file: string, copy: string): Promise<void> {
  try {
    await withStopped(file, (store) => store.copyTo(copy))
  } catch (error) {
    const why = error instanceof StoreInUse ? 'a server has it, which does not answer' : undefined
    throw new Error(`${file} cannot be read: ${why ?? fileErrorWords(error)}.`, { cause: error })
  }
}

/** Throws where there is such a file already: a backup is never written over another. */
export function refuseTaken(file: string): void {
  if (existsSync(file)) throw new Error(`${file} is there already. Name a file that is not.`)
}

/** Under its name, where there is none by then: two that write at once cannot replace each other. */
async function placeNew(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path)
    await rm(draft)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') refuseTaken(path)
    // A file system without links.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error
    refuseTaken(path)
    await rename(draft, path)
  }
}

async function openNew(draft: string, path: string): Promise<FileHandle> {
  refuseTaken(path)
  try {
    return await open(draft, 'wx', 0o600)
  } catch (error) {
    throw new Error(`${path} cannot be written: ${fileErrorWords(error)}`, { cause: error })
  }
}
