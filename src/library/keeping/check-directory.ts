// Whether a data directory is sound, without changing anything in it: for one that no server has.
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { JOURNAL } from '#agent/journal/journal.ts'
import { unreadableLines } from '#agent/journal/records.ts'
import { readCredentials } from '#identity/bootstrap.ts'
import { signingKeyIn } from '#identity/keys/key-pair.ts'
import { readPair } from '#identity/keys/keys.ts'
import { fileErrorWords } from '#kernel/file-errors.ts'
import { faultOfAuthority } from '#server/listening/tls.ts'
import { STORE } from '#store/data-directory.ts'
import { faultBeforeOpening, faultOfStore } from '#store/mark.ts'
import { faultsOfStore } from '#store/sqlite/damage.ts'
import { type SqliteStore, StoreInUse } from '#store/sqlite/sqlite.ts'
import { withStopped } from '#store/sqlite/stopped.ts'

/**
 * What is wrong with a data directory, a sentence each; none where it is sound. Throws where it cannot
 * be told: it is no data directory, or a server has it.
 */
export async function faultsOfDirectory(directory: string): Promise<readonly string[]> {
  const path = resolve(directory)
  const file = join(path, STORE)
  if (!existsSync(file)) {
    throw new Error(`${path} is not a data directory of Lazuli: there is no ${STORE} in it.`)
  }
  const before = faultBeforeOpening(path, file)
  const ofStore = await lookInto(file, (store) => faultsIn(path, file, store))
  return [
    ...(before === undefined ? [] : [before]),
    ...ofStore,
    ...wrong(() => readCredentials(join(path, 'credentials.json'))),
    ...wrong(() => readPair(signingKeyIn(path))),
    ...wrong(() => refuse(faultOfAuthority(path))),
    ...wrong(() => refuse(faultOfJournal(join(path, 'compute', JOURNAL)))),
  ]
}

async function faultsIn(path: string, file: string, store: SqliteStore): Promise<string[]> {
  const faults = (await faultsOfStore(store)).map((fault) => `${file} is damaged: ${fault}.`)
  if (faults.length > 0) return faults
  const fault = await faultOfStore(path, store, false)
  return fault === undefined ? [] : [`${path}: ${fault}`]
}

async function lookInto(
  file: string,
  look: (store: SqliteStore) => Promise<string[]>,
): Promise<string[]> {
  try {
    return await withStopped(file, look)
  } catch (error) {
    if (error instanceof StoreInUse) {
      throw new Error(`a server has ${file}. Stop it, or check a backup of it.`, { cause: error })
    }
    return [`${file} is damaged: ${fileErrorWords(error)}.`]
  }
}

/** Half a line at its end is what a kill leaves. */
function faultOfJournal(file: string): string | undefined {
  if (!existsSync(file)) return undefined
  const lines = unreadableLines(readFileSync(file, 'utf8'))
  if (lines === 0) return undefined
  return `${file} has ${lines} lines that cannot be read: what tasks did then is lost.`
}

function refuse(fault: string | undefined): void {
  if (fault !== undefined) throw new Error(fault)
}

function wrong(look: () => unknown): readonly string[] {
  try {
    look()
    return []
  } catch (error) {
    return [(error as Error).message]
  }
}
