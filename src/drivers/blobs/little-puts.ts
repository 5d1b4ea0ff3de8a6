// Puts little blobs where Azurite keeps its own, without its reading a call of HTTP: the checks and
// what is kept of a blob are those of its own Put Blob.
import { createHash, randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import type { AccountExtents, Chunk } from './extents.ts'
import type { BlobWords, PutReply } from './port.ts'
import type { PutHead } from './put-pipe.ts'

interface Context {
  readonly contextId: string
  readonly startTime: Date
}

/** As much of Azurite's own as is needed here. */
export interface PutServer {
  readonly metadataStore: {
    checkContainerExist(context: Context, account: string, container: string): Promise<void>
    createBlob(context: Context, blob: object, lease: object, conditions: object): Promise<void>
  }
}

/** What it throws where it refuses. */
interface Refusal {
  readonly statusCode?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

const load = createRequire(import.meta.url)

export class LittlePuts {
  readonly #server: PutServer
  readonly #extents: AccountExtents
  readonly #now: () => Date
  readonly #version: string
  readonly #newEtag: () => string
  readonly #running = new Set<Promise<PutReply>>()

  constructor(server: PutServer, extents: AccountExtents, now: () => Date) {
    this.#server = server
    this.#extents = extents
    this.#now = now
    const constants = load('azurite/dist/src/blob/utils/constants.js') as Record<string, string>
    const utils = load('azurite/dist/src/common/utils/utils.js') as { newEtag: () => string }
    this.#version = constants.BLOB_API_VERSION!
    this.#newEtag = utils.newEtag
  }

  put(head: PutHead, body: Buffer): Promise<PutReply> {
    const context = { contextId: randomUUID(), startTime: this.#now() }
    const running = this.#put(context, head, body).catch((error: Refusal) =>
      refused(error, context),
    )
    this.#running.add(running)
    void running.then(() => this.#running.delete(running))
    return running
  }

  /** Resolves when all that has come is answered. */
  async done(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  async #put(context: Context, head: PutHead, body: Buffer): Promise<PutReply> {
    const { metadataStore } = this.#server
    const { account, container, requestId } = head
    await metadataStore.checkContainerExist(context, account, container)
    const persistency = this.#extents.append(account, body)
    const etag = this.#newEtag()
    const md5 = createHash('md5').update(body).digest()
    const blob = blobOf(head, { context, etag, md5, persistency })
    // A blob that is leased, or in the archive, it refuses to write over.
    await metadataStore.createBlob(context, blob, {}, head.isNew ? { ifNoneMatch: '*' } : {})
    return {
      status: 201,
      headers: {
        etag,
        'last-modified': context.startTime.toUTCString(),
        'content-md5': md5.toString('base64'),
        ...(requestId === undefined ? {} : { 'x-ms-client-request-id': requestId }),
        'x-ms-request-id': context.contextId,
        'x-ms-version': this.#version,
        'x-ms-request-server-encrypted': 'true',
        'content-length': '0',
      },
    }
  }
}

interface Written {
  readonly context: Context
  readonly etag: string
  readonly md5: Buffer
  readonly persistency: Chunk
}

/** As its own Put Blob keeps a block blob that says nothing of its tier. */
function blobOf(
  { account, container, name, words }: PutHead,
  { context: { startTime }, etag, md5, persistency }: Written,
): object {
  return {
    deleted: false,
    metadata: undefined,
    accountName: account,
    containerName: container,
    name,
    properties: {
      creationTime: startTime,
      lastModified: startTime,
      etag,
      contentLength: persistency.count,
      ...propertiesOf(words),
      contentMD5: new Uint8Array(md5),
      blobType: 'BlockBlob',
      leaseStatus: 'unlocked',
      leaseState: 'available',
      serverEncrypted: true,
      accessTier: 'Hot',
      accessTierInferred: true,
      accessTierChangeTime: startTime,
    },
    snapshot: '',
    isCommitted: true,
    persistency,
    blobTags: undefined,
  }
}

const propertiesOf = (words: BlobWords) => ({
  contentType: words.type ?? 'application/octet-stream',
  contentEncoding: words.encoding,
  contentLanguage: words.language,
  contentDisposition: words.disposition,
  cacheControl: words.cacheControl,
})

/** As its own calls answer what they cannot do. */
function refused({ statusCode = 500, headers, body }: Refusal, { contextId }: Context): PutReply {
  return {
    status: statusCode,
    headers: {
      'x-ms-request-id': contextId,
      ...headers,
      ...(body === undefined ? { 'content-length': '0' } : { 'content-type': 'application/xml' }),
    },
    ...(body === undefined ? {} : { body }),
  }
}
