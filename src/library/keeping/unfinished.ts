// What a backup makes on its way to its file. One that was killed leaves it, and the next takes it away.
import { randomUUID } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { removeAll } from '#files/remove.ts'
import { isAlive } from '#store/leftovers.ts'

/** A name for a folder with what goes into the backup. */
export const folderName = (): string => `backup-${process.pid}-${randomUUID()}`
const FOLDER = /^backup-(\d+)-[0-9a-f-]{36}$/

/** Other machines may write to the same place, and their process ids say nothing here. */
const DRAFT_END = (): string => `.lazuli-backup.${hostname()}.`

/** The file that becomes the backup once it is whole. */
export const draftOf = (path: string): string =>
  join(dirname(path), `.${basename(path)}${DRAFT_END()}${process.pid}`)

/** Whose process made a draft; undefined: it is another file, or another machine's. */
function makerOf(name: string): string | undefined {
  const at = name.lastIndexOf(DRAFT_END())
  const pid = name.slice(at + DRAFT_END().length)
  return name.startsWith('.') && at > 0 && /^\d+$/.test(pid) ? pid : undefined
}

/** Removes what backups of a data directory to the folder of a file left whose processes are gone. */
export async function removeUnfinished(directory: string, file: string): Promise<void> {
  const isLeft = (pid: string | undefined): boolean => pid !== undefined && !isAlive(Number(pid))
  for (const place of [directory, join(directory, 'snapshots')]) {
    for (const name of await namesIn(place)) {
      if (isLeft(FOLDER.exec(name)?.[1])) await removeAll(join(place, name))
    }
  }
  const place = dirname(file)
  for (const name of await namesIn(place)) {
    if (isLeft(makerOf(name))) await rm(join(place, name), { force: true })
  }
}

/** None where nothing may be read or nothing is: what is at fault there is told by who writes there. */
const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])
