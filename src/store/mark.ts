// `store.json` beside the store says which store belongs there and how often it was opened: so a
// store that was emptied, replaced, or lost its log is told from a new one.
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readJson, type Shape } from './read-json.ts'
import { findSetting, saveSetting } from './setting.queries.ts'
import type { Reader, Store } from './tx.ts'

export const MARK = 'store.json'

/** Which store it is, and how often it was opened. */
interface StoreMark {
  readonly id: string
  readonly starts: number
}

/** The setting that has it: a store keeps its own, whatever contents it takes over. */
export const MARK_SETTING = 'store-mark'
const markShape: Shape<StoreMark> = { id: 'string', starts: 'number' }

export async function findMark(reader: Reader): Promise<StoreMark | undefined> {
  const kept = await findSetting(reader, MARK_SETTING)
  const place = { table: 'setting', key: MARK_SETTING, column: 'value' }
  return kept === undefined ? undefined : readJson(kept, markShape, place)
}

interface Beside extends StoreMark {
  /** Whether a server has the store, or was killed: its log is needed. */
  readonly isOpen: boolean
}

/** Files that are there only when the store was in use before. */
const IN_USE = ['credentials.json', 'token-signing.pem']

/** The first of these files that are in a directory. */
export const usedBefore = (entries: readonly string[]): string | undefined =>
  [...IN_USE, MARK].find((name) => entries.includes(name))

export const WHAT_TO_DO =
  'Restore the whole directory from a backup (docs/backup.md), or name a new directory.'

/** What is wrong with the files before the store is opened; undefined when nothing is. */
export function faultBeforeOpening(directory: string, store: string): string | undefined {
  const beside = readBeside(directory)
  if (beside === 'damaged') {
    return `${join(directory, MARK)} is damaged. Remove that file if ${store} is whole. ${WHAT_TO_DO}`
  }
  if (!beside?.isOpen || existsSync(`${store}-wal`)) return undefined
  return (
    `${store}-wal is missing, but the last server was not stopped: what it saved last is lost ` +
    `with that file. ${WHAT_TO_DO} To go on without it, remove ${join(directory, MARK)}.`
  )
}

/** What is wrong with a store that was opened. `isNew`: nothing had ever been written to it. */
export async function faultOfStore(
  directory: string,
  store: Reader,
  isNew: boolean,
): Promise<string | undefined> {
  const older = IN_USE.find((name) => existsSync(join(directory, name)))
  if (isNew && older !== undefined) {
    return (
      `the store is empty, but ${join(directory, older)} beside it is not: the store was emptied, ` +
      `or lost its log. ${WHAT_TO_DO}`
    )
  }
  const beside = readBeside(directory)
  if (beside === undefined || beside === 'damaged') return undefined
  const mark = await findMark(store)
  if (mark?.id === beside.id && mark.starts >= beside.starts) return undefined
  return `the store is older than ${join(directory, MARK)} beside it, or another one. ${WHAT_TO_DO}`
}

/** Notes that the store is open. Answers how to note that it was closed in order. */
export async function noteOpen(directory: string, store: Store): Promise<() => void> {
  const before = await findMark(store)
  const mark = { id: before?.id ?? randomUUID(), starts: (before?.starts ?? 0) + 1 }
  await store.write((tx) => saveSetting(tx, MARK_SETTING, JSON.stringify(mark)))
  const write = (isOpen: boolean): void => writeBeside(directory, { ...mark, isOpen })
  write(true)
  return () => {
    try {
      write(false)
    } catch {
      // On a full disk, or where the directory is gone: without the file the next start asks no log.
      rmSync(join(directory, MARK), { force: true })
    }
  }
}

function readBeside(directory: string): Beside | 'damaged' | undefined {
  const file = join(directory, MARK)
  if (!existsSync(file)) return undefined
  try {
    const { id, starts, isOpen } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Beside>
    if (typeof id !== 'string' || typeof isOpen !== 'boolean') return 'damaged'
    return Number.isInteger(starts) ? { id, starts: starts!, isOpen } : 'damaged'
  } catch {
    return 'damaged'
  }
}

function writeBeside(directory: string, beside: Beside): void {
  const file = join(directory, MARK)
  const draft = `${file}.${process.pid}.new`
  try {
    writeFileSync(draft, `${JSON.stringify(beside)}\n`, { mode: 0o600 })
    renameSync(draft, file)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}
