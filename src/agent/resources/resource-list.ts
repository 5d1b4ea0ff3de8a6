// Which files an attempt is to have: its single ones, and those of its containers as they are now.
import { BlobError } from '#blobs/blob-error.ts'
import { addressOf, blobIn, shownUrl, urlOf } from '#blobs/blob-url.ts'
import type { ListedBlob } from '#blobs/list-page.ts'
import type { ResourceFile } from '#drivers/nodes/port.ts'
import { AttemptFailed, failure } from '../attempts/failures.ts'
import type { Transfers } from '../transfers/transfers.ts'
import { downloadFailure } from './download-failures.ts'
import { blobPathOf, filePathOf } from './resource-paths.ts'

/** Files that belong into one directory of the attempt. */
export interface Wanted {
  readonly into: string
  readonly files: readonly ResourceFile[]
}

export interface FileToFetch {
  readonly from: { readonly url: string; readonly identity?: string } | { readonly base64: string }
  /** Absolute. */
  readonly to: string
  readonly mode: string
}

const DEFAULT_MODE = '0770'
/** Of one attempt: what is to be done for each is kept in memory. */
const MOST_FILES = 100_000

/** In the order in which they were asked for; of two that have one path the later one is left. */
export async function listResources(
  wanted: readonly Wanted[],
  transfers: Transfers,
  nodeId: string,
  signal: AbortSignal,
): Promise<FileToFetch[]> {
  const found = new Map<string, FileToFetch>()
  const add = (file: FileToFetch): void => {
    found.delete(file.to)
    if (found.size === MOST_FILES) throw tooMany()
    found.set(file.to, file)
  }
  for (const { into, files } of wanted) {
    for (const file of files) {
      const mode = /^[0-7]{3,4}$/.test(file.fileMode ?? '') ? file.fileMode! : DEFAULT_MODE
      const { source } = file
      if ('base64' in source)
        add({ from: source, to: `${into}/${filePathOf(file.filePath)}`, mode })
      else if ('httpUrl' in source) {
        const { httpUrl: url, ...by } = source
        add({ from: { url, ...by }, to: `${into}/${filePathOf(file.filePath)}`, mode })
      } else {
        const blobs = listed(source, `${into}/${file.filePath}`, { transfers, nodeId, signal })
        for await (const { name, url, ...by } of blobs) {
          const path = blobPathOf(file.filePath, name)
          if (path !== undefined) add({ from: { url, ...by }, to: `${into}/${path}`, mode })
        }
      }
    }
  }
  return [...found.values()]
}

const tooMany = (): AttemptFailed =>
  new AttemptFailed(
    failure('ResourceContainerListMiscError', `There are more than ${MOST_FILES} resource files`),
  )

/** The blobs of a container with their addresses. */
async function* listed(
  { container, prefix }: Extract<ResourceFile['source'], { container: unknown }>,
  to: string,
  by: { transfers: Transfers; nodeId: string; signal: AbortSignal },
): AsyncGenerator<ListedBlob & { url: string; identity?: string }, void, void> {
  const { transfers, nodeId, signal } = by
  let shown = 'autoStorage' in container ? container.autoStorage : shownUrl(container.url)
  try {
    const { url, identity } =
      'autoStorage' in container
        ? await transfers.autoStorage(nodeId, container.autoStorage)
        : container
    shown = shownUrl(url)
    const place = transfers.placeOf(nodeId, { url, ...(identity !== undefined && { identity }) })
    for await (const blob of transfers.blobs.list(place, prefix, signal)) {
      const address = urlOf(blobIn(addressOf(url)!, blob.name))
      yield { ...blob, url: address, ...(identity !== undefined && { identity }) }
    }
  } catch (error) {
    if (!(error instanceof BlobError)) throw error
    throw new AttemptFailed(downloadFailure(error, 'container', shown, to))
  }
}
