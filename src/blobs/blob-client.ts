// A small client of blob services: Azure's, Azurite, or, for what is only fetched, any web server.
// Nothing is held in memory but what is on its way. Calls that may go better in a moment are made
// again, as the SDKs of storage do.
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { BlobError } from './blob-error.ts'
import { addressOf, blobIn, isBlobName, urlOf, withQuery } from './blob-url.ts'
import { type Block, blocksOf, SINGLE_BYTES } from './blocks.ts'
import { type Call, Exchanges, faultOf, type Reach } from './exchange.ts'
import { type ListedBlob, type ListPage, listPageOf } from './list-page.ts'
import { isPassing, type Retry, retryAfterMs, usualRetry, waitAfter } from './retry.ts'

/** Answers a token of Entra; a fresh one where the last was refused. */
type TokenSource = (isFresh: boolean, signal: AbortSignal) => Promise<string>

/** A blob or a container, and what proves that it may be used. */
export interface BlobPlace {
  /** With a SAS, or as it is. */
  readonly url: string
  readonly token?: TokenSource | undefined
}

/** Bytes that can be read more than once, in parts. */
export interface Content {
  readonly size: number
  /** From `start` up to and without `end`. */
  read(start: number, end: number): Readable
  /** All of it at once, where that is little. */
  readWhole?(): Promise<Buffer>
}

export interface BlobClientOptions {
  /** Trusted beside the public authorities: in PEM. */
  readonly authority?: () => string | undefined
  readonly retry?: Retry
  readonly stallMs?: number
  /** Absent: every host is where its address says. */
  readonly reach?: Reach | undefined
  /** Resolves once the server is back whose storage this mostly is; undefined: it is there. */
  readonly away?: () => Promise<void> | undefined
}

const VERSION = '2021-12-02'
const PAGE = 1000
const MOST_REDIRECTS = 5
/** Of a page of names, and of an error. */
const LARGEST_TEXT = 32 * 1024 * 1024
const BLOCKS_AT_ONCE = 4
const PREFIX_BYTES = 8
const LITTLE_BYTES = 64 * 1024

export class BlobClient {
  readonly #exchanges: Exchanges
  readonly #retry: Retry
  readonly #away: () => Promise<void> | undefined

  constructor({
    authority = () => undefined,
    retry = usualRetry,
    stallMs,
    reach,
    away = () => undefined,
  }: BlobClientOptions = {}) {
    this.#exchanges = new Exchanges(authority, stallMs, reach)
    this.#retry = retry
    this.#away = away
  }

