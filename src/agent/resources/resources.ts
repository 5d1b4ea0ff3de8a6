import { createWriteStream } from 'node:fs'
import { chmod, lchown, mkdir, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { BlobError } from '#blobs/blob-error.ts'
import { shownUrl } from '#blobs/blob-url.ts'
import { removeAll } from '#files/remove.ts'
import { AttemptFailed, fileFailure } from '../attempts/failures.ts'
import type { Placement } from '../launchers/script.ts'
import type { Owner } from '../separation/layout.ts'
import type { Transfers } from '../transfers/transfers.ts'
import { downloadFailure } from './download-failures.ts'
import { type FileToFetch, listResources, type Wanted } from './resource-list.ts'

const AT_ONCE = 8

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

/** The attempt that files are fetched for, and by what. */
export interface Fetching {
  readonly nodeId: string
  readonly owner: Owner | undefined
  readonly transfers: Transfers
  readonly signal: AbortSignal
}

/**
 * Fetches an attempt's files, hands them over to its user, and says where each is to be moved.
 * Throws `AttemptFailed` in Batch's words.
 */
export async function fetchResources(
  wanted: readonly Wanted[],
  { fetching, staging }: Stages,
  by: Fetching,
): Promise<Placement[]> {
  const { nodeId, owner, transfers, signal } = by
  const files = await listResources(wanted, transfers, nodeId, signal)
  try {
    await mkdir(dirname(staging), { recursive: true, mode: 0o711 })
    await mkdir(fetching, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new AttemptFailed(fileFailure(error, 'ResourceDirectoryCreateFailed'))
  }
  const queue = files.entries()
  const fetchNext = async (): Promise<void> => {
    for (const [index, file] of queue) {
      const path = `${fetching}/${index}`
      await fetchOne(file, path, by)
      await chmod(path, Number.parseInt(file.mode, 8))
      if (owner) await lchown(path, owner.uid, owner.gid)
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, files.length) }, fetchNext))
  if (owner) await lchown(fetching, owner.uid, owner.gid)
  // Only now: no one but the agent may touch the directory while the agent writes into it.
  await rename(fetching, staging)
  return files.map(({ to }, index) => ({ from: `${staging}/${index}`, to }))
}

async function fetchOne(
  { from, to }: FileToFetch,
  path: string,
  { nodeId, transfers, signal }: Fetching,
): Promise<void> {
  if ('base64' in from) return save(Readable.from([Buffer.from(from.base64, 'base64')]), path)
  try {
    await save(transfers.blobs.read(transfers.placeOf(nodeId, from), signal), path)
  } catch (error) {
    if (!(error instanceof BlobError)) throw error
    throw new AttemptFailed(downloadFailure(error, 'blob', shownUrl(from.url), to))
  }
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
