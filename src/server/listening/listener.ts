// One port for HTTP and HTTPS: the first byte of a connection tells them apart. What belongs here
// is sockets and bytes; what a call means is the pipeline's business.
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createNet, type Socket } from 'node:net'
import type { SecureContext, TLSSocket, TlsOptions } from 'node:tls'
import type { Clock } from '#engine/clock.ts'
import { GRAPH_PATH } from '#identity/own-paths.ts'
import { memoized } from '#kernel/caching/memo.ts'
import type { Instant } from '#kernel/instant.ts'
import { CallQuery } from '#kernel/query.ts'
import type { WireReply } from '#kernel/service.ts'
import { ClientGone, type Exchange } from '../exchange.ts'
import { guidOr, type Pipeline } from '../pipeline.ts'
import { type Address, addressOf, clientAddress, type LedAddress } from './address.ts'
import { BodyBudget, SHORT_BYTES } from './body-budget.ts'
import { Hosts, type Misdirected, type ServedHosts } from './hosts.ts'
import { hasBody, isWhole, send } from './send.ts'

// An `import` of node:http or node:https loads what `fetch` and WebSocket are made of as well: tens of
// milliseconds and several megabytes for nothing.
const { createServer: createHttp } = process.getBuiltinModule('node:http')
const { createServer: createHttps } = process.getBuiltinModule('node:https')

const TLS_HANDSHAKE = 0x16
/** A client that says nothing for so long is not going to. */
const FIRST_BYTE_MS = 10_000

/** Where a listener is reached: on a port, of which 0 is a free one, or at a socket in a directory. */
type Endpoint = { readonly host: string; readonly port: number } | { readonly path: string }

export interface ListenerOptions {
  readonly endpoint: Endpoint
  readonly tls: Pick<TlsOptions, 'key' | 'cert'>
  readonly clock: Pick<Clock, 'now'>
  /** Makes the ids of calls. Absent: ids that nothing foretells. */
  readonly newId?: (() => string) | undefined
  readonly pipeline: Pipeline
  /** By which hosts it may be called; absent: by this machine's own alone. */
  readonly hosts?: ServedHosts
  /**
   * Answers calls whose bodies are not for memory, past the pipeline. Undefined: the call is the
   * pipeline's.
   */
  readonly direct?: (call: DirectCall) => Promise<void> | undefined
  /** Takes connections that are to speak something else from now on, over TLS. Absent: none may. */
  readonly upgrades?: Upgrades | undefined
  /** Where a call goes that is the pipeline's; absent: to where it came. */
  readonly lead?: (address: Address) => LedAddress
  /** Proves the server to clients that ask for a name by which `tls` does not know it. */
  readonly contextFor?: ((name: string) => SecureContext | undefined) | undefined
  /** How long a whole call may take to come, in milliseconds; 0: as long as it likes. */
  readonly requestTimeout?: number
  /** Shared by the listeners of one process; absent: its own. */
  readonly bodies?: BodyBudget
}

export interface Upgrades {
  /** Whether the call is one of these. All others are answered as if they had not asked for it. */
  accepts(message: IncomingMessage): boolean
  /** Answers, and has the connection for itself. `head`: what came along behind the call. */
  take(message: IncomingMessage, socket: Socket, head: Buffer): void
}

/** A call with its body still on the way. */
export interface DirectCall extends Address {
  readonly message: IncomingMessage
  readonly response: ServerResponse
  readonly clientAddress: string
  readonly now: Instant
  /** Answers without having read the body. */
  answer(reply: WireReply): void
}

export interface Listener {
  readonly port: number
  /** Takes no new calls, finishes those under way, and closes every connection. */
  close(): Promise<void>
}

