// A unix socket's path has room for 107 bytes, and directories may be deep.
import { open } from 'node:fs/promises'
import { basename, dirname } from 'node:path'

const LONGEST = 103

/** Has `use` reach a socket by a path that is short enough; a longer one goes by its directory. */
export async function withShortPath<T>(
  path: string,
  use: (path: string) => Promise<T>,
): Promise<T> {
  if (Buffer.byteLength(path) <= LONGEST) return await use(path)
  const directory = await open(dirname(path), 'r')
  try {
    return await use(`/proc/self/fd/${directory.fd}/${basename(path)}`)
  } finally {
    await directory.close()
  }
}
