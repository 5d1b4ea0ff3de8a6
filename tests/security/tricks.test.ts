// Calls that try to pass for others: odd hosts, headers that rename a call, tokens written otherwise.
// Each goes over the bare connection, and each has the status that it must have.
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'
import { accessToken } from '../../src/cli/client.ts'

let server: Lazuli
let token: string
before(async () => {
  server = await createLazuli({ timeScale: 1e6 })
  token = await accessToken(server.ready, 'https://management.azure.com/')
})
after(() => server.stop())

interface Trick {
  readonly what: string
  readonly method?: string
  readonly target?: string
  /** Absent: the server's own. */
  readonly host?: string
  readonly headers?: readonly string[]
  /** Absent: the owner's. */
  readonly authorization?: string
  readonly body?: string
}

/** The status of the answer; 0 where the connection ends without one. */
async function statusOf(trick: Trick, on: string = server.ready.arm): Promise<number> {
  const { hostname, port } = new URL(on)
  const groups = `/subscriptions/${server.ready.subscriptionId}/resourceGroups?api-version=2021-04-01`
  const { method = 'GET', target = groups, host = `${hostname}:${port}` } = trick
  const { headers = [], authorization = `Bearer ${token}`, body = '' } = trick
  const lines = [`${method} ${target} HTTP/1.1`, `host: ${host}`, ...headers, 'connection: close']
  const signed = authorization === '' ? lines : [...lines, `authorization: ${authorization}`]
  const socket = connect(Number(port), hostname)
  socket.write(`${signed.join('\r\n')}\r\n\r\n${body}`)
  const chunks = await socket.toArray().catch(() => [])
  const [, status = '0'] = /^HTTP\/1\.1 (\d+)/.exec(Buffer.concat(chunks).toString()) ?? []
  return Number(status)
}

async function check(tricks: readonly Trick[], statuses: readonly number[], on?: string) {
  for (const trick of tricks) {
    const status = await statusOf(trick, on)
    assert.ok(statuses.includes(status), `${trick.what}: ${status}`)
  }
  assert.equal(await statusOf({ what: 'and the server lives on' }), 200)
}

test('a host that is written otherwise is none of ours', async () => {
  const { port } = new URL(server.ready.arm)
  const hosts = [
    ...['2130706433', '0x7f000001', '0177.0.0.1', '127.1', '127.0.0.1.nip.io', 'a@127.0.0.1'],
    ...['[::1%25lo]', '[::ffff:127.0.0.1', 'vault.azure.net#127.0.0.1', '127.0.0.1\\vault', '*'],
  ]
  await check(
    hosts.map((host) => ({ what: host, host: `${host}:${port}` })),
    [400, 421],
  )
  await check([{ what: 'two', headers: ['host: vault.azure.net'] }], [400])
  await check([{ what: 'none', host: '' }], [400])
})

test('headers of proxies and of frameworks change neither the host nor the method', async () => {
  const { subscriptionId, resourceGroup } = server.ready
  const target = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}?api-version=2021-04-01`
  const names = ['x-http-method-override', 'x-http-method', 'x-method-override']
  await check(
    names.map((name) => ({ what: name, target, headers: [`${name}: DELETE`] })),
    [200],
  )
  await check([{ what: 'rewritten', headers: ['x-original-url: /lazuli/status'] }], [200])
  const foreign = { authorization: 'Bearer x' }
  await check([{ what: 'from here', ...foreign, headers: ['x-forwarded-for: 127.0.0.1'] }], [401])
})

test('a token is taken in one form, and in one place', async () => {
  const [head, body, signature = ''] = token.split('.')
  const padded = signature.replaceAll('-', '+').replaceAll('_', '/')
  const headOf = (change: object): string => {
    const read = JSON.parse(Buffer.from(head!, 'base64url').toString()) as object
    return Buffer.from(JSON.stringify({ ...read, ...change })).toString('base64url')
  }
  const twice = Buffer.from(body!, 'base64url').toString().replace('{', '{"aud":"x",')
  const forms = [
    `${token}%0a`,
    `${token}=`,
    `${head}.${body}.${padded}==`,
    `${headOf({ kid: '../../etc/passwd' })}.${body}.${signature}`,
    `${headOf({ jku: 'http://127.0.0.1/' })}.${body}.${signature}`,
    `${headOf({ alg: 'NoNe' })}.${body}.`,
    `${headOf({ crit: ['exp'] })}.${body}.${signature}`,
    `${head}.${Buffer.from(twice).toString('base64url')}.${signature}`,
    `${head}.${body}.${signature.slice(0, -4)}`,
    `${token}, Bearer x`,
    `${token}.${signature}`,
    '..',
  ]
  await check(
    forms.map((form) => ({ what: form.slice(0, 60), authorization: `Bearer ${form}` })),
    [401],
  )
  const beside = `/subscriptions?api-version=2021-04-01&access_token=${token}`
  await check([{ what: 'in the query', target: beside, authorization: '' }], [401])
  const cookie = [`cookie: token=${token}`]
  await check([{ what: 'in a cookie', headers: cookie, authorization: '' }], [401])
  const pools = { what: 'on Batch', target: '/pools?api-version=2024-07-01.20.0' }
  await check([pools], [401], server.ready.batch!.endpoint)
})

test('what is no call of ours ends nothing but itself', async () => {
  await check(
    [
      { what: 'tunnel', method: 'CONNECT', target: '127.0.0.1:22' },
      { what: 'trace', method: 'TRACE' },
      { what: 'both lengths', headers: ['content-length: 6', 'transfer-encoding: chunked'] },
      {
        what: 'coding',
        method: 'POST',
        headers: ['transfer-encoding: xchunked'],
        body: '0\r\n\r\n',
      },
      { what: 'folded', headers: ['x: a', ' b'] },
      { what: 'long', headers: [`x: ${'a'.repeat(70_000)}`] },
      { what: 'line feeds', target: '/subscriptions/%0d%0ax:y?api-version=2021-04-01' },
    ],
    [0, 400, 404, 405, 431, 501],
  )
})
