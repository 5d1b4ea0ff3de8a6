// The proxy by which programs reach this server under Azure's own names. It listens on loopback, opens
// for its secret alone, and takes bytes on without a look into them: whose certificates they see is
// decided where they end. What may be reached is hosts.rules.ts's business.
import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { METADATA } from '#kernel/names/azure-names.ts'
import { forward } from './forward.ts'
import { type Allowed, targetIn, type Verdict, verdictOn } from './hosts.rules.ts'

export interface ProxyOptions {
  /** What its clients send as the password of any user. */
  readonly secret: string
  readonly allowed: readonly Allowed[]
  /** Opens a connection to the listener of Azure's names. */
  readonly connectToNames: () => Promise<Duplex>
  /** Opens one to a host outside, which is allowed. */
  readonly connectOutside: (host: string, port: number) => Promise<Duplex>
  /** Absent: a free one. Where it is taken, another is taken too. */
  readonly port?: number
  /** Keeps the tokens of this machine's identity from clients who are not its owner. */
  readonly hidesMetadata?: boolean
  /** Whether a client that sends no secret, from this port of this machine, may come in all the same. */
  readonly isTrusted?: (from: number, to: number) => Promise<boolean>
  /** Told of a host that was refused, and why. */
  readonly onRefused?: (why: string) => void
}

export interface OpenProxy {
  readonly port: number
  close(): Promise<void>
}

const MOST_CONNECTIONS = 2_000
const HEADERS_MS = 20_000

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

export async function startProxy(options: ProxyOptions): Promise<OpenProxy> {
  const gate = new Gate(options)
  // Both ends of every tunnel: Node forgets them once it has handed them over.
  const open = new Set<Duplex>()
  const server = createServer({ headersTimeout: HEADERS_MS, requestTimeout: 0 })
  server.maxConnections = MOST_CONNECTIONS
  const onRequest = (message: IncomingMessage, response: ServerResponse): void =>
    void answer(options, gate, message, response).catch(() => response.destroy())
  server.on('request', onRequest)
  server.on('checkContinue', onRequest)
  server.on('connect', (message: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    void tunnel(options, gate, message, socket, head, open).catch(() => socket.destroy())
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

/** Who may come in. */
class Gate {
  readonly #options: Pick<ProxyOptions, 'secret' | 'isTrusted'>
  readonly #wanted: Buffer
  /** Connections whose client was found to be one of ours. */
  readonly #trusted = new WeakSet<Socket>()

  constructor(options: Pick<ProxyOptions, 'secret' | 'isTrusted'>) {
    this.#options = options
    this.#wanted = digest(options.secret)
  }

  async admits({ headers, socket }: IncomingMessage): Promise<boolean> {
    const sent = headers['proxy-authorization']
    if (sent !== undefined) return this.#isRight(sent)
    if (this.#trusted.has(socket)) return true
    const { remotePort, localPort } = socket
    if (remotePort === undefined || localPort === undefined) return false
    const isTrusted = (await this.#options.isTrusted?.(remotePort, localPort)) ?? false
    if (isTrusted) this.#trusted.add(socket)
    return isTrusted
  }

  #isRight(authorization: string): boolean {
    const encoded = /^Basic +([\w+/]+={0,2})$/i.exec(authorization)?.[1] ?? ''
    const pair = Buffer.from(encoded, 'base64').toString()
    return timingSafeEqual(digest(pair.slice(pair.indexOf(':') + 1)), this.#wanted)
  }
}

async function tunnel(
  options: ProxyOptions,
  gate: Gate,
  message: IncomingMessage,
  socket: Socket,
  head: Buffer,
  open: Set<Duplex>,
): Promise<void> {
  if (!(await gate.admits(message))) return refuse(socket, UNKNOWN)
  const target = targetIn(message.url ?? '')
  if (!target) return refuse(socket, { status: 400, why: 'CONNECT takes a host and a port.' })
  const verdict = verdictFor(options, target)
  if (verdict.to === 'nowhere') {
    options.onRefused?.(verdict.why)
    return refuse(socket, { status: 403, why: verdict.why })
  }
  const far = await connect(options, verdict).catch((cause: Error) => cause)
  if (far instanceof Error) {
    return refuse(socket, { status: 502, why: `${message.url} is not reached: ${far.message}.` })
  }
  if (socket.destroyed) return void far.destroy()
  for (const end of [socket, far]) {
    open.add(end)
    end.once('close', () => open.delete(end))
  }
  far.on('error', () => far.destroy())
  // Whatever ends one, with an error or without, ends the other.
  far.on('close', () => socket.destroy())
  socket.on('close', () => far.destroy())
  socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
  if (head.length > 0) far.write(head)
  socket.pipe(far).pipe(socket)
}

const HIDDEN: Verdict = { to: 'nowhere', why: `${METADATA} has no identity for tasks.` }

const verdictFor = (
  { allowed, hidesMetadata }: ProxyOptions,
  { host, port }: { readonly host: string; readonly port: number },
): Verdict => (hidesMetadata && host === METADATA ? HIDDEN : verdictOn(host, port, allowed))

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
  if (!(await gate.admits(message))) return refuseCall(response, UNKNOWN)
  const url = URL.canParse(message.url ?? '') ? new URL(message.url!) : undefined
  const target =
    url?.protocol === 'http:' ? targetIn(`${url.hostname}:${url.port || 80}`) : undefined
  if (!url || !target) {
    return refuseCall(response, {
      status: 400,
      why: 'This is a proxy: it takes CONNECT and http URLs.',
    })
  }
  const verdict = verdictFor(options, target)
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
