// Calls to where the data lies, each signed by its key and under the name that the account has there.
import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { BlobsDriver, DataKind, LittlePut, PutReply } from '#drivers/blobs/port.ts'
import { type Instant, toHttpDate } from '#kernel/instant.ts'
import { authorizationOf } from './access/shared-key.ts'
import { serverBusy } from './data-errors.ts'

const HOST = '127.0.0.1'
/** Further calls wait for one of these to be free. */
const CONNECTIONS = 128
/** Clients of storage give a call up after about so long. */
const HOLD_MS = 30_000
/** Of answers that are read whole. */
const LARGEST_ANSWER = 64 * 1024 * 1024

export interface UpstreamCall {
  readonly kind: DataKind
  /** The account's name there. */
  readonly account: string
  readonly method: string
  /** Encoded, from the slash after the account on. */
  readonly rest: string
  readonly query: ReadonlyMap<string, string>
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Nothing is proved by it: only what is public is answered. */
  readonly isAnonymous?: boolean
}

export interface UpstreamAnswer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly text: string
}

const encoded = (text: string): string => encodeURIComponent(text).replaceAll('%24', '$')

export class Upstream {
  readonly #driver: BlobsDriver
  readonly #agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })

  constructor(driver: BlobsDriver) {
    this.#driver = driver
  }

  /** Where an account's service begins there, as its own links have it. */
  baseOf(kind: DataKind, account: string): string {
    return `http://${HOST}:${this.#driver.portOf(kind) ?? 0}/${account}`
  }

  get key(): string {
    return this.#driver.key
  }

  /**
   * Where the data lies may be starting again, which takes longer on a busy machine than clients try:
   * their calls wait for it. Resolves at once where it serves.
   */
  async served(kind: DataKind): Promise<void> {
    if (this.#driver.portOf(kind) !== undefined) return
    const patience = new AbortController()
    const { signal } = patience
    await Promise.race([this.#driver.served(), wait(HOLD_MS, undefined, { signal, ref: false })])
    patience.abort()
  }

  removeBytes(account: string): Promise<boolean> {
    return this.#driver.removeBytes(account)
  }

  putLittle(put: LittlePut): Promise<PutReply> {
    return this.#driver.putLittle(put)
  }

  open(call: UpstreamCall, now: Instant): ClientRequest {
    const { kind, account, method, rest, isAnonymous } = call
    const port = this.#driver.portOf(kind)
    if (port === undefined) throw serverBusy()
    const path = `/${account}${rest}`
    const query = new Map([...call.query].filter(([, value]) => value !== ''))
    const own = { 'x-ms-date': toHttpDate(now), host: `${HOST}:${port}` }
    const headers: Record<string, string | string[] | undefined> = { ...call.headers, ...own }
    if (!isAnonymous) {
      const signed = { kind, method, account, path, query, headers }
      headers.authorization = authorizationOf(signed, this.#driver.key)
    }
    const pairs = [...query].map(([name, value]) => `${encoded(name)}=${encodeURIComponent(value)}`)
    const search = pairs.length > 0 ? `?${pairs.join('&')}` : ''
    const sent = Object.entries(headers).filter(([, value]) => value !== undefined)
    return request({
      agent: this.#agent,
      host: HOST,
      port,
      method,
      path: path + search,
      headers: Object.fromEntries(sent) as Record<string, string | string[]>,
    })
  }

  /** A call of ours, small enough to be read whole. */
  async ask(
    call: Omit<UpstreamCall, 'query' | 'headers'> & {
      readonly query?: Readonly<Record<string, string>>
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string
    },
    now: Instant,
  ): Promise<UpstreamAnswer> {
    const { body = '', query = {}, headers = {}, ...rest } = call
    const length = { 'content-length': String(Buffer.byteLength(body)), 'x-ms-version': VERSION }
    const full = {
      ...rest,
      query: new Map(Object.entries(query)),
      headers: { ...length, ...headers },
    }
    const sent = this.open(full, now)
    return await new Promise((resolve, reject) => {
      sent.on('error', reject)
      sent.on('response', (answer) => {
        readWhole(answer).then(
          (text) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }),
          reject,
        )
      })
      sent.end(body)
    })
  }

  close(): void {
    this.#agent.destroy()
  }
}

/** A version that every client of the last years could send. */
const VERSION = '2021-12-02'

export async function readWhole(
  message: IncomingMessage,
  limit: number = LARGEST_ANSWER,
): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of message) {
    size += (chunk as Buffer).length
    if (size > limit) throw new Error('an answer of storage is too large')
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString()
}
