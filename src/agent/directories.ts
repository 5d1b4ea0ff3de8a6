import { constants } from 'node:fs'
import { chmod, type FileHandle, open } from 'node:fs/promises'

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants
/** Takes hold of what it may not read: Linux's `O_PATH`, for which Node has no name. */
const HOLD = 0o10000000

/** Opens a directory, and fails on a link to one. */
export const DIRECTORY = O_RDONLY | O_DIRECTORY | O_NOFOLLOW

export const openDirectory = (path: string): Promise<FileHandle> => open(path, DIRECTORY)

/** A path to what has this name in the directory, wherever that is moved. */
export const at = ({ fd }: Pick<FileHandle, 'fd'>, name: string): string =>
  `/proc/self/fd/${fd}/${name}`

/**
 * Lets its owner into a directory again that a task has closed to everybody. An agent that runs as
 * root needs no leave to enter; any other is the owner of what its tasks make.
 */
export async function openUp(path: string): Promise<void> {
  const held = await open(path, HOLD | O_DIRECTORY | O_NOFOLLOW)
  try {
    await chmod(`/proc/self/fd/${held.fd}`, 0o700)
  } finally {
    await held.close()
  }
}
