import { closeSync, createReadStream, lstatSync, openSync, rmdirSync, type Stats } from 'node:fs'
import type { Socket } from 'node:net'
import { pipeline } from 'node:stream/promises'
import type { FileAnswer, FileRequest } from '#drivers/nodes/channel.ts'
import {
  type ByteRange,
  type FileEntry,
  isInCertificates,
  NodeFileError,
} from '#drivers/nodes/port.ts'
import { at, DIRECTORY, entriesOf, type Held, type Path } from '#files/directories.ts'
import { type NameBytes, nameOf, shownAs } from '#files/names.ts'
import { removeFrom } from '#files/remove.ts'
import { asFileError, type Place, type Root, reach } from './beneath.ts'
import type { Trash } from './trash.ts'

const entryOf = (path: string, stats: Stats): FileEntry => ({
  path: path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/'),
  isDirectory: stats.isDirectory(),
  size: stats.isDirectory() ? 0 : stats.size,
  modifiedAt: Math.floor(stats.mtimeMs) as FileEntry['modifiedAt'],
  mode: stats.mode,
})

/** A node's files, and where those go that are deleted. */
export interface Files {
  readonly root: Root
  readonly trash: Trash
}

/** Serves one request about the files under `root` and ends the connection. */
export async function serveFile(
  { root, trash }: Files,
  request: FileRequest,
  socket: Socket,
): Promise<void> {
  const answer = (line: FileAnswer): void => {
    socket.write(`${JSON.stringify(line)}\n`)
  }
  try {
    switch (request.file) {
      case 'list':
        answer({ entries: await list(root, request.path, request.recursive) })
        break
      case 'stat':
        answer({ entry: entryAt(root, request.path) })
        break
      case 'remove':
        await remove({ root, trash }, request.path, request.recursive)
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

async function list(root: Root, path: string, recursive: boolean): Promise<FileEntry[]> {
  using place = reach(root, path, true)
  const self = entryOf(path, lstatSync(place.path))
  if (!self.isDirectory) throw new NodeFileError('NotADirectory', `${path} is a file`)
  const fd = openSync(place.path, DIRECTORY)
  try {
    const { within } = place
    return await listInto([], root, { directory: { fd }, path: self.path, within }, recursive)
  } finally {
    closeSync(fd)
  }
}

interface Listed {
  readonly directory: Held
  /** As the caller calls it. */
  readonly path: string
  readonly within: NameBytes
}

/** What a link points to is not looked at: a listing shows what is there, and stays inside. */
async function listInto(
  entries: FileEntry[],
  root: Root,
  { directory, path, within }: Listed,
  recursive: boolean,
): Promise<FileEntry[]> {
  const names: NameBytes[] = []
  for await (const some of entriesOf(directory)) names.push(...some.map(({ name }) => name))
  for (const name of names.sort()) {
    const stats = statsOf(at(directory, name))
    if (!stats) continue // It went while we looked.
    const inside = nameOf('') === within ? name : (`${within}/${name}` as NameBytes)
    if (isInCertificates(inside)) continue
    const entry = entryOf(`${path}/${shownAs(name)}`, stats)
    entries.push(entry)
    if (!recursive || !entry.isDirectory) continue
    const fd = openUnlessClosed(root.laidOver?.(inside) ?? at(directory, name))
    if (fd === undefined) continue
    try {
      const next = { directory: { fd }, path: entry.path, within: inside }
      await listInto(entries, root, next, true)
    } finally {
      closeSync(fd)
    }
  }
  return entries
}

function statsOf(path: Path): Stats | undefined {
  try {
    return lstatSync(path)
  } catch {
    return undefined
  }
}

/** Without root, one directory that a task has closed must not hide all others. */
function openUnlessClosed(path: Path): number | undefined {
  try {
    return openSync(path, DIRECTORY)
  } catch {
    return undefined // Closed, gone, or something else by now.
  }
}

async function remove({ root, trash }: Files, path: string, recursive: boolean): Promise<void> {
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
  socket: Socket,
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
