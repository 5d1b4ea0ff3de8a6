// The proxy of `lazuli run`, byte by byte: which callers it lets in, where it leads, and that nothing is hidden
// from it in what it takes on.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { connect, createServer as createNet, type Server } from 'node:net'
import { after, test } from 'node:test'
import { createLazuli } from '#library/lazuli.ts'
import { allowedIn } from '#proxy/hosts.rules.ts'
import { connectToSocket } from '#proxy/names-socket.ts'
import { startProxy } from '#proxy/proxy.ts'

const SECRET = 'not a word of it'
const lazuli = await createLazuli({})

/** A server outside, which tells what it got. */
const seen: IncomingMessage[] = []
const outside = createServer((message, response) => {
  seen.push(message)
  message.resume().on('end', () => response.end(`outside ${message.method} ${message.url}`))
})
outside.listen(0, '127.0.0.1')
await once(outside, 'listening')
const portOf = (server: Server): number => (server.address() as { port: number }).port

const refused: string[] = []
const proxy = await startProxy({
  secretOf: () => SECRET,
  allowed: allowedIn(`allowed.example,allowed.example:${portOf(outside)},gone.example`),
  connectToNames: () => connectToSocket(lazuli.ready.namesSocket!),
  async connectOutside(host) {
    if (host === 'gone.example') throw new Error('it is gone')
    const socket = connect(portOf(outside), '127.0.0.1')
    await once(socket, 'connect')
    return socket
  },
  onRefused: (why) => refused.push(why),
})
after(async () => {
  await proxy.close()
  outside.close()
  await lazuli.stop()
})

const basic = (password: string): string =>
  `Proxy-Authorization: Basic ${Buffer.from(`lazuli:${password}`).toString('base64')}\r\n`
const ALLOWED = basic(SECRET)

/** Sends bytes as they are, and answers all that came back by the end or after some silence. */
function exchange(bytes: string, silenceMs = 500): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(proxy.port, '127.0.0.1')
    let text = ''
    const done = (): void => {
      socket.destroy()
      resolve(text)
    }
    socket.setEncoding('latin1').setTimeout(silenceMs, done)
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('end', done).on('error', done)
    socket.write(Buffer.from(bytes, 'latin1'))
  })
}

const statusOf = (text: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1])
const connectTo = (target: string, headers = ALLOWED): Promise<string> =>
  exchange(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${headers}\r\n`)

test('it opens for its secret alone', async () => {
  const wrong = [
    '',
    basic(''),
    basic('x'),
    basic(`${SECRET} `),
    'Proxy-Authorization: Bearer x\r\n',
  ]
  for (const headers of [...wrong, `Authorization: Basic ${btoa(`lazuli:${SECRET}`)}\r\n`]) {
    const tunnel = await connectTo('management.azure.com:443', headers)
    assert.equal(statusOf(tunnel), 407, headers)
    assert.match(tunnel, /Proxy-Authenticate: Basic/i)
    const url = 'http://169.254.169.254/metadata/identity/oauth2/token'
    const call = await exchange(
      `GET ${url} HTTP/1.1\r\nHost: x\r\nMetadata: true\r\n${headers}\r\n`,
    )
    assert.equal(statusOf(call), 407, headers)
  }
  assert.deepEqual(refused, [])
})

test('it leads to Azure’s names on Azure’s ports, and refuses the rest with a sentence', async () => {
  assert.equal(statusOf(await connectTo('management.azure.com:443')), 200)
  assert.equal(statusOf(await connectTo('169.254.169.254:80')), 200)
  for (const target of [
    'management.azure.com:80',
    'management.azure.com:22',
    '169.254.169.254:443',
    'vault.azure.net:443',
    'example.com:443',
    '127.0.0.1:22',
    '[::1]:443',
    'allowed.example:22',
  ]) {
    refused.length = 0
    const text = await connectTo(target)
    assert.equal(statusOf(text), 403, target)
    assert.equal(refused.length, 1, target)
    assert.ok(text.includes(refused[0]!), target)
  }
})

test('what is allowed is taken on byte by byte, and is told of when it is gone', async () => {
  const call = 'GET /x HTTP/1.1\r\nHost: allowed.example\r\nConnection: close\r\n\r\n'
  const target = 'allowed.example:443'
  const text = await exchange(`CONNECT ${target} HTTP/1.1\r\nHost: x\r\n${ALLOWED}\r\n${call}`)
  assert.match(text, /^HTTP\/1\.1 200 Connection established\r\n\r\nHTTP\/1\.1 200 OK/)
  assert.match(text, /outside GET \/x/)
  assert.equal(statusOf(await connectTo('gone.example:443')), 502)
  const plain = await exchange(`GET http://gone.example/ HTTP/1.1\r\nHost: x\r\n${ALLOWED}\r\n`)
  assert.equal(statusOf(plain), 502)
})

