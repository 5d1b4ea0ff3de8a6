// Every forgery of a SAS, a key's signature and a token, in every service of storage.
import assert from 'node:assert/strict'
import { createHmac, randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'
import type { Ready } from '#library/ready/ready.ts'
import { azureFor } from '#testing/clients/azure.ts'

const SERVICES = ['blob', 'queue', 'table'] as const
type Service = (typeof SERVICES)[number]
const HOUR = 3_600_000

let lazuli: Lazuli
let storage: NonNullable<Ready['storage']>
/** The key of another account. */
let foreign: string

before(async () => {
  lazuli = await createLazuli({ storage: true, timeScale: 1000 })
  storage = lazuli.ready.storage!
  const open = { properties: { supportsHttpsTrafficOnly: false } }
  await arm('PATCH', storage.account, open)
  const kind = { location: 'westeurope', kind: 'StorageV2', sku: { name: 'Standard_LRS' } }
  await arm('PUT', 'other', { ...kind, ...open })
  foreign = (await arm('POST', 'other/listKeys')).keys[0].value
  const all = accountSas()
  const json = { 'content-type': 'application/json' }
  for (const name of ['box', 'beside']) {
    const container = `${root}/${name}?restype=container&${all}`
    assert.equal((await call('blob', 'PUT', container)).status, 201)
    assert.equal((await call('queue', 'PUT', `${root}/${name}?${all}`)).status, 201)
    const body = JSON.stringify({ TableName: name })
    assert.equal((await call('table', 'POST', `${root}/Tables?${all}`, json, body)).status, 201)
  }
  const blob = { 'x-ms-blob-type': 'BlockBlob' }
  assert.equal((await call('blob', 'PUT', `${root}/box/one?${all}`, blob, 'x')).status, 201)
})
after(() => lazuli.stop())

const root = '/lazuli'

async function arm(method: string, path: string, body?: unknown) {
  const { credential } = azureFor(lazuli.ready)
  const token = await credential.getToken('https://management.azure.com/.default')
  const { subscriptionId, resourceGroup, arm: origin } = lazuli.ready
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`
  const at = `${group}/providers/Microsoft.Storage/storageAccounts/${path}?api-version=2023-05-01`
  const answer = await fetch(origin.replace('https:', 'http:') + at, {
    method,
    headers: { authorization: `Bearer ${token!.token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return JSON.parse((await answer.text()) || 'null')
}

function call(
  service: Service,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): Promise<{ status: number; code: string | undefined; said: string }> {
  const { port } = new URL(storage[service])
  const own = {
    accept: service === 'table' ? 'application/json' : '*/*',
    'content-length': String(Buffer.byteLength(body)),
  }
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers: { ...own, ...headers } })
    sent.on('error', reject)
    sent.on('response', async (answer) => {
      const said = await text(answer)
      const inBody = /<Code>(\w+)<|"code":"(\w+)"/.exec(said)
      const code = (answer.headers['x-ms-error-code'] as string | undefined) ?? inBody?.[1]
      resolve({ status: answer.statusCode!, code, said })
    })
    sent.end(body)
  })
}

const iso = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')
const later = (hours = 1): string => iso(Date.now() + hours * HOUR)
const signed = (key: string, words: readonly (string | undefined)[]): string =>
  createHmac('sha256', Buffer.from(key, 'base64'))
    .update(words.map((word) => word ?? '').join('\n'))
    .digest('base64')

type Fields = Readonly<Record<string, string>>

function accountSas(given: Fields = {}, key = storage.key, account = storage.account): string {
  const base = { sv: '2020-10-02', ss: 'bqt', srt: 'sco', sp: 'rwdlacup', se: later() }
  const fields: Record<string, string> = { ...base, ...given }
  const names = ['sp', 'ss', 'srt', 'st', 'se', 'sip', 'spr', 'sv']
  const sig = signed(key, [account, ...names.map((name) => fields[name]), ''])
  return String(new URLSearchParams({ ...fields, sig }))
}

/** Of the container, queue or table `box`, or another one. */
function serviceSas(service: Service, given: Fields = {}, name = 'box', key = storage.key): string {
  const letters = { blob: 'rl', queue: 'r', table: 'r' }[service]
  const own = { blob: { sr: 'c' }, queue: {}, table: { tn: name } }[service]
  const base = given.si === undefined ? { se: later(), sp: letters } : {}
  const fields: Record<string, string> = { sv: '2020-10-02', ...base, ...own, ...given }
  const at = `/${service}/${storage.account}/${name}`
  const first = [fields.sp, fields.st, fields.se, at, fields.si, fields.sip, fields.spr, fields.sv]
  const rest = { blob: [fields.sr, ...Array(6)], queue: [], table: Array(4) }[service]
  const sig = signed(key, [...first, ...rest])
  return String(new URLSearchParams({ ...fields, sig }))
}

