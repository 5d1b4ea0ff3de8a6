// The proxy by which programs reach this server under Azure's own names. It listens on loopback, opens
// for its secret alone, and takes bytes on without a look into them: whose certificates they see is
// decided where they end. What may be reached is hosts.rules.ts's business.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { METADATA } from '#kernel/names/azure-names.ts'
import { forward } from './forward.ts'
import { Gate, type GateOptions } from './gate.ts'
import { type Allowed, targetIn, type Verdict, verdictOn } from './hosts.rules.ts'
import { answerMetadata, type Metadata } from './metadata.ts'

export interface ProxyOptions extends GateOptions {
  readonly allowed: readonly Allowed[]
  /** Opens a connection to the listener of Azure's names. */
  readonly connectToNames: () => Promise<Duplex>
  /** Opens one to a host outside, which is allowed. */
  readonly connectOutside: (host: string, port: number) => Promise<Duplex>
  /** Absent: a free one. Where it is taken, another is taken too. */
  readonly port?: number
  /** Answers what a client asks of its machine. Absent: that is this machine, by Azure's name. */
  readonly metadata?: Metadata
  /** Told of a host that was refused, and why. */
  readonly onRefused?: (why: string) => void
}

export interface OpenProxy {
  readonly port: number
  close(): Promise<void>
}

const MOST_CONNECTIONS = 2_000
const HEADERS_MS = 20_000

export async function startProxy(options: ProxyOptions): Promise<OpenProxy> {
  const gate = new Gate(options)
  // Both ends of every tunnel: Node forgets them once it has handed them over.
  const open = new Set<Duplex>()
  const server = createServer({ headersTimeout: HEADERS_MS, requestTimeout: 0 })
  server.maxConnections = MOST_CONNECTIONS
  const tunnelled = new TunnelledCalls(options)
  onCalls(server, (message, response) => answer(options, gate, message, response))
  server.on('connect', (message: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const parts = { gate, open, tunnelled }
    void tunnel(options, parts, message, socket, head).catch(() => socket.destroy())
  })
  server.on('upgrade', (_: IncomingMessage, socket: Socket) => {
    socket.on('error', () => socket.destroy())
    refuse(socket, { status: 501, why: 'This proxy upgrades no connection: use CONNECT.' })
  })
  server.on('clientError', (_: Error, socket: Duplex) => {
    refuse(socket, { status: 400, why: 'This is no request for a proxy.' })
  })
  const listen = (wanted: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(wanted, '127.0.0.1', () => {
        server.off('error', reject)
        resolve()
      })
    })
  await listen(options.port ?? 0).catch((error) =>
    options.port ? listen(0) : Promise.reject(error),
  )
  const { port } = server.address() as AddressInfo
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
        for (const socket of open) socket.destroy()
      }),
  }
}

interface Refusal {
  readonly status: number
  readonly why: string
}

const UNKNOWN: Refusal = { status: 407, why: 'This proxy opens for the secret of its run alone.' }

type Answering = (message: IncomingMessage, response: ServerResponse) => Promise<void>

function onCalls(server: Server, answering: Answering): void {
  const onRequest = (message: IncomingMessage, response: ServerResponse): void =>
    void answering(message, response).catch(() => response.destroy())
  server.on('request', onRequest)
  server.on('checkContinue', onRequest)
}

interface Through {
  readonly client: string
  readonly host: string
}

/**
 * Calls without TLS in a tunnel: each is read and framed anew, so that all go to the host that the
 * tunnel was opened to, whatever they name.
 */
class TunnelledCalls {
  readonly #server = createServer({ headersTimeout: HEADERS_MS, requestTimeout: 0 })
  readonly #through = new WeakMap<Duplex, Through>()

  constructor(options: ProxyOptions) {
    onCalls(this.#server, async (message, response) => {
      const through = this.#through.get(message.socket)
      const path = message.url ?? ''
      if (!through || !path.startsWith('/')) return void response.destroy()
      const url = new URL(`http://${through.host}${path}`)
      await lead(options, through.client, { host: through.host, port: 80 }, url, message, response)
    })
  }

  take(socket: Socket, head: Buffer, through: Through): void {
    this.#through.set(socket, through)
    if (head.length > 0) socket.unshift(head)
    this.#server.emit('connection', socket)
  }
}

interface TunnelParts {
  readonly gate: Gate
  readonly open: Set<Duplex>
  readonly tunnelled: TunnelledCalls
}

