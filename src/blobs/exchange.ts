// One call over HTTP or HTTPS and its answer, as they stream. What it means is for others to say.
import type { Agent as HttpAgent, IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import type { Agent as HttpsAgent } from 'node:https'
import { type Duplex, PassThrough, type Readable } from 'node:stream'
import { BlobError } from './blob-error.ts'
import { addressOf } from './blob-url.ts'

export interface Call {
  readonly method: string
  readonly url: string
  readonly headers: OutgoingHttpHeaders
  /** What is sent, and how many bytes it is. */
  readonly body?: { readonly size: number; open(): Readable | Buffer } | undefined
}

/** A server that neither takes nor sends anything for so long has stalled. */
const STALL_MS = 60_000
/** Bodies of this size and more wait for the server's leave: it may refuse them by their headers. */
const ASKS_FIRST_BYTES = 256 * 1024
/** Servers that do not know the question answer nothing. */
const LEAVE_MS = 1_000
const CONNECTIONS = 64

/**
 * Another way to a host than by its address: a connection to it, or undefined where the address will do.
 */
export type Reach = (host: string, port: number) => Promise<Duplex> | undefined

interface Transport {
  readonly request: typeof import('node:http').request
  readonly agent: HttpAgent | HttpsAgent
}

/** Keeps its connections for further calls. `authority`: in PEM, trusted beside the public ones. */
export class Exchanges {
  readonly #authority: () => string | undefined
  readonly #stallMs: number
  readonly #reach: Reach
  #http: Promise<Transport> | undefined
  #https: Promise<Transport> | undefined

  constructor(
    authority: () => string | undefined,
    stallMs: number = STALL_MS,
    reach: Reach = () => undefined,
  ) {
    this.#authority = authority
    this.#reach = reach
    this.#stallMs = stallMs
  }

  /** Rejects with a `BlobError` when there is no answer, with the signal's reason when it aborts. */
  async send(call: Call, signal: AbortSignal): Promise<IncomingMessage> {
    const address = addressOf(call.url)
    if (!address) throw new BlobError('unusable', 'The address is not one of HTTP or HTTPS')
    const isSecure = /^https/i.test(address.origin)
    const { request, agent } = await (isSecure ? this.#secure() : this.#plain())
    signal.throwIfAborted()
    const { hostname, port } = new URL(address.origin)
    const { body } = call
    const asksFirst = body !== undefined && body.size >= ASKS_FIRST_BYTES
    const sent = request({
      agent,
      signal,
      method: call.method,
      hostname: hostname.replace(/^\[|\]$/g, ''),
      ...(port !== '' && { port }),
      // As it was written: no `..` of it is resolved here.
      path: `${address.path}${address.query && `?${address.query}`}`,
      headers: {
        ...call.headers,
        ...(body && { 'content-length': body.size }),
        ...(asksFirst && { expect: '100-continue' }),
      },
    })
    return await new Promise<IncomingMessage>((resolve, reject) => {
      let source: Readable | undefined
      let leave: NodeJS.Timeout | undefined
      const fail = (error: unknown): void => {
        clearTimeout(leave)
        source?.destroy()
        reject(signal.aborted ? signal.reason : faultOf(error))
      }
      const give = (): void => {
        clearTimeout(leave)
        if (source || sent.destroyed) return
        const bytes = body!.open()
        if (Buffer.isBuffer(bytes)) {
          if (bytes.length !== body!.size) return void sent.destroy(shortened())
          return void sent.end(bytes)
        }
        source = bytes
        let left = body!.size
        source.on('error', (error) => sent.destroy(error))
        source.on('data', (chunk: Buffer) => {
          left -= chunk.length
        })
        // A server would wait for the rest.
        source.on('end', () => (left === 0 ? undefined : sent.destroy(shortened())))
        source.pipe(sent)
      }
      let answering: IncomingMessage | undefined
      sent.setTimeout(this.#stallMs, () => (answering ?? sent).destroy(stalled()))
      sent.on('error', fail)
      sent.on('response', (answer) => {
        clearTimeout(leave)
        answering = answer
        // What was not taken until now is not wanted.
        source?.unpipe(sent)
        source?.destroy()
        if (!sent.writableEnded) sent.shouldKeepAlive = false
        answer.on('close', () => (sent.writableFinished ? undefined : sent.destroy()))
        resolve(answer)
      })
      if (!body) sent.end()
      else if (asksFirst) {
        sent.on('continue', give)
        leave = setTimeout(give, LEAVE_MS)
        sent.flushHeaders()
      } else give()
    })
  }

  #plain(): Promise<Transport> {
    this.#http ??= import('node:http').then(({ Agent, request }) => {
      const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS, ...proxied() })
      reachBy(agent, this.#reach, (socket) => socket)
      return { request, agent }
    })
    return this.#http
  }

  #secure(): Promise<Transport> {
    this.#https ??= this.#openSecure()
    return this.#https
  }

  async #openSecure(): Promise<Transport> {
    const [{ Agent, request }, { connect, createSecureContext, rootCertificates }] =
      await Promise.all([import('node:https'), import('node:tls')])
    const authority = this.#authority()
    const secureContext =
      authority === undefined
        ? undefined
        : createSecureContext({ ca: [...rootCertificates, authority] })
    const agent = new Agent({
      keepAlive: true,
      maxSockets: CONNECTIONS,
      ...proxied(),
      ...(secureContext && { secureContext }),
    })
    reachBy(agent, this.#reach, (socket, { host, servername }) =>
      connect({
        socket,
        ...(secureContext && { secureContext }),
        // None of the names that an address has is sent along with a call.
        ...(servername ? { servername } : { host: host ?? 'localhost' }),
      }),
    )
    return { request: request as Transport['request'], agent }
  }

  /** Ends the connections that wait for further calls. */
  close(): void {
    for (const opened of [this.#http, this.#https]) {
      void opened?.then(({ agent }) => agent.destroy())
    }
  }
}

const shortened = (): BlobError =>
  new BlobError('unusable', 'The content is shorter than it was when the call began')

const stalled = (): BlobError => new BlobError('stalled', 'The server stopped sending or taking')

/** What an error of a connection means. */
export function faultOf(error: unknown): unknown {
  if (error instanceof BlobError) return error
  const { code, message, syscall } = error as NodeJS.ErrnoException
  // A file that was read to be sent: no fault of the server.
  if (syscall === 'read' && code !== 'ECONNRESET' && code !== 'ETIMEDOUT') return error
  return new BlobError('unreachable', code === undefined ? message : `${code}: ${message}`, {
    cause: error,
  })
}

/** What an agent of Node's is asked to connect to. */
interface Target {
  readonly host?: string
  readonly port?: number | string
  readonly servername?: string
}

/** Lets an agent go the other way where there is one; `over` makes of it what the agent speaks on. */
function reachBy(
  agent: HttpAgent,
  reach: Reach,
  over: (socket: Duplex, target: Target) => Duplex,
): void {
  const usual = agent.createConnection.bind(agent)
  agent.createConnection = (options, done) => {
    const target = options as Target
    const reached = reach(target.host ?? '', Number(target.port))
    if (!reached) return usual(options, done)
    reached.then(
      (socket) => done?.(null, over(socket, target)),
      (error: Error) => done?.(error, new PassThrough()),
    )
    return undefined
  }
}

/** Node's own agents take the environment's proxy where it says so, and so do these. */
const proxied = (): { readonly proxyEnv?: NodeJS.ProcessEnv } =>
  process.env.NODE_USE_ENV_PROXY === '1' ? { proxyEnv: process.env } : {}
