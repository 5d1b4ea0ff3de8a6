// Storage by bare calls: what a client library would not send.
import assert from 'node:assert/strict'
import { createHmac, randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { after, before, test } from 'node:test'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'
import type { Ready } from '#library/ready/ready.ts'
import { azureFor } from '#testing/clients/azure.ts'

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

/** A SAS of one container or of one blob. */
function serviceSas(resource: string, given: Readonly<Record<string, string>>, snapshot = '') {
  const fields: Record<string, string> = { sv: '2020-10-02', ...given }
  const names = ['sp', 'st', 'se', '', 'si', 'sip', 'spr', 'sv', 'sr', 'snapshot']
  const signed = { ...fields, '': `/blob/${storage.account}/${resource}`, snapshot }
  const text = names.map((name) => (signed as Record<string, string>)[name] ?? '')
  const replies = ['', '', '', '', '']
  const sig = createHmac('sha256', Buffer.from(storage.key, 'base64'))
    .update([...text, ...replies].join('\n'))
    .digest('base64')
  return String(new URLSearchParams({ ...fields, sig }))
}

const later = () => ({ se: iso(Date.now() + HOUR) })

async function makeBlob(container: string, name: string): Promise<void> {
  const put = { method: 'PUT', headers: { 'content-length': '0', 'x-ms-blob-type': 'BlockBlob' } }
  const at = `/${storage.account}/${container}`
  await call('blob', `${at}?restype=container&${sas()}`, put)
  assert.equal((await call('blob', `${at}/${name}?${sas()}`, put)).status, 201)
}

test('a SAS of a container opens none beside it, however it is written', async () => {
  await makeBlob('beside', 'secret')
  await makeBlob('granted', 'own')
  const query = serviceSas('granted', { sr: 'c', sp: 'rwdl', ...later() })
  const get = async (path: string) =>
    (await call('blob', `/${storage.account}/${path}?${query}`)).status
  assert.equal(await get('granted/own'), 200)
  const up = ['..', '%2e%2e', '%2E%2e', 'x/../..', '%2e%2e%2fgranted/..']
  const tricks = up.map((steps) => `granted/${steps}/beside/secret`)
  for (const path of [
    ...tricks,
    'granted%2f..%2fbeside/secret',
    'granted/..%5cbeside%5csecret',
    'granted%5c..%5cbeside/secret',
    './beside/secret',
    'granted/../beside?restype=container&comp=list',
    'beside/secret',
  ]) {
    assert.ok((await get(path)) >= 400, path)
  }
})

test('names that no list could tell of, or that are too long, are refused', async () => {
  await makeBlob('names', 'plain')
  const at = `/${storage.account}/names`
  const put = { method: 'PUT', headers: { 'content-length': '0', 'x-ms-blob-type': 'BlockBlob' } }
  const controls = [...Array.from({ length: 32 }, (_, code) => code), 0x7f, 0x81, 0x9f]
  const odd = [...controls, 0xfffe, 0xffff].map((code) => String.fromCodePoint(code))
  for (const name of [...odd.map((each) => `a${each}b`), 'x'.repeat(1025)]) {
    const path = `${at}/${encodeURIComponent(name)}?${sas()}`
    const { status, code } = await call('blob', path, put)
    assert.deepEqual([status, code], [400, 'InvalidUri'], JSON.stringify(name))
  }
  const fine = ['x'.repeat(1024), '../up', '/first', 'e%f', 'k+l', ' ', 'é中😀', '\ue000', '..']
  for (const name of fine) {
    const path = `${at}/${encodeURIComponent(name)}?${sas()}`
    assert.equal((await call('blob', path, put)).status, 201, name)
  }
  const { status, text } = await call('blob', `${at}?restype=container&comp=list&${sas()}`)
  const names = [...text.matchAll(/<Name>([^<]*)<\/Name>/g)].map((found) => found[1])
  assert.deepEqual([status, names.sort()], [200, [...fine, 'plain'].sort()])
})

test('a SAS of a snapshot opens that snapshot alone', async () => {
  await makeBlob('moments', 'one')
  const at = `/${storage.account}/moments/one`
  const put = { method: 'PUT', headers: { 'content-length': '0' } }
  for (const _ of [1, 2]) await call('blob', `${at}?comp=snapshot&${sas()}`, put)
  const list = `/${storage.account}/moments?restype=container&comp=list&include=snapshots&${sas()}`
  const { text } = await call('blob', list)
  const [first, second] = [...text.matchAll(/<Snapshot>([^<]+)</g)].map((found) => found[1]!)
  const query = serviceSas('moments/one', { sr: 'bs', sp: 'r', ...later() }, first)
  const get = (snapshot: string, method = 'GET') =>
    call('blob', `${at}?${snapshot}${query}`, { method })
  assert.equal((await get(`snapshot=${first}&`)).status, 200)
  for (const other of ['', `snapshot=${second}&`]) {
    assert.equal((await get(other)).code, 'AuthenticationFailed', other)
  }
  const removed = await get(`snapshot=${first}&`, 'DELETE')
  assert.equal(removed.code, 'AuthorizationPermissionMismatch')
})

test('from where and by what protocol a SAS counts is held to', async () => {
  await makeBlob('places', 'one')
  const expected: readonly (readonly [Record<string, string>, string | undefined])[] = [
    [{ spr: 'https' }, 'AuthorizationProtocolMismatch'],
    [{ spr: 'https,http' }, undefined],
    [{ sip: '127.0.0.1' }, undefined],
    [{ sip: '127.0.0.0-127.0.0.255' }, undefined],
    [{ sip: '10.0.0.1-10.0.0.9' }, 'AuthorizationSourceIPMismatch'],
    [{ sip: '127.0.0.2-127.0.0.9' }, 'AuthorizationSourceIPMismatch'],
    [{ sip: '0x7f000001' }, 'AuthorizationSourceIPMismatch'],
  ]
  for (const [fields, code] of expected) {
    const ofService = serviceSas('places', { sr: 'c', sp: 'r', ...later(), ...fields })
    for (const query of [sas({ fields }), ofService]) {
      const found = await call('blob', `/${storage.account}/places/one?${query}`)
      assert.equal(found.code, code, JSON.stringify(fields))
    }
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

test('no list names where the data lies, however it is asked for', async () => {
  await makeBlob('listed', 'one')
  const all = sas({ fields: { sp: 'rwdlacupf' } })
  for (const query of [
    'comp=list',
    'comp=LIST',
    `comp=blobs&where=${encodeURIComponent("a='b'")}`,
    `Comp=Blobs&where=${encodeURIComponent("a='b'")}`,
  ]) {
    const { status, text } = await call('blob', `/${storage.account}/?${query}&${all}`)
    assert.equal(status, 200, text)
    assert.match(text, new RegExp(`ServiceEndpoint="http://127.0.0.1:\\d+/${storage.account}/?"`))
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