  /** A blob's bytes. Cut off, it goes on where it was, as long as the blob is the same. */
  async *read(place: BlobPlace, signal: AbortSignal): AsyncGenerator<Uint8Array, void, void> {
    let taken = 0
    let tag: string | undefined
    for (let tried = 1; ; tried++) {
      const before = taken
      try {
        const answer = await this.#call(place, signal, {
          method: 'GET',
          headers: taken > 0 && tag ? { range: `bytes=${taken}-`, 'if-match': tag } : {},
        })
        const found = answer.headers.etag
        // Cut off at a server that knows no parts: what was there already is left out.
        let skip = answer.statusCode === 206 ? 0 : taken
        if (taken > 0 && found !== tag) throw changed()
        tag = found
        try {
          for await (const chunk of answer as AsyncIterable<Buffer>) {
            const fresh = skip > 0 ? chunk.subarray(skip) : chunk
            skip = Math.max(0, skip - chunk.length)
            taken += fresh.length
            if (fresh.length > 0) yield fresh
          }
        } catch (error) {
          throw signal.aborted ? signal.reason : faultOf(error)
        }
        return
      } catch (error) {
        if (taken > before) tried = 1
        tried = await this.#pause(error, tried, signal)
      }
    }
  }

  /** The blobs whose names begin so, in their order. */
  async *list(
    container: BlobPlace,
    prefix: string,
    signal: AbortSignal,
  ): AsyncGenerator<ListedBlob, void, void> {
    const address = addressOf(container.url)
    if (!address) throw new BlobError('unusable', 'The address is not one of HTTP or HTTPS')
    let marker: string | undefined
    do {
      const query = {
        restype: 'container',
        comp: 'list',
        maxresults: String(PAGE),
        ...(prefix !== '' && { prefix }),
        ...(marker !== undefined && { marker }),
      }
      const url = urlOf(withQuery(address, query))
      const page: ListPage = await this.#again(signal, async () => {
        const headers = { 'x-ms-version': VERSION }
        const answer = await this.#call({ ...container, url }, signal, { method: 'GET', headers })
        const found = listPageOf(await textOf(answer))
        if (!found) throw new BlobError('unusable', 'The answer is no list of blobs')
        return found
      })
      yield* page.blobs
      marker = page.marker
    } while (marker !== undefined)
  }

  /** Puts a block blob into a container: over what has its name, and only as a whole. */
  async put(
    container: BlobPlace,
    name: string,
    content: Content,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<void> {
    const address = addressOf(container.url)
    if (!address) throw new BlobError('unusable', 'The address is not one of HTTP or HTTPS')
    if (!isBlobName(name)) throw new BlobError('unusable', 'No blob can have the name')
    const blob = { ...container, url: urlOf(blobIn(address, name)) }
    if (content.size <= SINGLE_BYTES) {
      await this.#put(
        blob,
        signal,
        content,
        { start: 0, end: content.size },
        {
          ...asBlobHeaders(headers),
          'x-ms-blob-type': 'BlockBlob',
        },
      )
    } else await this.#putBlocks(blob, content, headers, signal)
  }

  async #putBlocks(
    blob: BlobPlace,
    content: Content,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<void> {
    for (let tried = 1; ; tried++) {
      const ids = await this.#putEachBlock(blob, content, signal)
      try {
        return await this.#commit(blob, ids, headers, signal)
      } catch (error) {
        // Storage that ended in between may have lost blocks that it had taken.
        const isLost = error instanceof BlobError && error.code === 'InvalidBlockList'
        if (!isLost || tried === this.#retry.tries) throw error
      }
    }
  }

  async #putEachBlock(
    blob: BlobPlace,
    content: Content,
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    const address = addressOf(blob.url)!
    const blocks = blocksOf(content.size, randomBytes(PREFIX_BYTES).toString('hex'))
    const failed = new AbortController()
    const either = AbortSignal.any([signal, failed.signal])
    const queue = blocks.values()
    const putNext = async (): Promise<void> => {
      for (const block of queue) {
        const url = urlOf(withQuery(address, { comp: 'block', blockid: block.id }))
        await this.#put({ ...blob, url }, either, content, block, {})
      }
    }
    try {
      await Promise.all(Array.from({ length: BLOCKS_AT_ONCE }, putNext))
    } catch (error) {
      failed.abort(error)
      throw error
    }
    return blocks.map(({ id }) => id)
  }

  async #commit(
    blob: BlobPlace,
    ids: readonly string[],
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<void> {
    const url = urlOf(withQuery(addressOf(blob.url)!, { comp: 'blocklist' }))
    const latest = ids.map((id) => `<Latest>${id}</Latest>`).join('')
    const text = Buffer.from(
      `<?xml version="1.0" encoding="utf-8"?><BlockList>${latest}</BlockList>`,
    )
    await this.#again(signal, async () => {
      const answer = await this.#call({ ...blob, url }, signal, {
        method: 'PUT',
        headers: { 'x-ms-version': VERSION, ...asBlobHeaders(headers) },
        body: { size: text.length, open: () => text },
      })
      await textOf(answer)
    })
  }

  async #put(
    place: BlobPlace,
    signal: AbortSignal,
    content: Content,
    { start, end }: Pick<Block, 'start' | 'end'>,
    headers: Readonly<Record<string, string>>,
  ): Promise<void> {
    const size = end - start
    const isLittle = size === content.size && size <= LITTLE_BYTES
    await this.#again(signal, async () => {
      // With the headers in one piece, which costs all on the way less than a stream of it.
      const whole = isLittle && size > 0 ? await content.readWhole?.() : undefined
      const answer = await this.#call(place, signal, {
        method: 'PUT',
        headers: { 'x-ms-version': VERSION, ...headers },
        body: { size, open: () => whole ?? (size > 0 ? content.read(start, end) : EMPTY) },
      })
      await textOf(answer)
    })
  }

  async #again<T>(signal: AbortSignal, act: () => Promise<T>): Promise<T> {
    for (let tried = 1; ; tried++) {
      try {
        return await act()
      } catch (error) {
        tried = await this.#pause(error, tried, signal)
      }
    }
  }

  /** Waits until it may go better, and answers how many tries count; throws what will not. */
  async #pause(error: unknown, tried: number, signal: AbortSignal): Promise<number> {
    signal.throwIfAborted()
    if (!(error instanceof BlobError) || !mayPass(error)) throw error
    const back = this.#away()
    if (back) {
      await unlessAborted(back, signal)
      return 0
    }
    const ms = waitAfter(tried, this.#retry, error.retryAfterMs)
    if (ms === undefined) throw error
    await wait(ms, undefined, { signal }).catch(() => signal.throwIfAborted())
    return tried
  }

  /** One call, with a fresh token where the last one is refused. Throws what the answer refuses. */
  async #call(
    place: BlobPlace,
    signal: AbortSignal,
    call: Omit<Call, 'url'>,
  ): Promise<IncomingMessage> {
    const { token } = place
    const send = async (isFresh: boolean): Promise<IncomingMessage> => {
      const proof: OutgoingHttpHeaders = token
        ? { authorization: `Bearer ${await token(isFresh, signal)}`, 'x-ms-version': VERSION }
        : {}
      return await this.#follow({ ...call, url: place.url }, proof, signal)
    }
    let answer = await send(false)
    if (token && answer.statusCode === 401) {
      answer.resume()
      answer = await send(true)
    }
    const { statusCode: status = 0 } = answer
    if (status >= 200 && status < 300) return answer
    throw await refusal(answer)
  }

  async #follow(
    call: Call,
    proof: OutgoingHttpHeaders,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    let { url } = call
    let headers: OutgoingHttpHeaders = { ...call.headers, ...proof }
    for (let redirects = 0; ; redirects++) {
      const answer = await this.#exchanges.send({ ...call, url, headers }, signal)
      const { location } = answer.headers
      const isElsewhere = [301, 302, 303, 307, 308].includes(answer.statusCode ?? 0)
      if (!isElsewhere || location === undefined || call.method !== 'GET') return answer
      answer.resume()
      if (redirects === MOST_REDIRECTS || !URL.canParse(location, url)) {
        throw new BlobError('unusable', 'The server leads from one place to the next')
      }
      const next = new URL(location, url)
      // What proves who asks is for the place that was named, and for no other.
      if (next.origin !== new URL(url).origin) headers = call.headers
      url = next.href
    }
  }

  /** Lets go of the connections that wait for further calls. */
  close(): void {
    this.#exchanges.close()
  }
}

