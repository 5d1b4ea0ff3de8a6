import { createWriteStream } from 'node:fs'
import { lchown, mkdir, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type { ResourceFile } from '#drivers/nodes/port.ts'
import { removeAll } from '#files/remove.ts'
import { AttemptFailed, failure, fileFailure } from '../attempts/failures.ts'
import type { Placement } from '../launchers/script.ts'
import type { Owner } from '../separation/layout.ts'

const DEFAULT_MODE = '0770'
const AT_ONCE = 8
const TRIES = 3
const FIRST_WAIT_MS = 100
/** A server that sends nothing for so long has stalled. */
const STALL_MS = 60_000

/** Files that belong into one directory of the attempt. */
export interface Wanted {
  readonly into: string
  readonly files: readonly ResourceFile[]
}

export interface Stages {
  /** Where only the agent may write: any other who may could have it write wherever it can. */
  readonly fetching: string
  /** Where the attempt's user finds the files, once they are whole. */
  readonly staging: string
}

/** The places of one download, which has this name. */
export const stagesIn = ({ fetching, staging }: Stages, name: string): Stages => ({
  fetching: `${fetching}/${name}`,
  staging: `${staging}/${name}`,
})

/** Whatever tasks do there meanwhile, it removes nothing else. */
export async function removeStages({ fetching, staging }: Stages): Promise<void> {
  for (const path of [fetching, staging]) {
    await removeAll(path).catch(() => {})
  }
}

/**
 * Fetches an attempt's files, hands them over to its user, and says where each is to be moved.
 * Throws `AttemptFailed` in Batch's words.
 */
export async function fetchResources(
  wanted: readonly Wanted[],
  { fetching, staging }: Stages,
  owner: Owner | undefined,
  signal: AbortSignal,
): Promise<Placement[]> {
  const all = wanted.flatMap(({ into, files }) => files.map((file) => ({ into, file })))
  const placements = all.map(
    ({ into, file }, index): Placement => ({
      from: `${staging}/${index}`,
      to: `${into}/${safePath(file.filePath)}`,
      mode: /^[0-7]{3,4}$/.test(file.fileMode ?? '') ? file.fileMode! : DEFAULT_MODE,
    }),
  )
  try {
    await mkdir(dirname(staging), { recursive: true, mode: 0o711 })
    await mkdir(fetching, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new AttemptFailed(fileFailure(error, 'ResourceDirectoryCreateFailed'))
  }
  const queue = all.map(({ file }, index) => ({ file, to: `${fetching}/${index}` }))
  const fetchNext = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      await fetchOne(next.file, next.to, signal)
      if (owner) await lchown(next.to, owner.uid, owner.gid)
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, queue.length) }, fetchNext))
  if (owner) await lchown(fetching, owner.uid, owner.gid)
  // Only now: no one but the agent may touch the directory while the agent writes into it.
  await rename(fetching, staging)
  return placements
}

function safePath(filePath: string): string {
  const parts = filePath.split('/')
  if (
    !filePath ||
    parts[0] === '' ||
    parts.at(-1) === '' ||
    /(^|\/)\.\.?(\/|$)|\0/.test(filePath)
  ) {
    throw new AttemptFailed(
      failure('ResourceFileCreateFailed', `The resource file path ${filePath} is not allowed`),
    )
  }
  return filePath
}

async function fetchOne(file: ResourceFile, to: string, signal: AbortSignal): Promise<void> {
  if ('base64' in file.source) {
    return save(Readable.from([Buffer.from(file.source.base64, 'base64')]), to)
  }
  const { httpUrl } = file.source
  for (let attempt = 1; ; attempt++) {
    try {
      return await download(httpUrl, to, signal)
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof AttemptFailed && error.passing) || attempt === TRIES) throw error
      await wait(FIRST_WAIT_MS * 2 ** attempt, undefined, { signal })
    }
  }
}

async function download(url: string, to: string, signal: AbortSignal): Promise<void> {
  const stalled = new AbortController()
  const timer = setTimeout(() => stalled.abort(), STALL_MS)
  try {
    const response = await fetch(url, { signal: AbortSignal.any([signal, stalled.signal]) })
    const { status } = response
    if (!response.ok) throw new AttemptFailed(refusal(status, url), isPassing(status))
    await save(
      (async function* () {
        for await (const chunk of response.body ?? []) {
          timer.refresh()
          yield chunk
        }
      })(),
      to,
    )
  } catch (error) {
    if (error instanceof AttemptFailed) throw error
    if (stalled.signal.aborted) {
      throw new AttemptFailed(failure('BlobDownloadTimedOut', 'A download timed out', url), true)
    }
    const { message, cause } = error as Error
    const detail = `${url}: ${cause instanceof Error ? cause.message : message}`
    throw new AttemptFailed(failure('BlobDownloadMiscError', 'A download failed', detail), true)
  } finally {
    clearTimeout(timer)
  }
}

/** What a server may answer otherwise in a moment. */
const isPassing = (status: number): boolean => status >= 500 || status === 408 || status === 429

function refusal(status: number, url: string) {
  const detail = `${url}: HTTP ${status}`
  if (status === 404) {
    return failure('BlobNotFound', 'The specified resource file does not exist', detail)
  }
  if (status === 401 || status === 403) {
    return failure('BlobAccessDenied', 'Access to the specified resource file is denied', detail)
  }
  return failure('BlobDownloadMiscError', 'A download was refused', detail)
}

async function save(content: AsyncIterable<Uint8Array>, to: string): Promise<void> {
  const out = createWriteStream(to, { flags: 'w', mode: 0o600 })
  let broken: unknown
  out.on('error', (error) => {
    broken = error
  })
  try {
    await pipeline(content, out)
  } catch (error) {
    if (broken && broken === error) {
      throw new AttemptFailed(fileFailure(error, 'ResourceFileWriteFailed'))
    }
    throw error
  }
}