/** A call about `box` that each service answers with 200, if its caller may make it. */
const LOOK: Readonly<Record<Service, string>> = {
  blob: `${root}/box?restype=container&comp=list&`,
  queue: `${root}/box/messages?peekonly=true&`,
  table: `${root}/box()?`,
}
const look = (service: Service, query: string) => call(service, 'GET', LOOK[service] + query)

const changed = (query: string, name: string, value: string): string => {
  const all = new URLSearchParams(query)
  all.set(name, value)
  return String(all)
}

/** What is done to a good SAS, and the codes with which Azure refuses it. */
const FORGED = 'AuthenticationFailed'
const RULES: readonly (readonly [what: string, fields: Fields, code: string])[] = [
  ['it is over', { se: later(-1) }, FORGED],
  ['it has not begun', { st: later(1), se: later(2) }, FORGED],
  ['its end cannot be read', { se: 'tomorrow' }, FORGED],
  ['its begin cannot be read', { st: 'x' }, FORGED],
  ['it is for HTTPS alone', { spr: 'https' }, 'AuthorizationProtocolMismatch'],
  ['its protocols are none', { spr: 'ftp' }, 'AuthorizationProtocolMismatch'],
  ['it is for others', { sip: '10.0.0.1-10.0.0.9' }, 'AuthorizationSourceIPMismatch'],
  ['it permits nothing', { sp: '' }, 'AuthorizationPermissionMismatch'],
  ['it permits something else', { sp: 'd' }, 'AuthorizationPermissionMismatch'],
  ['its letters are large', { sp: 'RLP' }, 'AuthorizationPermissionMismatch'],
  ['it has no version', { sv: '' }, FORGED],
]

