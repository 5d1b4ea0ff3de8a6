// Bytes that two servers could read in two ways: a call hidden in another is never answered.
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, test } from 'node:test'
import { createLazuli } from '#library/lazuli.ts'

const lazuli = await createLazuli({})
after(() => lazuli.stop())
const { port } = new URL(lazuli.ready.arm)

const HOST = 'Host: localhost\r\n'
const HIDDEN = `GET /metadata/endpoints?hidden HTTP/1.1\r\n${HOST}\r\n`

/** Sends bytes as they are; answers the status lines that come back until the end or silence. */
function exchange(bytes: string, silenceMs = 400): Promise<{ statuses: number[]; ended: boolean }> {
  return new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1')
    let text = ''
    let ended = false
    const done = (): void => {
      socket.destroy()
      const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((found) => Number(found[1]))
      resolve({ statuses, ended })
    }
    socket.setEncoding('latin1')
    socket.setTimeout(silenceMs, done)
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('end', () => {
      ended = true
      done()
    })
    socket.on('error', done)
    socket.write(Buffer.from(bytes, 'latin1'))
  })
}

const post = (headers: string, body: string): string =>
  `POST /common/oauth2/v2.0/token HTTP/1.1\r\n${HOST}${headers}\r\n${body}`
const length = String(HIDDEN.length)

/** Each hides a second call where one of two readers would find it. */
const hiding: Readonly<Record<string, string>> = {
  'a length and chunks': post(
    `Content-Length: ${length}\r\nTransfer-Encoding: chunked\r\n`,
    `0\r\n\r\n${HIDDEN}`,
  ),
  'chunks and a length': post(
    'Transfer-Encoding: chunked\r\nContent-Length: 4\r\n',
    `0\r\n\r\n${HIDDEN}`,
  ),
  'two lengths': post(`Content-Length: 0\r\nContent-Length: ${length}\r\n`, HIDDEN),
  'two lengths in a line': post(`Content-Length: 0, ${length}\r\n`, HIDDEN),
  'a length with a sign': post('Content-Length: +0\r\n', HIDDEN),
  'a length below nothing': post('Content-Length: -1\r\n', HIDDEN),
  'a length in hexadecimal': post('Content-Length: 0x0\r\n', HIDDEN),
  'a length of nothing': post('Content-Length: \r\n', HIDDEN),
  'a length beyond numbers': post(`Content-Length: ${'9'.repeat(40)}\r\n`, HIDDEN),
  'a length before a colon with space': post('Content-Length : 0\r\n', HIDDEN),
  'another encoding': post('Transfer-Encoding: xchunked\r\n', HIDDEN),
  'chunked, then identity': post('Transfer-Encoding: chunked, identity\r\n', `0\r\n\r\n${HIDDEN}`),
  'chunked twice over': post(
    'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n',
    `0\r\n\r\n${HIDDEN}`,
  ),
  'an encoding with a tab': post(
    'Transfer-Encoding:\tchunked\r\nContent-Length: 3\r\n',
    `0\r\n\r\n${HIDDEN}`,
  ),
  'an encoding behind a folded line': post(
    'X: y\r\n Transfer-Encoding: chunked\r\nContent-Length: 0\r\n',
    HIDDEN,
  ),
  'a folded encoding': post('Transfer-Encoding:\r\n chunked\r\n', `0\r\n\r\n${HIDDEN}`),
  'a chunk of a negative size': post('Transfer-Encoding: chunked\r\n', `-1\r\n${HIDDEN}`),
  'a chunk of a huge size': post(
    'Transfer-Encoding: chunked\r\n',
    `${'f'.repeat(17)}\r\n${HIDDEN}`,
  ),
  'a chunk with a prefix': post('Transfer-Encoding: chunked\r\n', `0x0\r\n\r\n${HIDDEN}`),
  'a chunk ended by a bare line feed': post('Transfer-Encoding: chunked\r\n', `0\n\n${HIDDEN}`),
  'a chunk longer than it says': post(
    'Transfer-Encoding: chunked\r\n',
    `1\r\nab\r\n0\r\n\r\n${HIDDEN}`,
  ),
  'a bare carriage return': post('X: a\rContent-Length: 0\r\n', HIDDEN),
  'a null in a header': post('X: a\0b\r\nContent-Length: 0\r\n', HIDDEN),
  'a header without a name': post(': x\r\nContent-Length: 0\r\n', HIDDEN),
  'a header that is no name': post('Content Length: 0\r\n', HIDDEN),
}

test('no call is hidden in another', async () => {
  for (const [what, bytes] of Object.entries(hiding)) {
    const { statuses } = await exchange(bytes)
    assert.ok(!statuses.includes(200), `${what}: ${statuses}`)
    assert.ok(statuses.length <= 1, `${what}: ${statuses}`)
  }
})

test('what names two hosts, or none, is refused', async () => {
  const get = (headers: string): string => `GET /metadata/endpoints HTTP/1.1\r\n${headers}\r\n`
  assert.deepEqual((await exchange(get(HOST))).statuses, [200])
  for (const headers of [
    '',
    `${HOST}Host: 127.0.0.1\r\n`,
    `Host: evil.example\r\n${HOST}`,
    `${HOST}Host: evil.example\r\n`,
    'Host: localhost, evil.example\r\n',
    'Host: localhost@evil.example\r\n',
    'Host: localhost/evil\r\n',
  ]) {
    const { statuses } = await exchange(get(headers))
    assert.deepEqual(statuses, [400], JSON.stringify(headers))
  }
})

test('what is no call of HTTP is refused and cut off', async () => {
  for (const bytes of [
    'GET\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    'GET / HTTP/1.1\nHost: localhost\n\n',
    `get / HTTP/1.1\r\n${HOST}\r\n`,
    `GET  / HTTP/1.1\r\n${HOST}\r\n`,
    `GET / evil HTTP/1.1\r\n${HOST}\r\n`,
    `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n`,
    `CONNECT evil.example:443 HTTP/1.1\r\n${HOST}\r\n`,
    `GET /${'a'.repeat(70_000)} HTTP/1.1\r\n${HOST}\r\n`,
    `GET / HTTP/1.1\r\n${HOST}X: ${'a'.repeat(70_000)}\r\n\r\n`,
    `GET / HTTP/1.1\r\n${HOST}${'X: y\r\n'.repeat(20_000)}\r\n`,
  ]) {
    const { statuses, ended } = await exchange(bytes, 2_000)
    const told = `${JSON.stringify(bytes.slice(0, 40))}: ${statuses}`
    assert.ok(
      statuses.every((status) => status >= 400),
      told,
    )
    assert.ok(ended || statuses.length > 0, told)
  }
})

test('calls sent one behind the other are answered in their order', async () => {
  const two = await exchange(`${HIDDEN}GET /subscriptions HTTP/1.1\r\n${HOST}\r\n`)
  assert.deepEqual(two.statuses, [200, 400])
})
