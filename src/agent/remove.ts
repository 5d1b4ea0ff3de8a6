// Removes what tasks have made: they may be at it still, and may have closed it to everybody.
import { type FileHandle, readdir, rm, rmdir, unlink } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { at, openDirectory, openUp } from './directories.ts'

/** Removes what is at the path, if anything is, and all that is in it, closed or not. */
export async function removeAll(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error
    await removeTree(dirname(path), basename(path)).catch(unlessGone)
  }
}

/** Removes a tree of which its directory has this name, following no link. */
export async function removeTree(directory: string, name: string): Promise<void> {
  const handle = await openDirectory(directory)
  try {
    await removeFrom(handle, name, true)
  } finally {
    await handle.close()
  }
}

/** Somebody else has removed it meanwhile. */
function unlessGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}

const OWNERS_ALL = 0o700

/** Opens a directory to empty it. */
async function openToEmpty(path: string): Promise<FileHandle> {
  const directory = await openDirectory(path).catch(async (error) => {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error
    await openUp(path)
    return await openDirectory(path)
  })
  const { mode } = await directory.stat()
  if ((mode & OWNERS_ALL) !== OWNERS_ALL) await directory.chmod(OWNERS_ALL)
  return directory
}

/** Removes what has this name in the directory: of a link that, not what it points to. */
export async function removeFrom(
  parent: FileHandle,
  name: string,
  recursive: boolean,
): Promise<void> {
  const path = at(parent, name)
  let directory: FileHandle
  try {
    directory = recursive ? await openToEmpty(path) : await openDirectory(path)
  } catch (error) {
    if (!['ENOTDIR', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    await unlink(path)
    return
  }
  try {
    if (recursive) {
      for (const inside of await readdir(`/proc/self/fd/${directory.fd}`)) {
        await removeFrom(directory, inside, true).catch(unlessGone)
      }
    }
  } finally {
    await directory.close()
  }
  await rmdir(path)
}