for (const service of SERVICES) {
  test(`${service}: a good SAS opens it, and by no rule that it breaks`, async () => {
    for (const make of [accountSas, (fields: Fields) => serviceSas(service, fields)]) {
      const good = await look(service, make({}))
      assert.equal(good.status, 200, good.said)
      for (const [what, fields, code] of RULES) {
        const { status, code: found } = await look(service, make(fields))
        assert.deepEqual([status, found], [403, code], `${what}: ${JSON.stringify(fields)}`)
      }
    }
  })

  test(`${service}: a SAS of the account is for what it says`, async () => {
    const others = 'bqt'.replace(service.charAt(0), '')
    const cases = [
      [{ ss: others }, 'AuthorizationServiceMismatch'],
      [{ ss: 'f' }, 'AuthorizationServiceMismatch'],
      [{ srt: 's' }, 'AuthorizationResourceTypeMismatch'],
      [{ srt: service === 'blob' ? 'so' : 'sc' }, 'AuthorizationResourceTypeMismatch'],
    ] as const
    for (const [fields, code] of cases) {
      const { status, code: found } = await look(service, accountSas(fields))
      assert.deepEqual([status, found], [403, code], JSON.stringify(fields))
    }
  })

  test(`${service}: nothing of a SAS can be changed after it was signed`, async () => {
    const over = accountSas({ se: later(-1), st: later(-2), sip: '10.0.0.1', spr: 'https' })
    const forged: Readonly<Record<string, string>> = {
      'another key': accountSas({}, randomBytes(64).toString('base64')),
      "another account's key": accountSas({}, foreign),
      'another account': accountSas({}, foreign, 'other'),
      'another account in its name alone': accountSas({}, storage.key, 'other'),
      'no signature': changed(accountSas(), 'sig', ''),
      'half a signature': changed(accountSas(), 'sig', 'AAAA'),
      'a longer time': changed(over, 'se', later()),
      'more letters': changed(accountSas({ sp: 'd' }), 'sp', 'rwdlacup'),
      'more services': changed(accountSas({ ss: 'f' }), 'ss', 'bqtf'),
      'more types': changed(accountSas({ srt: 's' }), 'srt', 'sco'),
      'another address': changed(accountSas({ sip: '10.0.0.1' }), 'sip', '127.0.0.1'),
      'another version': changed(accountSas(), 'sv', '2019-12-12'),
      'no service': accountSas().replace(/ss=[^&]*&/, ''),
      'a key of no base64': accountSas({}, '!!!!'),
      'the container of another': serviceSas(service, {}, 'beside'),
      "the container by another account's key": serviceSas(service, {}, 'box', foreign),
      'more letters for the container': changed(serviceSas(service, { sp: 'd' }), 'sp', 'rl'),
      'a policy that is not there': serviceSas(service, { si: 'absent' }),
      'a policy after it was signed': `${serviceSas(service)}&si=absent`,
    }
    for (const [what, query] of Object.entries(forged)) {
      const { status, code } = await look(service, query)
      assert.deepEqual([status, code], [403, FORGED], what)
    }
    for (const other of SERVICES.filter((each) => each !== service)) {
      const { status } = await look(service, serviceSas(other))
      assert.equal(status, 403, `of ${other}`)
    }
  })

  test(`${service}: what is there twice, or is encoded twice, opens nothing`, async () => {
    const good = accountSas()
    const weak = accountSas({ sp: 'd' })
    const sig = encodeURIComponent(new URLSearchParams(good).get('sig')!)
    const twice: Readonly<Record<string, readonly [string, readonly number[]]>> = {
      'a name twice': [`${weak}&sp=rwdlacup`, [400]],
      'a name in two cases': [`${weak}&SP=rwdlacup`, [400]],
      'a name that is encoded': [`${weak}&s%70=rwdlacup`, [400]],
      'two signatures': [`sig=AAAA&${good}`, [400]],
      'a signature that is encoded twice': [
        good.replace(/sig=.*$/, `sig=${encodeURIComponent(sig)}`),
        [403],
      ],
      'letters that are encoded twice': [good.replace('sp=rwdlacup', 'sp=rwdlacu%2570'), [403]],
      'a list in brackets': [`${weak}&sp[]=r`, [400]],
      'what cannot be decoded': [`${good}&x=%zz`, [400]],
    }
    for (const [what, [query, expected]] of Object.entries(twice)) {
      const { status, said } = await look(service, query)
      assert.ok(expected.includes(status), `${what}: ${status} ${said}`)
    }
    // As in Azure the case of a name does not count.
    assert.equal((await look(service, good.replace('sp=', 'SP='))).status, 200)
  })

  test(`${service}: a stored policy bounds what refers to it, and ends with it`, async () => {
    const letters = { blob: 'rl', queue: 'r', table: 'r' }[service]
    const acl = `${root}/box?${service === 'blob' ? 'restype=container&' : ''}comp=acl`
    const policy = (id: string, expiry: string, permission: string): string =>
      `<SignedIdentifier><Id>${id}</Id><AccessPolicy><Start>${later(-3)}</Start><Expiry>${expiry}</Expiry><Permission>${permission}</Permission></AccessPolicy></SignedIdentifier>`
    const set = async (...policies: string[]): Promise<void> => {
      const body = `<?xml version="1.0" encoding="utf-8"?><SignedIdentifiers>${policies.join('')}</SignedIdentifiers>`
      const { status, said } = await call(
        service,
        'PUT',
        acl,
        byKey(service, 'PUT', acl, body),
        body,
      )
      assert.ok(status < 300, said)
    }
    await set(
      policy('good', later(), letters),
      policy('old', later(-1), letters),
      policy('none', later(), 'a'),
    )
    const by = async (fields: Fields) => {
      const { status, code } = await look(service, serviceSas(service, fields))
      return [status, code]
    }
    assert.deepEqual(await by({ si: 'good' }), [200, undefined])
    assert.deepEqual(await by({ si: 'old' }), [403, FORGED])
    assert.deepEqual(await by({ si: 'none' }), [403, 'AuthorizationPermissionMismatch'])
    assert.deepEqual(await by({ si: 'GOOD' }), [403, FORGED])
    assert.deepEqual(await by({ si: 'none', sp: letters }), [403, FORGED])
    assert.deepEqual(await by({ si: 'old', se: later() }), [403, FORGED])
    await set()
    assert.deepEqual(await by({ si: 'good' }), [403, FORGED])
  })

  test(`${service}: a key's signature is for one call, now`, async () => {
    const path = LOOK[service].replace(/[?&]$/, '')
    const by = async (headers: Readonly<Record<string, string>>, to = path) => {
      const { status, code } = await call(service, 'GET', to, headers)
      return [status, code]
    }
    const good = byKey(service, 'GET', path)
    assert.deepEqual(await by(good), [200, undefined])
    const old = new Date(Date.now() - HOUR).toUTCString()
    const to = path.replace('/box', '/beside')
    const refused: Readonly<Record<string, Parameters<typeof by>>> = {
      'another key': [byKey(service, 'GET', path, '', randomBytes(64).toString('base64'))],
      "another account's key": [byKey(service, 'GET', path, '', foreign)],
      'another place': [good, to],
      'another method': [byKey(service, 'HEAD', path)],
      'another date': [{ ...good, 'x-ms-date': new Date(Date.now() - 60_000).toUTCString() }],
      'an old date': [byKey(service, 'GET', path, '', storage.key, old)],
      'no date': [{ authorization: good.authorization! }],
      'another name': [
        { ...good, authorization: good.authorization!.replace('lazuli:', 'other:') },
      ],
    }
    for (const [what, parts] of Object.entries(refused)) {
      const [status, code] = await by(...parts)
      assert.deepEqual([status, code], [403, FORGED], what)
    }
    if (service !== 'table') {
      const [status] = await by({ ...good, 'x-ms-version': '2021-12-02' })
      assert.equal(status, 403, 'a header more')
    }
  })

  test(`${service}: tokens that are wrong, or say nothing, open nothing`, async () => {
    const { credential } = azureFor(lazuli.ready)
    const good = (await credential.getToken('https://storage.azure.com/.default'))!.token
    const arm = (await credential.getToken('https://management.azure.com/.default'))!.token
    const [head, claims, signature] = good.split('.') as [string, string, string]
    const say = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
    const told = JSON.parse(Buffer.from(claims, 'base64url').toString())
    const hmac = createHmac('sha256', storage.key)
    const tokens: Readonly<Record<string, string>> = {
      'another audience': arm,
      'other claims': `${head}.${say({ ...told, oid: told.tid })}.${signature}`,
      'a later end': `${head}.${say({ ...told, exp: told.exp + HOUR })}.${signature}`,
      'no algorithm': `${say({ alg: 'none', typ: 'JWT' })}.${claims}.`,
      'a key of symmetric use': `${say({ alg: 'HS256', typ: 'JWT' })}.${claims}.${hmac.update(claims).digest('base64url')}`,
      'no signature': `${head}.${claims}.`,
      nothing: 'x',
    }
    const by = async (token: string, scheme = 'Bearer') =>
      await call(service, 'GET', LOOK[service], {
        'x-ms-version': '2023-11-03',
        authorization: `${scheme} ${token}`,
      })
    assert.equal((await by(good)).status, 200)
    for (const [what, token] of Object.entries(tokens)) {
      const { status, code } = await by(token)
      assert.deepEqual([status, code], [401, 'InvalidAuthenticationInfo'], what)
    }
    assert.equal((await by(good, 'Basic')).status, 401)
    // A good SAS beside a bad token does not help it.
    const { status } = await call(service, 'GET', LOOK[service] + accountSas(), {
      'x-ms-version': '2023-11-03',
      authorization: 'Bearer x',
    })
    assert.equal(status, 401)
  })
}

