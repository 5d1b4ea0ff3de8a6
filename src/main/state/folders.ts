// Folders of files that go along with a snapshot.
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
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

/** A copy may be left of a server that was killed meanwhile. */
const COPIES = '.copies-'

/**
 * Copies of folders that are to take the places of others: made while these are still in use, exchanged at
 * once, and what was there is removed when all is over. `near`: on the same file system.
 */
export class Copies {
  readonly #directory: string

  private constructor(directory: string) {
    this.#directory = directory
  }

  /** Copies what is there of the folders of `from`. */
  static async of(from: string, folders: readonly string[], near: string): Promise<Copies> {
    const directory = await mkdtemp(join(near, COPIES))
    const copies = new Copies(directory)
    await mkdir(join(directory, 'old'))
    await mkdir(join(directory, 'new'))
    const copied = folders.map(async (folder) => {
      const source = join(from, folder)
      if (await isThere(source)) await copyFolder(source, join(directory, 'new', folder))
    })
    const failed = (await Promise.allSettled(copied)).find(({ status }) => status === 'rejected')
    if (!failed) return copies
    await copies.remove()
    throw (failed as PromiseRejectedResult).reason
  }

  /** What is at the place is the copy, or nothing where nothing was to be copied. */
  async exchange(folder: string, place: string): Promise<void> {
    const copy = join(this.#directory, 'new', folder)
    try {
      if (await isThere(place)) await rename(place, join(this.#directory, 'old', folder))
      if (await isThere(copy)) await rename(copy, place)
    } catch (error) {
      // It is on a file system of its own, or that is mounted there.
      if (!['EXDEV', 'EBUSY'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
      await removeAll(place)
      if (await isThere(copy)) await copyFolder(copy, place)
    }
  }

  async remove(): Promise<void> {
    await removeAll(this.#directory)
  }
}

/** Removes what copies left that were cut off. */
export async function removeCopies(near: string): Promise<void> {
  const names = await readdir(near).catch(() => [])
  for (const name of names) if (name.startsWith(COPIES)) await removeAll(join(near, name))
}
