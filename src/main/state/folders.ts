// Folders of files that go along with a snapshot.
import { execFile } from 'node:child_process'
import { cp, stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { removeAll } from '#files/remove.ts'

const run = promisify(execFile)

export const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

/** With owners, links and holes as they are; blocks are shared where the file system can. */
export async function copyFolder(from: string, to: string): Promise<void> {
  if (process.platform === 'linux') await run('cp', ['-a', '--reflink=auto', from, to])
  else await cp(from, to, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true })
}

/** What is at `to` is what was copied from there, or nothing where nothing was. */
export async function bringBack(from: string, to: string): Promise<void> {
  if (await isThere(to)) await removeAll(to)
  if (await isThere(from)) await copyFolder(from, to)
}