test('the host of files has no data plane, by any signature', async () => {
  for (const query of [accountSas({ ss: 'f' }), accountSas({ ss: 'bqtf' }, foreign), '']) {
    const url = new URL(lazuli.ready.arm)
    const answer = await new Promise<number>((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port: url.port,
          path: `/share?restype=share&${query}`,
          headers: { host: `${storage.account}.file.localhost` },
        },
        (found) => resolve(found.resume().statusCode!),
      )
      sent.on('error', reject)
      sent.end()
    })
    assert.equal(answer, 501, query)
  }
})

/** The headers of a call that a key has signed. */
function byKey(
  service: Service,
  method: string,
  target: string,
  body = '',
  key = storage.key,
  date = new Date().toUTCString(),
): Record<string, string> {
  const [path = '', search = ''] = target.split('?')
  const query = new URLSearchParams(search)
  const names = [...query.keys()].toSorted()
  const at = `/${storage.account}${path}`
  const length = body === '' ? '' : String(Buffer.byteLength(body))
  const words =
    service === 'table'
      ? [method, '', '', date, query.has('comp') ? `${at}?comp=${query.get('comp')}` : at]
      : [
          ...[method, '', '', length, '', '', '', '', '', '', '', ''],
          `x-ms-date:${date}`,
          [at, ...names.map((name) => `${name}:${query.get(name)}`)].join('\n'),
        ]
  const authorization = `SharedKey ${storage.account}:${signed(key, words)}`
  return { 'x-ms-date': date, authorization }
}