const EMPTY = Buffer.alloc(0)

const changed = (): BlobError => new BlobError('unusable', 'The blob changed while it was read')

function unlessAborted(back: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    void back.then(resolve).finally(() => signal.removeEventListener('abort', abort))
  })
}

const mayPass = ({ fault, status }: BlobError): boolean =>
  fault === 'refused' ? isPassing(status ?? 0) : fault === 'unreachable' || fault === 'stalled'

/** What a call of its own says of a blob, by the names that all calls know. */
const CONTENT = /^(?:content-(?:type|encoding|language|disposition)|cache-control)$/
/** What is this client's to say. */
const OWN =
  /^(?:host|authorization|content-(?:length|md5)|transfer-encoding|connection|expect|x-ms-(?:version|date|blob-type))$/

function asBlobHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const)
  return Object.fromEntries(
    named
      .filter(([name]) => !OWN.test(name))
      .map(([name, value]) => [CONTENT.test(name) ? `x-ms-blob-${name}` : name, value]),
  )
}

async function textOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > LARGEST_TEXT) throw new BlobError('unusable', 'The answer is too long')
      chunks.push(chunk)
    }
  } catch (error) {
    throw faultOf(error)
  }
  return Buffer.concat(chunks).toString()
}

async function refusal(answer: IncomingMessage): Promise<BlobError> {
  const { statusCode: status = 0, headers } = answer
  // The header says it too; a body is waited for only where that is missing.
  const said = headers['x-ms-error-code']
  const body = said === undefined ? await textOf(answer).catch(() => '') : ''
  answer.resume()
  const code = said === undefined ? /<Code>(\w{1,100})<\/Code>/.exec(body)?.[1] : String(said)
  return new BlobError('refused', `HTTP ${status}${code === undefined ? '' : ` ${code}`}`, {
    status,
    code,
    retryAfterMs: retryAfterMs(headers['retry-after'], headers.date),
  })
}
