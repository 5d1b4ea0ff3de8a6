// Storage by bare calls: what a client library would not send.
import assert from 'node:assert/strict'
import { createHmac, randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { after, before, test } from 'node:test'
import type { Ready } from '#cli/ready.ts'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'
import { azureFor } from '#testing/azure.ts'

type Service = 'blob' | 'queue' | 'table'
const SERVICES: readonly Service[] = ['blob', 'queue', 'table']
const HOUR = 3_600_000

let lazuli: Lazuli
let storage: NonNullable<Ready['storage']>
let other: string

before(async () => {
  lazuli = await createLazuli({ storage: true, timeScale: 1000 })
  storage = lazuli.ready.storage!
  // Bare calls go without TLS: the account allows it here.
  const open = { properties: { supportsHttpsTrafficOnly: false, allowBlobPublicAccess: true } }
  await arm('PATCH', storage.account, open)
  const sent = { location: 'westeurope', kind: 'StorageV2', sku: { name: 'Standard_LRS' }, ...open }
  await arm('PUT', 'other', sent)
  other = (await arm('POST', 'other/listKeys')).keys[0].value
})
after(() => lazuli.stop())

async function arm(method: string, path: string, body?: unknown) {
  const { credential } = azureFor(lazuli.ready)
  const token = await credential.getToken('https://management.azure.com/.default')
  const { subscriptionId, resourceGroup, arm: origin } = lazuli.ready
  const root = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`
  const path2 = `${root}/providers/Microsoft.Storage/storageAccounts/${path}?api-version=2023-05-01`
  const answer = await fetch(origin.replace('https:', 'http:') + path2, {
    method,
    headers: { authorization: `Bearer ${token!.token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return text === '' ? undefined : JSON.parse(text)
}

interface Answer {
  readonly status: number
  readonly code: string | undefined
  readonly text: string
}

function call(
  service: Service,
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { port } = new URL(storage[service])
  return new Promise((resolve, reject) => {
    const all = { accept: service === 'table' ? 'application/json' : '*/*', ...headers }
    const sent = request({ host: '127.0.0.1', port, path, method, headers: all }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => {
        const code = answer.headers['x-ms-error-code'] as string | undefined
        resolve({ status: answer.statusCode!, code, text: Buffer.concat(chunks).toString() })
      })
    })
    sent.on('error', reject)
    sent.end()
  })
}

interface SasParts {
  readonly key?: string
  readonly account?: string
  readonly fields?: Readonly<Record<string, string>>
}

const iso = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')

/** A SAS of an account, as its signer wants it. */
function sas({ key = storage.key, account = storage.account, fields = {} }: SasParts = {}): string {
  const all = { sv: '2020-10-02', ss: 'bqt', srt: 'sco', sp: 'rwdlacup', ...fields }
  const signed: Record<string, string> = { se: iso(Date.now() + HOUR), ...all }
  const names = ['sp', 'ss', 'srt', 'st', 'se', 'sip', 'spr', 'sv']
  const text = `${[account, ...names.map((name) => signed[name] ?? '')].join('\n')}\n`
  const sig = createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('base64')
  return String(new URLSearchParams({ ...signed, sig }))
}

/** A call that each service answers with 200, if its caller may make it. */
const lookAt = (service: Service, query: string): string =>
  service === 'table'
    ? `/${storage.account}/Tables?${query}`
    : `/${storage.account}/?comp=list&${query}`

test('a SAS that is forged, expired, early or of another account opens no service', async () => {
  const past = { se: iso(Date.now() - 1000) }
  const early = { st: iso(Date.now() + HOUR), se: iso(Date.now() + 2 * HOUR) }
  for (const service of SERVICES) {
    assert.equal((await call(service, lookAt(service, sas()))).status, 200, service)
    const refused = {
      forged: sas({ key: randomBytes(64).toString('base64') }),
      foreign: sas({ key: other }),
      'of another name': sas({ account: 'other', key: other }),
      expired: sas({ fields: past }),
      early: sas({ fields: early }),
      unsigned: sas().replace(/&sig=.*$/, '&sig='),
      endless: sas().replace(/se=[^&]*/, 'se='),
      lengthened: sas({ fields: past }).replace(/se=[^&]*/, `se=${iso(Date.now() + HOUR)}`),
    }
    for (const [what, query] of Object.entries(refused)) {
      const { status, code } = await call(service, lookAt(service, query))
      assert.deepEqual([status, code], [403, 'AuthenticationFailed'], `${service}: ${what}`)
    }
  }
})