test('machines ask for their tokens over plain HTTP, with the header', async () => {
  const url =
    'http://169.254.169.254/metadata/identity/oauth2/token' +
    '?api-version=2018-02-01&resource=https://management.azure.com/'
  const get = (headers: string): Promise<string> =>
    exchange(`GET ${url} HTTP/1.1\r\nHost: 169.254.169.254\r\n${headers}${ALLOWED}\r\n`)
  assert.equal(statusOf(await get('')), 400)
  assert.equal(statusOf(await get('Metadata: true\r\nX-Forwarded-For: 1.2.3.4\r\n')), 400)
  const got = await get('Metadata: true\r\n')
  assert.equal(statusOf(got), 200)
  assert.match(got, /"access_token":"ey/)
  assert.equal(
    statusOf(
      await exchange(`GET http://management.azure.com/ HTTP/1.1\r\nHost: x\r\n${ALLOWED}\r\n`),
    ),
    403,
  )
})

test('what is no call for a proxy is refused', async () => {
  const wrong = [
    `GET / HTTP/1.1\r\nHost: management.azure.com\r\n${ALLOWED}\r\n`,
    `GET https://management.azure.com/ HTTP/1.1\r\nHost: x\r\n${ALLOWED}\r\n`,
    `GET ftp://allowed.example/ HTTP/1.1\r\nHost: x\r\n${ALLOWED}\r\n`,
    `CONNECT management.azure.com HTTP/1.1\r\nHost: x\r\n${ALLOWED}\r\n`,
    `CONNECT https://management.azure.com:443/ HTTP/1.1\r\nHost: x\r\n${ALLOWED}\r\n`,
    `CONNECT user@management.azure.com:443 HTTP/1.1\r\nHost: x\r\n${ALLOWED}\r\n`,
    'nonsense\r\n\r\n',
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n',
  ]
  for (const bytes of wrong) assert.equal(statusOf(await exchange(bytes)), 400, bytes)
})

test('connections are not upgraded', async () => {
  const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n'
  const url = 'http://allowed.example/'
  const text = await exchange(`GET ${url} HTTP/1.1\r\nHost: x\r\n${upgrade}${ALLOWED}\r\n`)
  assert.equal(statusOf(text), 501)
})

test('what is between a client and its proxy stays there', async () => {
  seen.length = 0
  const url = `http://allowed.example:${portOf(outside)}/a?b`
  const headers = `Host: elsewhere.example\r\nConnection: keep-alive, X-Mine\r\nX-Mine: 1\r\nTE: trailers\r\nX-Yours: 2\r\n`
  const text = await exchange(`GET ${url} HTTP/1.1\r\n${headers}${ALLOWED}\r\n`)
  assert.match(text, /outside GET \/a\?b/)
  const got = seen[0]!.headers
  assert.equal(got.host, `allowed.example:${portOf(outside)}`)
  assert.equal(got['x-yours'], '2')
  for (const name of ['proxy-authorization', 'x-mine', 'te'])
    assert.equal(got[name], undefined, name)
})

test('a call that is hidden in another is never taken on', async () => {
  const url = `http://allowed.example:${portOf(outside)}`
  const hidden = `GET ${url}/hidden HTTP/1.1\r\nHost: x\r\n\r\n`
  const both = (framing: string, body: string, method = 'POST'): string =>
    `${method} ${url}/shown HTTP/1.1\r\nHost: x\r\n${framing}${ALLOWED}\r\n${body}`
  const bodies = [
    both(
      `Content-Length: ${hidden.length}\r\nTransfer-Encoding: chunked\r\n`,
      `0\r\n\r\n${hidden}`,
    ),
    both(`Content-Length: 0\r\nContent-Length: ${hidden.length}\r\n`, hidden),
    both('Transfer-Encoding: chunked, identity\r\n', `0\r\n\r\n${hidden}`),
    both('Transfer-Encoding : chunked\r\n', `0\r\n\r\n${hidden}`),
    both('Content-Length: +0\r\n', hidden),
    both('Connection: Content-Length\r\nContent-Length: 3\r\n', `abc${hidden}`),
    both(
      'Connection: Transfer-Encoding\r\nTransfer-Encoding: chunked\r\n',
      `3\r\nabc\r\n0\r\n\r\n${hidden}`,
    ),
    both(
      'Transfer-Encoding: chunked\r\n',
      `${hidden.length.toString(16)}\r\n${hidden}\r\n0\r\n\r\n`,
      'GET',
    ),
    both(`Content-Length: ${hidden.length}\r\n`, hidden, 'GET'),
  ]
  for (const bytes of bodies) {
    seen.length = 0
    await exchange(bytes)
    const paths = seen.map((message) => message.url)
    assert.ok(!paths.includes('/hidden'), `${bytes}\n${paths}`)
  }
})

test('a client that goes takes its tunnel along, and the proxy ends with tunnels open', async () => {
  const far = createNet((socket) => socket.on('error', () => undefined).resume())
  far.listen(0, '127.0.0.1')
  await once(far, 'listening')
  let ended = 0
  const own = await startProxy({
    secretOf: () => SECRET,
    allowed: allowedIn('*'),
    connectToNames: () => Promise.reject(new Error('none')),
    async connectOutside() {
      const socket = connect(portOf(far), '127.0.0.1')
      socket.on('close', () => {
        ended += 1
      })
      await once(socket, 'connect')
      return socket
    },
  })
  const open = async () => {
    const socket = connect(own.port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write(`CONNECT x.example:443 HTTP/1.1\r\nHost: x\r\n${ALLOWED}\r\n`)
    await once(socket, 'data')
    return socket
  }
  const first = await open()
  first.destroy()
  while (ended < 1) await new Promise((later) => setTimeout(later, 5))
  const second = await open()
  await Promise.all([once(second, 'close'), own.close()])
  while (ended < 2) await new Promise((later) => setTimeout(later, 5))
  far.close()
})
