// Sends one request over and over on a few connections, and counts. A process of its own, so that
// what it costs is not taken for the server's. Prints one line of JSON.
import { readFileSync } from 'node:fs'
import { connect, type TLSSocket } from 'node:tls'

interface Order {
  readonly port: number
  readonly ca: string
  readonly connections: number
  readonly seconds: number
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

const order = JSON.parse(readFileSync(0, 'utf8')) as Order
const head = Object.entries({
  host: `127.0.0.1:${order.port}`,
  ...order.headers,
  ...(order.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(order.body)) }),
})
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('')
const request = `${order.method} ${order.path} HTTP/1.1\r\n${head}\r\n${order.body ?? ''}`

const latencies: number[] = []
let requests = 0
let deadline = Number.POSITIVE_INFINITY
let isCounting = false

function open(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: TLSSocket = connect(
      { port: order.port, host: '127.0.0.1', ca: readFileSync(order.ca) },
      () => next(),
    )
    let sentAt = 0
    let buffered: Buffer = Buffer.alloc(0)
    const next = (): void => {
      if (performance.now() >= deadline) {
        socket.end()
        resolve()
        return
      }
      sentAt = performance.now()
      socket.write(request)
    }
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk])
      const end = buffered.indexOf('\r\n\r\n')
      if (end < 0) return
      const headers = buffered.toString('latin1', 0, end)
      if (!/^HTTP\/1\.1 20/.test(headers)) return reject(new Error(buffered.toString()))
      const length = Number(/content-length: (\d+)/i.exec(headers)?.[1] ?? 0)
      if (buffered.length < end + 4 + length) return
      buffered = Buffer.alloc(0)
      requests += 1
      if (isCounting) latencies.push(performance.now() - sentAt)
      next()
    })
  })
}

const all = Promise.all(Array.from({ length: order.connections }, open))
// The first second warms both sides up.
setTimeout(() => {
  isCounting = true
  deadline = performance.now() + order.seconds * 1000
}, 1000)
await all
latencies.sort((a, b) => a - b)
const at = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? 0
const perSecond = latencies.length / order.seconds
process.stdout.write(`${JSON.stringify({ requests, perSecond, p50: at(0.5), p99: at(0.99) })}\n`)
