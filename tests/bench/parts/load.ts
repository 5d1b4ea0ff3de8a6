// Sends requests in turns, over and over on a few connections, and counts. A process of its own, so that
// what it costs is not taken for the server's. Prints one line of JSON.
import { readFileSync } from 'node:fs'
import { connect as connectPlain, type Socket } from 'node:net'
import { connect } from 'node:tls'

interface Call {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

interface Order {
  readonly port: number
  readonly ca: string
  readonly connections: number
  readonly seconds: number
  readonly method: string
  readonly path: string
  /** In place of `path`: several, each in its turn. */
  readonly paths?: readonly string[]
  /** In place of all of these: whole calls. */
  readonly calls?: readonly Call[]
  /** Every so many calls, in place of one of the others. */
  readonly between?: { readonly every: number; readonly request: Call }
  readonly plain?: boolean
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

const order = JSON.parse(readFileSync(0, 'utf8')) as Order
function textOf({ method, path, headers, body }: Call): string {
  const head = Object.entries({
    host: `127.0.0.1:${order.port}`,
    ...headers,
    ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
  })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')
  return `${method} ${path} HTTP/1.1\r\n${head}\r\n${body ?? ''}`
}

const calls = order.calls ?? (order.paths ?? [order.path]).map((path) => ({ ...order, path }))
const texts = calls.map(textOf)
const { between } = order
const other = between && textOf(between.request)
let sent = 0
function nextText(): string {
  sent += 1
  return between && sent % between.every === 0 ? other! : texts[sent % texts.length]!
}

const latencies: number[] = []
let requests = 0
let deadline = Number.POSITIVE_INFINITY
let isCounting = false

function open(): Promise<void> {
  return new Promise((resolve, reject) => {
    const at = { port: order.port, host: '127.0.0.1' }
    const socket: Socket = order.plain
      ? connectPlain(at, () => next())
      : connect({ ...at, ca: readFileSync(order.ca) }, () => next())
    let sentAt = 0
    let buffered: Buffer = Buffer.alloc(0)
    let answers = 0
    const next = (): void => {
      // On a busy machine a short run may be over before a connection is open: one call is made anyway.
      if (performance.now() >= deadline && answers > 0) {
        socket.end()
        resolve()
        return
      }
      sentAt = performance.now()
      socket.write(nextText())
    }
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk])
      const end = buffered.indexOf('\r\n\r\n')
      if (end < 0) return
      const headers = buffered.toString('latin1', 0, end)
      if (!/^HTTP\/1\.1 20/.test(headers))
        return reject(new Error(buffered.toString().slice(0, 500)))
      const length = /content-length: (\d+)/i.exec(headers)?.[1]
      const isWhole = length
        ? buffered.length >= end + 4 + Number(length)
        : buffered.subarray(-5).toString() === '0\r\n\r\n'
      if (!isWhole) return
      buffered = Buffer.alloc(0)
      requests += 1
      answers += 1
      if (isCounting) latencies.push(performance.now() - sentAt)
      next()
    })
  })
}

const all = Promise.all(Array.from({ length: order.connections }, open))
// The first second warms both sides up; a run that proves no speed needs less.
setTimeout(() => {
  isCounting = true
  deadline = performance.now() + order.seconds * 1000
}, Math.min(order.seconds, 1) * 1000)
await all
latencies.sort((a, b) => a - b)
const at = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? 0
const perSecond = latencies.length / order.seconds
process.stdout.write(`${JSON.stringify({ requests, perSecond, p50: at(0.5), p99: at(0.99) })}\n`)
