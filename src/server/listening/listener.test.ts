import assert from 'node:assert/strict'
import { request } from 'node:http'
import { connect } from 'node:net'
import { type TestContext, test } from 'node:test'
import { instant } from '#kernel/instant.ts'
import type { Pipeline } from '../pipeline.ts'
import { listen } from './listener.ts'

const LIMIT = 1_000

/** Reads bodies up to a limit, and says how much it read. */
const pipeline: Pipeline = async (exchange) => {
  const body = await exchange.readBody(LIMIT)
  return body
    ? { status: 200, headers: {}, body: String(body.length) }
    : { status: 413, headers: {}, body: 'too large' }
}

async function aListener(t: TestContext, answering = pipeline) {
  const listener = await listen({
    endpoint: { host: '127.0.0.1', port: 0 },
    tls: {},
    clock: { now: () => instant(0) },
    pipeline: answering,
  })
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => {
    closing ??= listener.close()
    return closing
  }
  t.after(close)
  return { port: listener.port, close }
}

interface Sent {
  readonly method?: string
  readonly length?: number
}

/** Sends a body in pieces, with its length ahead or in chunks, and answers status and text. */
const send = (port: number, bytes: number, { method = 'PUT', length }: Sent = {}) =>
  new Promise<string>((resolve, reject) => {
    const headers = length === undefined ? {} : { 'content-length': length }
    const sent = request({ port, method, headers, agent: false })
    sent.on('error', reject)
    sent.on('response', async (response) => {
      const chunks = await response.toArray()
      resolve(`${response.statusCode} ${Buffer.concat(chunks)}`)
    })
    sent.end(Buffer.alloc(bytes))
  })

test('a client that sends too much is told so, however much that is', async (t) => {
  const { port } = await aListener(t)
  assert.equal(await send(port, LIMIT), `200 ${LIMIT}`)
  for (const bytes of [LIMIT + 1, 20_000_000]) {
    assert.equal(await send(port, bytes), '413 too large', 'in chunks')
    assert.equal(await send(port, bytes, { length: bytes }), '413 too large', 'with its length')
    assert.equal(await send(port, bytes, { method: 'HEAD', length: bytes }), '413 ')
  }
})

test('a connection stays open behind calls without a body that are answered at once', async (t) => {
  const { port } = await aListener(t, ({ path }) => ({ status: 200, headers: {}, body: path }))
  const socket = connect(port, '127.0.0.1')
  const said = socket.setEncoding('utf8').toArray()
  const call = (path: string, more = ''): string =>
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${more}\r\n`
  socket.write(`${call('/one')}${call('/two')}${call('/three', 'Connection: close\r\n')}`)
  const bodies = [...(await said).join('').matchAll(/\r\n\r\n(\/[a-z]+)/g)].map(([, path]) => path)
  assert.deepEqual(bodies, ['/one', '/two', '/three'])
})

test('a call under way when the listener closes is answered, and its connection closed', async (t) => {
  const { port, close } = await aListener(t)
  const socket = connect(port, '127.0.0.1')
  const said = socket.setEncoding('utf8').toArray()
  socket.write('PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nab')
  // Another call on another connection shows that the first one has arrived.
  assert.equal(await send(port, 1), '200 1')
  const closed = close()
  socket.write('cd')
  await closed
  assert.match((await said).join(''), /^HTTP\/1\.1 200 .*\r\nconnection: close\r\n.*\r\n\r\n4$/is)
})

test('a call that names no host that could be one is refused before the pipeline', async (t) => {
  const { port } = await aListener(t)
  for (const host of ['', 'a b', '[::1', 'x:99999']) {
    const socket = connect(port, '127.0.0.1')
    const said = socket.setEncoding('utf8').toArray()
    socket.write(`GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    assert.match((await said).join(''), /^HTTP\/1\.1 400 .*\r\nconnection: close\r\n/is, host)
  }
})
