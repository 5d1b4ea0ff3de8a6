// Keeps the bytes of each account in files of their own, which are removed when the account is. Azurite
// writes those of all accounts one after the other, and removes a file once nothing in it is needed.
import { randomUUID } from 'node:crypto'
import { closeSync, constants } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { caller } from './callers.ts'
import { LittleFile } from './little-file.ts'

/** Where in which file something is. */
export interface Chunk {
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

interface Location {
  readonly locationId: string
  readonly locationPath: string
}

/** As much of Azurite's own as is needed here. */
interface ExtentStore {
  readonly metadataStore: { updateExtent(extent: object): Promise<void> }
  readonly persistencyConfiguration: readonly [Location, ...Location[]]
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
    readonly db?: { saveDatabase(done?: (error?: unknown) => void): void }
    listAllBlobs?(most: undefined, marker: unknown, snapshots: true, begun: true): Page<StoredBlob>
    listUncommittedBlockPersistencyChunks?(marker: unknown): Page<Chunk>
  }
}

const IDLE = 0
/** What was written last may not yet be told of for so long. */
const REST_MS = 60_000

interface Part {
  readonly store: ExtentStore
  /** Of its little blobs. */
  little: LittleFile | undefined
  usedAt: number
}

/** Its files begin anew at this size, as Azurite's do. */
const LARGEST_FILE = 64 * 1024 * 1024

export class AccountExtents {
  readonly #server: ExtentServer
  readonly #now: () => Date
  readonly #parts = new Map<string, Part>()

  constructor(server: ExtentServer, now: () => Date) {
    this.#server = server
    this.#now = now
    const { extentStore, gcManager } = server
    extentStore.appendExtent = (data, contextId) =>
      this.#partOf(caller()?.account ?? '').store.appendExtent(data, contextId)
    extentStore.isActiveExtent = (id) =>
      [...this.#parts.values()].some(
        ({ store, little }) => little?.id === id || store.isActiveExtent(id),
      )
    // A record on the disk never names bytes that are not.
    const { db } = server.metadataStore
    const save = db?.saveDatabase.bind(db)
    if (db && save) {
      db.saveDatabase = (done) => {
        this.#flush()
        save(done)
      }
    }
    const sweep = gcManager.markSweep.bind(gcManager)
    gcManager.markSweep = async () => {
      for (const account of this.#parts.keys()) this.#rest(account)
      await sweep()
    }
  }

  #partOf(account: string): Part {
    const known = this.#parts.get(account)
    const part = known ?? { store: this.#storeFor(account), little: undefined, usedAt: 0 }
    if (!known) this.#parts.set(account, part)
    part.usedAt = performance.now()
    return part
  }

  /**
   * Writes the bytes of a little blob. They are on the disk before a record that names them is: that
   * comes seconds later, as all of Azurite's.
   */
  append(account: string, bytes: Uint8Array): Chunk {
    const part = this.#partOf(account)
    if (part.little && part.little.size >= LARGEST_FILE) this.#closeLittle(part)
    part.little ??= this.#littleFor(account)
    return part.little.append(bytes)
  }

  #littleFor(account: string): LittleFile {
    const id = `${account}.${randomUUID()}`
    const [{ locationPath }] = this.#server.extentStore.persistencyConfiguration
    const file = new LittleFile(`${locationPath}/${id}`, id)
    this.#record(file)
    return file
  }

  #closeLittle(part: Part): void {
    const { little } = part
    part.little = undefined
    little?.close()
    if (little) this.#record(little)
  }

  /** Nothing of it is waited for: Azurite keeps these in memory, and saves them later. */
  #record({ id, size }: LittleFile): void {
    const { metadataStore, persistencyConfiguration } = this.#server.extentStore
    const [{ locationId }] = persistencyConfiguration
    void metadataStore.updateExtent({
      id,
      locationId,
      path: id,
      size,
      lastModifiedInMS: this.#now().getTime(),
    })
  }

  #flush(): void {
    for (const { little } of this.#parts.values()) little?.flush()
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
    this.#closeLittle(part)
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