const ESTABLISHED = 'HTTP/1.1 200 Connection established\r\n\r\n'

async function tunnel(
  options: ProxyOptions,
  { gate, open, tunnelled }: TunnelParts,
  message: IncomingMessage,
  socket: Socket,
  head: Buffer,
): Promise<void> {
  const client = await gate.clientOf(message)
  if (client === undefined) return refuse(socket, UNKNOWN)
  const target = targetIn(message.url ?? '')
  if (!target) return refuse(socket, { status: 400, why: 'CONNECT takes a host and a port.' })
  const verdict = verdictOn(target.host, target.port, options.allowed)
  if (verdict.to === 'nowhere') {
    options.onRefused?.(verdict.why)
    return refuse(socket, { status: 403, why: verdict.why })
  }
  const keep = (end: Duplex): void => {
    open.add(end)
    end.once('close', () => open.delete(end))
  }
  if (verdict.to === 'azure' && target.port === 80) {
    keep(socket)
    socket.write(ESTABLISHED)
    return tunnelled.take(socket, head, { client, host: target.host })
  }
  const far = await connect(options, verdict).catch((cause: Error) => cause)
  if (far instanceof Error) {
    return refuse(socket, { status: 502, why: `${message.url} is not reached: ${far.message}.` })
  }
  if (socket.destroyed) return void far.destroy()
  keep(socket)
  keep(far)
  far.on('error', () => far.destroy())
  // Whatever ends one, with an error or without, ends the other.
  far.on('close', () => socket.destroy())
  socket.on('close', () => far.destroy())
  socket.write(ESTABLISHED)
  if (head.length > 0) far.write(head)
  socket.pipe(far).pipe(socket)
}

const connect = (
  { connectToNames, connectOutside }: ProxyOptions,
  verdict: Exclude<Verdict, { to: 'nowhere' }>,
): Promise<Duplex> =>
  verdict.to === 'azure' ? connectToNames() : connectOutside(verdict.host, verdict.port)

/** Plain HTTP, with a whole URL: as clients ask a proxy for it. */
async function answer(
  options: ProxyOptions,
  gate: Gate,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const client = await gate.clientOf(message)
  if (client === undefined) return refuseCall(response, UNKNOWN)
  const url = URL.canParse(message.url ?? '') ? new URL(message.url!) : undefined
  const target =
    url?.protocol === 'http:' ? targetIn(`${url.hostname}:${url.port || 80}`) : undefined
  if (!url || !target) {
    return refuseCall(response, {
      status: 400,
      why: 'This is a proxy: it takes CONNECT and http URLs.',
    })
  }
  await lead(options, client, target, url, message, response)
}

async function lead(
  options: ProxyOptions,
  client: string,
  target: { readonly host: string; readonly port: number },
  url: URL,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const verdict = verdictOn(target.host, target.port, options.allowed)
  if (verdict.to === 'azure' && target.host === METADATA && options.metadata) {
    return await answerMetadata(options.metadata, client, url, message, response)
  }
  if (verdict.to === 'nowhere') {
    options.onRefused?.(verdict.why)
    return refuseCall(response, { status: 403, why: verdict.why })
  }
  const far = await connect(options, verdict).catch((cause: Error) => cause)
  if (far instanceof Error) {
    return refuseCall(response, { status: 502, why: `${url.host} is not reached: ${far.message}.` })
  }
  forward(far, url, message, response)
}

const headersOf = ({ status, why }: Refusal): Record<string, string> => ({
  'content-type': 'text/plain; charset=utf-8',
  'content-length': String(Buffer.byteLength(`${why}\n`)),
  connection: 'close',
  ...(status === 407 ? { 'proxy-authenticate': 'Basic realm="lazuli run"' } : {}),
})

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  407: 'Proxy Authentication Required',
  501: 'Not Implemented',
  502: 'Bad Gateway',
}

function refuse(socket: Duplex, refusal: Refusal): void {
  if (!socket.writable) return void socket.destroy()
  const headers = Object.entries(headersOf(refusal)).map(([name, value]) => `${name}: ${value}`)
  const head = `HTTP/1.1 ${refusal.status} ${REASONS[refusal.status]}`
  socket.end([head, ...headers, '', `${refusal.why}\n`].join('\r\n'))
}

function refuseCall(response: ServerResponse, refusal: Refusal): void {
  response.writeHead(refusal.status, headersOf(refusal))
  response.end(`${refusal.why}\n`)
}
