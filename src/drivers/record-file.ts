// Small JSON files that are whole at every moment, whatever dies.
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** How records are kept; a test may stand between. */
export interface RecordFiles {
  save(path: string, record: object): Promise<void>
  remove(path: string): Promise<void>
}

export const recordFiles: RecordFiles = {
  save: saveRecord,
  remove: (path) => rm(path, { force: true }),
}

/** Once it returns, the record is what a reader finds, also after a power cut. */
async function saveRecord(path: string, record: object): Promise<void> {
  const fresh = `${path}.new`
  await writeDurably(fresh, JSON.stringify(record))
  await rename(fresh, path)
  const directory = await open(dirname(path))
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Undefined when there is no such record. */
export async function loadRecord<T>(path: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** For the driver's user only. */
export async function makeDirectory(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 })
}
