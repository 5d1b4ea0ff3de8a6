// Keeps the bytes of each account in files of their own, which are removed when the account is. Azurite
// writes those of all accounts one after the other, and removes a file once nothing in it is needed.
import { randomUUID } from 'node:crypto'
import { closeSync, constants } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { caller } from './callers.ts'

/** Where in which file something is. */
interface Chunk {
  readonly id: string
  readonly offset: number
  readonly count: number
}

/** A file to which is written. */
interface OpenExtent {
  id: string
  fd?: number | undefined
  readonly appendStatus: number
}

/** As much of Azurite's own as is needed here. */
interface ExtentStore {
  readonly metadataStore: object
  readonly persistencyConfiguration: readonly { readonly locationPath: string }[]
  readonly logger: object
  readonly activeWriteExtents: readonly OpenExtent[]
  appendExtent(data: unknown, contextId?: string): Promise<Chunk>
  isActiveExtent(id: string): boolean
  getNewExtent(extent: OpenExtent): void
}

interface StoredBlob {
  readonly persistency?: Chunk
  readonly committedBlocksInOrder?: readonly { readonly persistency: Chunk }[]
  readonly pageRangesInOrder?: readonly { readonly persistency: Chunk }[]
}

type Page<T> = Promise<readonly [readonly T[], marker: unknown]>

/** A server of blobs or of queues. */
export interface ExtentServer {
  readonly extentStore: ExtentStore
  readonly gcManager: { markSweep(): Promise<void> }
  readonly metadataStore: {
    listAllBlobs?(most: undefined, marker: unknown, snapshots: true, begun: true): Page<StoredBlob>
    listUncommittedBlockPersistencyChunks?(marker: unknown): Page<Chunk>
  }
}

const IDLE = 0
/** What was written last may not yet be told of for so long. */
const REST_MS = 60_000

interface Part {
  readonly store: ExtentStore
  usedAt: number
}

export class AccountExtents {
  readonly #server: ExtentServer
  readonly #parts = new Map<string, Part>()

  constructor(server: ExtentServer) {
    this.#server = server
    const { extentStore, gcManager } = server
    extentStore.appendExtent = (data, contextId) =>
      this.#partOf(caller()?.account ?? '').store.appendExtent(data, contextId)
    extentStore.isActiveExtent = (id) =>
      [...this.#parts.values()].some(({ store }) => store.isActiveExtent(id))
    const sweep = gcManager.markSweep.bind(gcManager)
    gcManager.markSweep = async () => {
      for (const account of this.#parts.keys()) this.#rest(account)
      await sweep()
    }
  }

  #partOf(account: string): Part {
    const known = this.#parts.get(account)
    const part = known ?? { store: this.#storeFor(account), usedAt: 0 }
    if (!known) this.#parts.set(account, part)
    part.usedAt = performance.now()
    return part
  }

  #storeFor(account: string): ExtentStore {
    const { extentStore } = this.#server
    const { metadataStore, persistencyConfiguration, logger } = extentStore
    const Made = extentStore.constructor as new (...parts: readonly unknown[]) => ExtentStore
    const store = new Made(metadataStore, persistencyConfiguration, logger)
    const { getNewExtent } = store
    const idOf = (): string => `${account}.${randomUUID()}`
    store.getNewExtent = (extent) => {
      getNewExtent.call(store, extent)
      extent.id = idOf()
    }
    for (const extent of store.activeWriteExtents) extent.id = idOf()
    return store
  }

  /** Closes the account's files if nothing was written for a while: none is written to any more. */
  #rest(account: string): boolean {
    const part = this.#parts.get(account)
    if (!part) return true
    const extents = part.store.activeWriteExtents
    const isBusy = extents.some(({ appendStatus }) => appendStatus !== IDLE)
    if (isBusy || performance.now() < part.usedAt + REST_MS) return false
    this.#parts.delete(account)
    for (const { fd } of extents) if (fd !== undefined) closeSync(fd)
    return true
  }

  /** Removes the bytes of an account of which nothing else is left. False: some are still written. */
  async remove(account: string): Promise<boolean> {
    const part = this.#parts.get(account)
    if (part) part.usedAt = Number.NEGATIVE_INFINITY
    const hasRested = this.#rest(account)
    await this.#server.gcManager.markSweep()
    if (hasRested) await this.#wipe(account)
    return hasRested
  }

  /** Files of which others have copied a blob stay, with nothing in them but that. */
  async #wipe(account: string): Promise<void> {
    for (const { locationPath } of this.#server.extentStore.persistencyConfiguration) {
      const names = await readdir(locationPath)
      const own = new Set(names.filter((name) => name.startsWith(`${account}.`)))
      if (own.size === 0) continue
      const needed = Map.groupBy(await this.#chunksIn(own), ({ id }) => id)
      for (const name of own) await wipe(`${locationPath}/${name}`, needed.get(name) ?? [])
    }
  }

  async #chunksIn(files: ReadonlySet<string>): Promise<Chunk[]> {
    const { metadataStore } = this.#server
    const found: Chunk[] = []
    const keep = (chunks: readonly Chunk[]): void => {
      found.push(...chunks.filter(({ id }) => files.has(id)))
    }
    let marker: unknown
    do {
      const page = await metadataStore.listAllBlobs?.(undefined, marker, true, true)
      for (const blob of page?.[0] ?? []) keep(chunksOf(blob))
      marker = page?.[1]
    } while (marker !== undefined)
    do {
      const page = await metadataStore.listUncommittedBlockPersistencyChunks?.(marker)
      keep(page?.[0] ?? [])
      marker = page?.[1]
    } while (marker !== undefined)
    return found
  }
}

const chunksOf = (blob: StoredBlob): Chunk[] => [
  ...(blob.persistency ? [blob.persistency] : []),
  ...[...(blob.committedBlocksInOrder ?? []), ...(blob.pageRangesInOrder ?? [])].map(
    ({ persistency }) => persistency,
  ),
]

const ZEROS = Buffer.alloc(64 * 1024)

/** Writes nothing over all of a file that is not needed. */
async function wipe(path: string, needed: readonly Chunk[]): Promise<void> {
  const file = await open(path, constants.O_RDWR)
  try {
    const { size } = await file.stat()
    let at = 0
    const inOrder = needed.toSorted((a, b) => a.offset - b.offset)
    for (const { offset, count } of [...inOrder, { offset: size, count: 0 }]) {
      while (at < offset) {
        at += (await file.write(ZEROS, 0, Math.min(ZEROS.length, offset - at), at)).bytesWritten
      }
      at = Math.max(at, offset + count)
    }
  } finally {
    await file.close()
  }
}