test('a token that is forged or for another audience opens no service', async () => {
  const { credential } = azureFor(lazuli.ready)
  const version = { 'x-ms-version': '2023-11-03' }
  const good = (await credential.getToken('https://storage.azure.com/.default'))!.token
  const foreign = (await credential.getToken('https://management.azure.com/.default'))!.token
  const [head, claims, signature] = good.split('.') as [string, string, string]
  const more = JSON.parse(Buffer.from(claims, 'base64url').toString())
  const changed = Buffer.from(JSON.stringify({ ...more, oid: more.tid })).toString('base64url')
  const unsigned = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url')
  const bad = [
    foreign,
    `${head}.${changed}.${signature}`,
    `${unsigned}.${claims}.`,
    `${head}.${claims}.${randomBytes(256).toString('base64url')}`,
    'nothing',
  ]
  for (const service of SERVICES) {
    const by = async (token: string) =>
      await call(service, lookAt(service, ''), {
        headers: { ...version, authorization: `Bearer ${token}` },
      })
    assert.equal((await by(good)).status, 200, service)
    for (const token of bad) {
      const { status, code } = await by(token)
      assert.deepEqual([status, code], [401, 'InvalidAuthenticationInfo'], service)
    }
  }
})

test('what can be read in two ways is read in none', async () => {
  const put = { method: 'PUT', headers: { 'content-length': '0' } }
  const { account } = storage
  assert.equal(
    (await call('blob', `/${account}/boxes?restype=container&${sas()}`, put)).status,
    201,
  )
  const list = `restype=container&comp=list`
  const paths = [
    `/${account}/boxes?${list}&comp=acl&${sas()}`,
    `/${account}/boxes?${list}&COMP=acl&${sas()}`,
    `/${account}/boxes?${list}&comp[]=acl&${sas()}`,
    `/${account}//boxes?${list}&${sas()}`,
    `/${account}/boxes/%zz?${sas()}`,
    `/${account}/boxes/%00?${sas()}`,
    `/${account}?${list}&sig=a&${sas()}`,
  ]
  for (const path of paths) assert.equal((await call('blob', path)).status, 400, path)
})

test('no path leads to another account, and none to the names under which data lies', async () => {
  const { account } = storage
  for (const path of [
    `/${account}/../other/?comp=list`,
    `/${account}/%2e%2e/other?comp=list`,
    `/${account}%2f..%2fother/?comp=list`,
    `/${account}-00000000/?comp=list`,
    `http://127.0.0.1/other/?comp=list`,
  ]) {
    const { status, text } = await call('blob', `${path}&${sas()}`)
    assert.ok(status >= 400, `${path}: ${status}`)
    assert.ok(!text.includes('<Container>'), path)
  }
})

test('a method in a header does not make a read a write', async () => {
  const only = sas({ fields: { sp: 'a' } })
  const all = sas()
  const made = `/${storage.account}/Tables`
  const headers = { 'content-type': 'application/json', accept: 'application/json' }
  assert.equal((await call('table', `${made}?${all}`, { headers })).status, 200)
  for (const name of ['x-http-method', 'x-http-method-override']) {
    const { status } = await call('table', `${made}('t')?${only}`, {
      method: 'POST',
      headers: { ...headers, [name]: 'DELETE' },
    })
    assert.ok(status === 403 || status === 405, `${name}: ${status}`)
  }
})

test('answers tell neither the key nor the name under which data lies', async () => {
  const { text } = await call('blob', lookAt('blob', sas()))
  assert.match(text, new RegExp(`ServiceEndpoint="http://127.0.0.1:\\d+/${storage.account}/?"`))
  assert.doesNotMatch(text, new RegExp(`${storage.account}-[0-9a-f]{8}`))
  const wrong = await call('blob', lookAt('blob', ''), {
    headers: {
      authorization: `SharedKey ${storage.account}:AAAA`,
      'x-ms-date': new Date().toUTCString(),
    },
  })
  assert.equal(wrong.code, 'AuthenticationFailed')
  assert.ok(!wrong.text.includes(storage.key))
})

test('key and SAS end where the account allows no shared key', async () => {
  await arm('PATCH', storage.account, { properties: { allowSharedKeyAccess: false } })
  for (const service of SERVICES) {
    const { status, code } = await call(service, lookAt(service, sas()))
    assert.deepEqual([status, code], [403, 'KeyBasedAuthenticationNotPermitted'])
  }
  await arm('PATCH', storage.account, { properties: { allowSharedKeyAccess: true } })
})