export async function listen(options: ListenerOptions): Promise<Listener> {
  let closing = false
  const own = new Hosts()
  const { hosts = own } = options
  const bodies = options.bodies ?? new BodyBudget()
  const serve = (secure: boolean) => {
    const serving: Serving = { ...options, hosts, bodies, secure, isLast: () => closing }
    return (message: IncomingMessage, response: ServerResponse) =>
      answer(serving, message, response)
  }
  const { requestTimeout = 60_000 } = options
  const limits = { requestTimeout, headersTimeout: 20_000, keepAliveTimeout: 65_000 }
  const [serveHttp, serveHttps] = [serve(false), serve(true)]
  const http = createHttp(limits, serveHttp)
  const { contextFor, upgrades } = options
  const SNICallback: TlsOptions['SNICallback'] = (name, done) => done(null, contextFor?.(name))
  const secure = { ...options.tls, ALPNProtocols: ['http/1.1'], ...(contextFor && { SNICallback }) }
  const shouldUpgradeCallback = (message: IncomingMessage): boolean =>
    upgrades?.accepts(message) ?? false
  const https = createHttps({ ...limits, ...secure, shouldUpgradeCallback }, serveHttps)
  if (upgrades) {
    https.on('upgrade', (message, socket, head) => upgrades.take(message, socket as Socket, head))
  }
  for (const server of [http, https]) {
    server.on('clientError', refuseBytes)
    // A client that asks before it sends a body is told to go on when the body is wanted.
    server.on('checkContinue', server === http ? serveHttp : serveHttps)
    // They never listen themselves, and Node keeps track of connections, with their time limits and
    // which of them are idle, from this event on.
    server.emit('listening')
  }
  const sockets = new Set<Socket>()
  const net = createNet({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    sort(socket, http, https)
  })
  await new Promise<void>((resolve, reject) => {
    net.once('error', reject)
    net.listen(options.endpoint, resolve)
  })
  const address = net.address() as AddressInfo | string
  const port = typeof address === 'string' ? 0 : address.port
  own.openedArm(port)
  return {
    port,
    async close() {
      closing = true
      const closed = new Promise<void>((resolve) => net.close(() => resolve()))
      http.closeIdleConnections()
      https.closeIdleConnections()
      const patience = setTimeout(() => {
        for (const socket of sockets) socket.destroy()
      }, 5_000)
      for (const server of [http, https]) server.close()
      // A connection that has sent nothing yet belongs to neither server.
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy()
      await closed
      clearTimeout(patience)
    },
  }
}

function sort(socket: Socket, http: Server, https: Server): void {
  socket.setTimeout(FIRST_BYTE_MS, () => socket.destroy())
  socket.once('readable', () => {
    const first: Buffer | null = socket.read(1)
    if (!first) return socket.destroy()
    socket.setTimeout(0)
    socket.removeAllListeners('timeout')
    socket.unshift(first)
    const server = first[0] === TLS_HANDSHAKE ? https : http
    server.emit('connection', socket)
  })
}

function refuseBytes(_: Error, socket: Socket | NodeJS.WritableStream): void {
  if ('destroyed' in socket && socket.writable) {
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
  }
}

interface Serving extends ListenerOptions {
  readonly hosts: ServedHosts
  readonly bodies: BodyBudget
  readonly secure: boolean
  /** Whether the connection takes no further call. */
  isLast(): boolean
}

function answer(serving: Serving, message: IncomingMessage, response: ServerResponse): void {
  const { secure, hosts } = serving
  const servername = secure ? nameAskedFor(message.socket as TLSSocket) : undefined
  const address = addressOf(message, { secure, servername }, hosts)
  if ('problem' in address) {
    refuseAddress(response, address)
    return
  }
  const direct = serving.direct?.(directCall(serving, message, response, address))
  if (direct) {
    direct.catch(() => void response.destroy())
    return
  }
  const led = serving.lead?.(address) ?? address
  const exchange = new HttpExchange(serving, message, response, led)
  const finish = (reply: WireReply): void => {
    try {
      // The rest of a body that was not read would be taken for the next call.
      if (!isWhole(message) || serving.isLast()) response.setHeader('connection', 'close')
      send(reply, response)
    } catch {
      abandon()
    }
    exchange.dropBody()
  }
  // Even the refusal failed: a bug, which the pipeline has reported. Never leave a client waiting.
  const abandon = (): void => void response.destroy()
  const lost = (): void => {
    abandon()
    exchange.dropBody()
  }
  try {
    const reply = serving.pipeline(exchange)
    if (reply instanceof Promise) reply.then(finish, lost)
    else finish(reply)
  } catch {
    lost()
  }
}

function directCall(
  serving: Serving,
  message: IncomingMessage,
  response: ServerResponse,
  address: Address,
): DirectCall {
  return {
    ...address,
    message,
    response,
    clientAddress: clientAddressOf(serving, message),
    now: serving.clock.now(),
    answer(reply) {
      if (!isWhole(message) || serving.isLast()) response.setHeader('connection', 'close')
      send(reply, response)
    },
  }
}

/** Node's types leave out that it is false where the client named none. */
const nameAskedFor = ({ servername }: TLSSocket & { servername?: unknown }): string | undefined =>
  typeof servername === 'string' ? servername : undefined

/** A socket in a directory has no address: each caller is on this machine. */
const clientAddressOf = ({ endpoint, hosts }: Serving, message: IncomingMessage): string =>
  'path' in endpoint ? '127.0.0.1' : clientAddress(message, hosts.isBehindProxy)

/** In front of every service, as in Azure: none is meant. */
function refuseAddress(response: ServerResponse, { status, problem }: Misdirected): void {
  response.setHeader('connection', 'close')
  const headers = { 'content-type': 'text/plain; charset=utf-8' }
  send({ status, headers, body: `${problem}\n` }, response)
}

