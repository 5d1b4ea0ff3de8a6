// What all servers of one database need the same: who they are, what they sign with, and the authority
// that clients trust. The database has it, and each server a copy in its own directory.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writePrivate } from '#identity/keys/private-file.ts'
import { findSetting, saveSetting } from '#store/setting.queries.ts'
import type { Reader, Store } from '#store/tx.ts'

/** By their names in a data directory. */
const FILES = ['credentials.json', 'token-signing.pem', 'ca.pem', 'ca-key.pem']

const settingOf = (file: string): string => `shared-file ${file}`

const ownOf = (path: string): string | undefined =>
  existsSync(path) ? readFileSync(path, 'utf8') : undefined

/** Copies what the database has. False: it has not all of it yet. */
export async function takeSharedFiles(reader: Reader, directory: string): Promise<boolean> {
  let isAll = true
  for (const file of FILES) {
    const [content, path] = [await findSetting(reader, settingOf(file)), join(directory, file)]
    if (content === undefined) isAll = false
    else if (content !== ownOf(path)) writePrivate(path, content)
  }
  return isAll
}

/** Gives the database what was made or renewed here. */
export async function shareFiles(store: Store, directory: string): Promise<void> {
  for (const file of FILES) {
    const own = ownOf(join(directory, file))
    if (own === undefined || own === (await findSetting(store, settingOf(file)))) continue
    await store.write((tx) => saveSetting(tx, settingOf(file), own))
  }
}
