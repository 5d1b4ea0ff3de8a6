import { createReadStream, lstatSync, rmdirSync } from 'node:fs'
import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FileAnswer, FileRequest } from '#drivers/nodes/channel.ts'
import { type ByteRange, type FileEntry, NodeFileError } from '#drivers/nodes/port.ts'
import { removeFrom } from '#files/remove.ts'
import { asFileError, type Place, type Root, reach } from './beneath.ts'
import { entryOf } from './file-entry.ts'
import type { Listings } from './listings.ts'
import type { Trash } from './trash.ts'

/** A node's files, and where those go that are deleted. */
export interface Files {
  readonly root: Root
  readonly trash: Trash
  readonly listings: Listings
}

/** Serves one request about the files under `root` and ends the connection. */
export async function serveFile(
  { root, trash, listings }: Files,
  request: FileRequest,
  socket: Duplex,
): Promise<void> {
  const answer = (line: FileAnswer): void => {
    socket.write(`${JSON.stringify(line)}\n`)
  }
  try {
    switch (request.file) {
      case 'page':
        answer(await listings.page(root, request.path, request.query))
        break
      case 'stat':
        answer({ entry: entryAt(root, request.path) })
        break
      case 'remove':
        await remove(root, trash, request.path, request.recursive)
        answer({ removed: true })
        break
      case 'read':
        await read(root, request.path, request.range, answer, socket)
    }
  } catch (error) {
    const { code, message } = asFileError(error, request.path)
    answer({ error: code, message })
  }
  socket.end()
}

/** A path that was reached is no link; should one be put there now, the link itself is shown. */
function entryAt(root: Root, path: string): FileEntry {
  using place = reach(root, path, true)
  return entryOf(path, lstatSync(place.path))
}

async function remove(root: Root, trash: Trash, path: string, recursive: boolean): Promise<void> {
  using place = reach(root, path, false)
  if (place.within === '') throw new NodeFileError('IoError', "the node's root cannot be deleted")
  const laid = root.beneath?.(place.within) ?? []
  if (laid.length > 0 && !recursive) {
    throw new NodeFileError('DirectoryNotEmpty', `${path} is not empty`)
  }
  for (const directory of laid) await trash.takeOrEmpty(directory)
  // Reached anew, as what was laid over it is gone.
  using bare = reach(root, path, false)
  await removeAt(bare, trash, recursive)
}

/** A directory goes as a whole, at once, whatever is being written to it. */
async function removeAt(place: Place, trash: Trash, recursive: boolean): Promise<void> {
  const isDirectory = lstatSync(place.path).isDirectory()
  if (isDirectory && !recursive) rmdirSync(place.path)
  else if (!isDirectory || !trash.take(place.path)) await removeFrom(place.parent, place.name)
}

async function read(
  root: Root,
  path: string,
  range: ByteRange | undefined,
  answer: (line: FileAnswer) => void,
  socket: Duplex,
): Promise<void> {
  using place = reach(root, path, true)
  await using file = await place.open()
  const stats = await file.stat()
  if (stats.isDirectory()) throw new NodeFileError('IsDirectory', `${path} is a directory`)
  if (!stats.isFile()) throw new NodeFileError('IoError', `${path} is not a plain file`)
  const { first, last } = range ?? { first: 0 }
  const end = Math.min(last ?? Number.MAX_SAFE_INTEGER, stats.size - 1)
  if (range && (first >= stats.size || end < first)) {
    throw new NodeFileError('InvalidRange', `no byte ${first} in ${stats.size}`)
  }
  answer({ entry: entryOf(path, stats), length: end - first + 1 })
  if (end < first) return
  // The size is that of now: a file that a task still writes does not grow under the reader.
  const bytes = createReadStream('', { fd: file.fd, start: first, end, autoClose: false })
  // Cut short, the bytes are fewer than was said: the reader sees that. No answer may follow them.
  await pipeline(bytes, socket, { end: false }).catch(() => socket.destroy())
}
