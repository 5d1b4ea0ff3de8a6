import { createReadStream, type Stats } from 'node:fs'
import { type FileHandle, lstat, readdir } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { basename, dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FileAnswer, FileRequest } from '#drivers/nodes/channel.ts'
import {
  type ByteRange,
  type FileEntry,
  isInCertificates,
  NodeFileError,
} from '#drivers/nodes/port.ts'
import { asFileError, type Root, reach } from './beneath.ts'
import { openDirectory } from './directories.ts'
import { removeTree } from './remove.ts'

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

/** Serves one request about the files under `root` and ends the connection. */
export async function serveFile(root: Root, request: FileRequest, socket: Socket): Promise<void> {
  const answer = (line: FileAnswer): void => {
    socket.write(`${JSON.stringify(line)}\n`)
  }
  try {
    switch (request.file) {
      case 'list':
        answer({ entries: await list(root, request.path, request.recursive) })
        break
      case 'stat':
        answer({ entry: await entryAt(root, request.path) })
        break
      case 'remove':
        await remove(root, request.path, request.recursive)
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
async function entryAt(root: Root, path: string): Promise<FileEntry> {
  await using place = await reach(root, path, true)
  return entryOf(path, await lstat(place.path))
}

async function list(root: Root, path: string, recursive: boolean): Promise<FileEntry[]> {
  await using place = await reach(root, path, true)
  const self = entryOf(path, await lstat(place.path))
  if (!self.isDirectory) throw new NodeFileError('NotADirectory', `${path} is a file`)
  await using directory = await openDirectory(place.path)
  const { within } = place
  return await listInto([], root, { directory, path: self.path, within }, recursive)
}

interface Listed {
  readonly directory: FileHandle
  /** As the caller calls it. */
  readonly path: string
  readonly within: string
}

/** What a link points to is not looked at: a listing shows what is there, and stays inside. */
async function listInto(
  entries: FileEntry[],
  root: Root,
  { directory, path, within }: Listed,
  recursive: boolean,
): Promise<FileEntry[]> {
  const here = `/proc/self/fd/${directory.fd}`
  for (const name of (await readdir(here)).sort()) {
    const stats = await lstat(`${here}/${name}`).catch(() => undefined)
    if (!stats) continue // It went while we looked.
    const inside = within === '' ? name : `${within}/${name}`
    if (isInCertificates(inside)) continue
    const entry = entryOf(`${path}/${name}`, stats)
    entries.push(entry)
    if (!recursive || !entry.isDirectory) continue
    await using next = await openUnlessClosed(root.laidOver?.(inside) ?? `${here}/${name}`)
    if (!next) continue
    await listInto(entries, root, { directory: next, path: entry.path, within: inside }, true)
  }
  return entries
}

/** Without root, one directory that a task has closed must not hide all others. */
async function openUnlessClosed(path: string): Promise<FileHandle | undefined> {
  try {
    return await openDirectory(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return undefined
    throw error
  }
}

async function remove(root: Root, path: string, recursive: boolean): Promise<void> {
  const within = await withinOf(root, path)
  if (within === '') throw new NodeFileError('IoError', "the node's root cannot be deleted")
  const laid = root.beneath?.(within) ?? []
  if (laid.length > 0 && !recursive) {
    throw new NodeFileError('DirectoryNotEmpty', `${path} is not empty`)
  }
  for (const directory of laid) await removeTree(dirname(directory), basename(directory))
  await using place = await reach(root, path, false)
  await place.remove(recursive)
}

async function withinOf(root: Root, path: string): Promise<string> {
  await using place = await reach(root, path, false)
  return place.within
}

async function read(
  root: Root,
  path: string,
  range: ByteRange | undefined,
  answer: (line: FileAnswer) => void,
  socket: Socket,
): Promise<void> {
  await using place = await reach(root, path, true)
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
