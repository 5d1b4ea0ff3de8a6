// Files of a node or of a task on it: what both have in common. Where they are is the caller's
// business; that no path leaves the node's root is the driver's.
import { Readable } from 'node:stream'
import {
  type ByteRange,
  type FileEntry,
  isInCertificates,
  NodeFileError,
  type NodeFiles,
} from '#drivers/nodes/port.ts'
import type { AzureError } from '#kernel/catalogue.ts'
import type { Reply, Request } from '#kernel/handler.ts'
import { toHttpDate, toNetIso } from '#kernel/instant.ts'
import { queryParameter } from '#kernel/query.ts'
import { type BatchErrorCode, batchError } from '../errors.ts'
import { invalidHeader, invalidQuery, refusal } from '../refusals.ts'
import { pageFrom } from '../wire/page.ts'
import { preconditions } from '../wire/preconditions.ts'
import { deleted, found } from '../wire/replies.ts'

/** A place whose files a call is about. */
export interface Place {
  readonly nodeId: string
  /** Relative to the node's root; empty for the root itself. */
  readonly directory: string
  /** Of the collection: `https://.../pools/p/nodes/n/files`. */
  readonly url: string
  /** What is answered when the node cannot be reached. */
  readonly unavailable: BatchErrorCode
  /** Shown first among those right here, in this order; the others follow by name. */
  readonly firstNames?: readonly string[]
}

type Call = Pick<Request, 'query' | 'headers' | 'method' | 'origin' | 'path'>

/** A page of the files, all levels of them if the call says so. */
export async function fileList(request: Call, files: NodeFiles, place: Place): Promise<Reply> {
  const recursive = flag(request, 'recursive')
  const prefix = prefixOf(queryParameter(request.query, '$filter'))
  const query = {
    recursive,
    prefix,
    first: place.firstNames ?? OF_TASKS,
    firstFurtherDown: OF_TASKS,
  }
  const page = await pageFrom(
    request,
    async ({ after, limit }) => {
      const wanted = { ...query, limit, ...(after !== undefined && { after }) }
      const { entries, hasMore } = await refusing(place, () =>
        files.page(place.nodeId, place.directory, wanted),
      )
      return { rows: entries.filter(({ path }) => !isInCertificates(path)), hasMore }
    },
    (entry) => nameIn(place, entry),
    (entry) => {
      const name = nameIn(place, entry)
      return {
        name,
        url: fileUrl(place, name),
        isDirectory: entry.isDirectory,
        ...(!entry.isDirectory && {
          properties: {
            lastModified: toNetIso(entry.modifiedAt),
            contentLength: entry.size,
            contentType: contentType(name),
            fileMode: modeOf(entry),
          },
        }),
      }
    },
  )
  return found(page)
}

export async function fileContent(
  request: Call,
  files: NodeFiles,
  place: Place,
  path: string,
): Promise<Reply> {
  const range = rangeOf(request)
  const { entry, body } = await refusing(place, async () => {
    const whole = await insideOf(files, place, path)
    const { modifiedAt } = await files.stat(place.nodeId, whole)
    preconditions(request, { lastModified: modifiedAt })
    return files.read(place.nodeId, whole, range)
  })
  return {
    // A part too: 200 is all that the specification has, and most clients take 206 for an error.
    status: 200,
    headers: {
      ...headersOf(place, path, entry),
      ...(range && { 'Content-Range': contentRange(range, entry.size) }),
    },
    body: Readable.from(body),
  }
}

export async function fileProperties(
  request: Call,
  files: NodeFiles,
  place: Place,
  path: string,
): Promise<Reply> {
  const entry = await refusing(place, async () =>
    files.stat(place.nodeId, await insideOf(files, place, path)),
  )
  preconditions(request, { lastModified: entry.modifiedAt })
  const length = entry.isDirectory ? 0 : entry.size
  return {
    status: 200,
    headers: { ...headersOf(place, path, entry), 'Content-Length': String(length) },
  }
}

export async function fileRemoval(
  request: Call,
  files: NodeFiles,
  place: Place,
  path: string,
): Promise<Reply> {
  const isRecursive = flag(request, 'recursive')
  const whole = await insideOf(files, place, path)
  // They go with the task or the node, not by themselves.
  if (isInCertificates(`${whole}/any`)) throw refusal('IOError', { Reason: 'It cannot be deleted' })
  await refusing(place, () => files.remove(place.nodeId, whole, isRecursive))
  return deleted()
}