/** How many targets of calls are remembered. */
const REMEMBERED = 5_000

/** What a call is addressed to. It is the same text each time: those that are equal are compared at once. */
const targetOf = memoized('targets of calls', REMEMBERED, (url) => {
  const mark = url.indexOf('?')
  const path = mark < 0 ? url : url.slice(0, mark)
  return { url, path, query: new CallQuery(url.slice(path.length + 1)) }
})

/** One call as it came. All members are there from the start: objects of one shape are quicker. */
class HttpExchange implements Exchange {
  readonly method: string
  readonly url: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly origin: string
  readonly audiences: readonly string[]
  readonly isOwnHost: boolean
  readonly azureName: Exchange['azureName']
  readonly now: Exchange['now']
  readonly localPort: number | undefined
  readonly isPortals: boolean
  readonly requestId: string
  readonly correlationId: string
  readonly clientRequestId: string | undefined
  service: Exchange['service'] = undefined
  known: Exchange['known'] = undefined
  resourceId: Exchange['resourceId'] = undefined
  match: Exchange['match'] = undefined
  apiVersion: Exchange['apiVersion'] = undefined
  contractVersion: Exchange['contractVersion'] = undefined
  contract: Exchange['contract'] = undefined
  operation: Exchange['operation'] = undefined
  caller: Exchange['caller'] = undefined
  quota: Exchange['quota'] = undefined
  body: unknown = undefined
  reply: Exchange['reply'] = undefined
  readonly query: URLSearchParams
  readonly #serving: Serving
  readonly #message: IncomingMessage
  readonly #response: ServerResponse
  #giveBack: (() => void) | undefined

  constructor(
    serving: Serving,
    message: IncomingMessage,
    response: ServerResponse,
    { scheme, host, target, localPort, isPortals = false }: Address & Partial<LedAddress>,
  ) {
    const { headers } = message
    const { url, path, query } = targetOf(target)
    const clientRequestId = headers['x-ms-client-request-id']
    this.#serving = serving
    this.#message = message
    this.#response = response
    this.method = message.method ?? 'GET'
    this.url = url
    this.azureName = serving.hosts.azureNameOf(host)
    // By its own name Graph begins at the root.
    this.path = this.azureName?.kind === 'graph' ? `${GRAPH_PATH}${path}` : path
    this.query = query
    this.headers = headers
    this.origin = `${scheme}://${host}`
    this.audiences = serving.hosts.audiencesAt(this.origin)
    this.isOwnHost = serving.hosts.isOwn(host)
    this.now = serving.clock.now()
    this.localPort = localPort ?? message.socket.localPort
    this.isPortals = isPortals
    this.requestId = guidOr(undefined, serving.newId)
    this.correlationId = guidOr(headers['x-ms-correlation-request-id'], serving.newId)
    this.clientRequestId = typeof clientRequestId === 'string' ? clientRequestId : undefined
  }

  clientAddress(): string {
    return clientAddressOf(this.#serving, this.#message)
  }

  readBody(limit: number): Uint8Array | Promise<Uint8Array | undefined> | undefined {
    if (!hasBody(this.#message)) return NO_BYTES
    return Number(this.#message.headers['content-length']) > limit
      ? undefined
      : this.#readBody(limit)
  }

  async #readBody(limit: number): Promise<Uint8Array | undefined> {
    const { 'content-length': length, expect } = this.#message.headers
    const bytes = length === undefined ? limit : Number(length)
    const { bodies } = this.#serving
    const isLong = bytes > SHORT_BYTES
    if (isLong) this.#giveBack = await bodies.take(bytes)
    if (expect !== undefined) this.#response.writeContinue()
    return await readBody(this.#message, limit, isLong ? bodies : undefined)
  }

  /** The call is answered: what its body took is free for others. */
  dropBody(): void {
    this.#giveBack?.()
  }
}

const NO_BYTES = new Uint8Array(0)

/** While others wait for its room, a body has so long to come. */
const HURRY_MS = 10_000

async function readBody(
  message: IncomingMessage,
  limit: number,
  bodies: BodyBudget | undefined,
): Promise<Uint8Array | undefined> {
  const hurry =
    bodies &&
    setInterval(() => {
      if (bodies.isWanted) message.destroy()
    }, HURRY_MS)
  const chunks: Buffer[] = []
  let size = 0
  // To stop reading must not cut the connection: the refusal goes back on it.
  try {
    for await (const chunk of message.iterator({ destroyOnReturn: false })) {
      size += (chunk as Buffer).length
      if (size > limit) return undefined
      chunks.push(chunk as Buffer)
    }
  } catch (error) {
    throw new ClientGone(error)
  } finally {
    clearInterval(hurry)
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)
}
