import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { JOURNAL } from '#agent/journal/journal.ts'
import { restoredJournal } from '#agent/journal/restored-journal.ts'
import { removeAll } from '#files/remove.ts'
import { fileErrorWords } from '#kernel/file-errors.ts'
import { MOVED } from '#store/data-directory.ts'
import { unpack } from './archive.ts'
import { type BackupNote, NOTE, readNote } from './backup.ts'
import { faultsOfDirectory } from './check-directory.ts'
import { moveToPostgres } from './migrate.ts'

/**
 * Brings a backup back as a data directory: all of it and sound, or nothing. The directory must be
 * empty or new. What ran when the backup was taken is run again by the server that starts there.
 * `store`: an empty database that gets the store; absent: it is in the directory.
 */
export async function restoreBackup(
  file: string,
  directory: string,
  store?: string,
): Promise<BackupNote> {
  const [backup, path] = [resolve(file), resolve(directory)]
  const found = await readdir(path).catch(() => [])
  if (found.length > 0) {
    throw new Error(`${path} is not empty. Restore to a new directory, and start the server there.`)
  }
  const draft = `${path}.restoring`
  await makeNew(draft)
  try {
    await unpack(backup, draft).catch((error: unknown) => {
      const why = fileErrorWords(error)
      throw new Error(`${backup} is cut short, or no backup: ${why}. ${NOTHING}`, { cause: error })
    })
    const note = await noteIn(draft, backup)
    const faults = await faultsOfDirectory(draft)
    if (faults.length > 0) throw new Error(`${backup} is not sound: ${faults.join(' ')} ${NOTHING}`)
    await forgetAgent(join(draft, 'compute'))
    if (store !== undefined) {
      await moveToPostgres(draft, store)
      await rm(join(draft, MOVED))
    }
    if (existsSync(path)) await rmdir(path)
    await rename(draft, path)
    return note
  } catch (error) {
    await removeAll(draft)
    throw error
  }
}

/** Of an agent's directory. */
const OF_NODES = new Set([JOURNAL, 'nodes', 'logs'])

const NOTHING = 'Nothing was restored.'

async function makeNew(draft: string): Promise<void> {
  try {
    await mkdir(dirname(draft), { recursive: true, mode: 0o700 })
    await mkdir(draft, { mode: 0o700 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      throw new Error(
        `${draft} is what a restore left that was cut off, or is at work. Remove it, and try again.`,
        { cause: error },
      )
    }
    throw new Error(`${draft} cannot be made: ${fileErrorWords(error)}`, { cause: error })
  }
}

async function noteIn(draft: string, backup: string): Promise<BackupNote> {
  try {
    return readNote(await readFile(join(draft, NOTE), 'utf8'))
  } catch (error) {
    throw new Error(`${backup} is no backup of Lazuli: it has no ${NOTE} of one. ${NOTHING}`, {
      cause: error,
    })
  }
}

/** Leaves of an agent's directory what its nodes have: the rest says what it was doing, and who it is. */
async function forgetAgent(compute: string): Promise<void> {
  for (const name of await readdir(compute).catch(() => [])) {
    if (!OF_NODES.has(name)) await removeAll(join(compute, name))
  }
  const journal = join(compute, JOURNAL)
  if (!existsSync(journal)) return
  await writeFile(journal, restoredJournal(await readFile(journal, 'utf8')), { mode: 0o600 })
}