/** Clients for Windows write the other slash, which on Linux may also be part of a name. */
async function insideOf(files: NodeFiles, place: Place, path: string): Promise<string> {
  const plain = inside(place, path.replaceAll('\\', '/'))
  if (!path.includes('\\')) return plain
  const asNamed = inside(place, path)
  return files.stat(place.nodeId, asNamed).then(
    () => asNamed,
    () => plain,
  )
}

const inside = ({ directory }: Place, path: string): string => {
  const plain = path.replace(/^\/+/, '')
  if (plain === '') throw batchError('FileNotFound')
  // A task's directory is as much a root as the node's: no way leads out of it.
  if (plain.split('/').includes('..')) throw batchError('FileNotFound')
  const whole = directory === '' ? plain : `${directory}/${plain}`
  // Assumed: that a task has certificates is recorded, their private keys cannot be read.
  if (isInCertificates(whole)) throw batchError('FileNotFound')
  return whole
}

const nameIn = ({ directory }: Place, { path }: FileEntry): string =>
  directory === '' ? path : path.slice(directory.length + 1)

const fileUrl = ({ url }: Place, name: string): string =>
  `${url}/${name.split('/').map(encodeURIComponent).join('/')}`

const modeOf = ({ mode }: FileEntry): string => `0o${mode.toString(8)}`

const contentType = (name: string): string =>
  name.endsWith('.txt') ? 'text/plain' : 'application/octet-stream'

/** Recorded of tasks' directories: level by level, and in each these first. */
const OF_TASKS = ['wd', 'stdout.txt', 'stderr.txt']

function headersOf(place: Place, path: string, entry: FileEntry): Record<string, string> {
  return {
    'Last-Modified': toHttpDate(entry.modifiedAt),
    'Content-Type': contentType(path),
    // Recorded with a capital letter.
    'ocp-batch-file-isdirectory': entry.isDirectory ? 'True' : 'False',
    'ocp-batch-file-mode': modeOf(entry),
    'ocp-batch-file-url': encodeURIComponent(fileUrl(place, path)),
  }
}

function rangeOf({ headers }: Call): ByteRange | undefined {
  const sent = headers['ocp-range']
  if (sent === undefined) return undefined
  const parts = /^bytes=(\d+)-(\d*)$/.exec(String(sent).trim())
  if (!parts) throw invalidHeader('ocp-range', String(sent))
  const first = Number(parts[1])
  const last = parts[2] ? Number(parts[2]) : undefined
  if (last !== undefined && last < first) throw batchError('InvalidRange')
  return last === undefined ? { first } : { first, last }
}

const contentRange = ({ first, last }: ByteRange, size: number): string =>
  `bytes ${first}-${Math.min(last ?? size - 1, size - 1)}/${size}`

const flag = ({ query }: Call, name: string): boolean =>
  queryParameter(query, name)?.toLowerCase() === 'true'

const STARTS_WITH = /^\s*startswith\s*\(\s*name\s*,\s*'((?:[^']|'')*)'\s*\)\s*$/i

/** The only filter that lists of files know. */
function prefixOf(filter: string | undefined): string {
  if (filter === undefined || filter.trim() === '') return ''
  const prefix = STARTS_WITH.exec(filter)?.[1]
  if (prefix === undefined) {
    throw invalidQuery('$filter', filter, "Files can be filtered only by startswith(name,'...')")
  }
  return prefix.replaceAll("''", "'")
}

async function refusing<T>(place: Place, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof NodeFileError ? refusalOf(place, error) : error
  }
}

function refusalOf({ unavailable }: Place, error: NodeFileError): AzureError {
  switch (error.code) {
    case 'NotFound':
    case 'NotADirectory':
      return batchError('FileNotFound', {}, { cause: error })
    case 'InvalidRange':
      return batchError('InvalidRange', {}, { cause: error })
    case 'NodeUnavailable':
      return batchError(unavailable, {}, { cause: error })
    case 'IsDirectory':
    case 'DirectoryNotEmpty':
    case 'IoError':
      return refusal('IOError', { Reason: error.message }, error)
  }
}
