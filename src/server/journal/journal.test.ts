import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '#kernel/instant.ts'
import type { Exchange } from '../exchange.ts'
import { createJournal } from './journal.ts'
import { REDACTED, redactBody, redactHeaders, redactJson, redactText, redactUrl } from './redact.ts'

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhYmNkZWYifQ.c2lnbmF0dXJl'
const started = instant(Date.UTC(2026, 2, 5, 10, 15))

const anExchange = (more: Partial<Exchange> = {}): Exchange => ({
  method: 'POST',
  url: '/x?api-version=1&sig=abc%2F',
  path: '/x',
  query: new URLSearchParams(),
  headers: { authorization: `Bearer ${JWT}`, 'content-type': 'application/json', host: 'h' },
  origin: 'https://h',
  now: started,
  requestId: 'r',
  audiences: [],
  isOwnHost: true,
  clientAddress: () => '127.0.0.1',
  correlationId: 'c',
  clientRequestId: undefined,
  readBody: async () => undefined,
  sent: Buffer.from('{"properties":{"servicePrincipalProfile":{"clientId":"id","secret":"hush"}}}'),
  reply: {
    status: 200,
    headers: { 'content-type': 'application/json', location: 'https://h/cb?code=hush&x=1' },
    body: JSON.stringify({ kubeconfigs: [{ name: 'admin', value: 'hush' }] }),
  },
  ...more,
})
const aJournal = (options: { entries?: number; bytes?: number } = {}) =>
  createJournal({ now: () => instant(started + 7), ...options })

test('an entry tells what was said, but no secret', () => {
  const journal = aJournal()
  journal.record(anExchange())
  const entry = journal.find(1)
  assert.equal(entry?.url, `https://h/x?api-version=1&sig=${REDACTED}`)
  assert.equal(entry?.ms, 7)
  assert.deepEqual(JSON.parse(entry?.request.body ?? ''), {
    properties: { servicePrincipalProfile: { clientId: 'id', secret: REDACTED } },
  })
  assert.equal(entry?.response.body, JSON.stringify({ kubeconfigs: REDACTED }))
  const all = JSON.stringify([journal.list(), entry, journal.har('1')])
  for (const secret of ['hush', JWT, 'abc%2F']) assert.ok(!all.includes(secret), secret)
})

test('only the last calls are kept, by count and by size', () => {
  const few = aJournal({ entries: 2 })
  for (let i = 0; i < 5; i++) few.record(anExchange())
  assert.deepEqual(
    few.list().map(({ id }) => id),
    [5, 4],
  )
  assert.equal(few.find(1), undefined)
  const small = aJournal({ bytes: 10_000 })
  const reply = { status: 200, headers: {}, body: 'x'.repeat(6_000) }
  for (let i = 0; i < 3; i++) small.record(anExchange({ reply }))
  assert.deepEqual(
    small.list().map(({ id }) => id),
    [3],
  )
})

test('a HAR has the members that its readers demand', () => {
  const journal = aJournal()
  journal.record(anExchange())
  const { log } = journal.har('0.1.0')
  assert.equal(log.version, '1.2')
  const [entry] = log.entries as { request: { queryString: object[] }; response: object }[]
  assert.deepEqual(Object.keys(entry ?? {}), [
    'startedDateTime',
    'time',
    'request',
    'response',
    'cache',
    'timings',
  ])
  assert.deepEqual(entry?.request.queryString[0], { name: 'api-version', value: '1' })
})

test('secrets go wherever they hide', () => {
  assert.equal(redactText(`token ${JWT} end`), `token ${REDACTED} end`)
  assert.equal(redactUrl('/a?client_secret=x&b=1'), `/a?client_secret=${REDACTED}&b=1`)
  assert.equal(
    redactUrl('/managed-identity/s3cret/metadata/identity/oauth2/token?resource=r'),
    `/managed-identity/${REDACTED}/metadata/identity/oauth2/token?resource=r`,
  )
  for (const path of ['/managed-identity/s3cret/a', '//managed-identity//s3cret/a?b=1']) {
    assert.doesNotMatch(redactUrl(`https://localhost:4510${path}`), /s3cret/)
  }
  assert.equal(
    redactUrl('/a?refresh_token=x&password=x&user%5Fcode=x&$skiptoken=y&api-version=1'),
    `/a?refresh_token=${REDACTED}&password=${REDACTED}&user%5Fcode=${REDACTED}&$skiptoken=y&api-version=1`,
  )
  for (const name of ['accountKey', 'sasKey', 'password', 'adminPassword', 'containerUrl']) {
    assert.deepEqual(redactJson({ [name]: { a: ['hush'] } }), { [name]: REDACTED })
  }
  assert.deepEqual(redactJson({ secret: ['x', { a: 1 }], secrets: { a: 1 } }), {
    secret: [REDACTED, { a: 1 }],
    secrets: { a: 1 },
  })
  assert.deepEqual(redactHeaders({ 'x-identity-header': 's3cret', accept: 'a' }), [
    ['x-identity-header', REDACTED],
    ['accept', 'a'],
  ])
  const key = '-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----'
  assert.equal(redactText(`a ${key} b`), `a ${REDACTED} b`)
  const body = { accountName: 'a', primary: 'k1', secondary: 'k2', adminPassword: 'p', tags: {} }
  assert.deepEqual(JSON.parse(redactBody(JSON.stringify(body))), {
    accountName: 'a',
    primary: REDACTED,
    secondary: REDACTED,
    adminPassword: REDACTED,
    tags: {},
  })
})

test('an error tells its code and the property at fault, and a certificate keeps its data', () => {
  const error = { code: 'JobNotFound', values: [{ key: 'PropertyName', value: 'id' }] }
  assert.deepEqual(redactJson(error), error)
  const secrets = { code: '0.AXoA-x9_', key: 'DD0RiTXIUXzy6NHo==', data: 'MIIEDAIBAzCCA' }
  const redacted = Object.values(redactJson(secrets) as object)
  assert.deepEqual(redacted, [REDACTED, REDACTED, REDACTED])
})

test('a setting whose name says that it is a secret keeps its value to itself', () => {
  const settings = [
    { name: 'STORAGE_ACCOUNT_KEY', value: 'hush' },
    { name: 'DB_CONNECTION_STRING', value: 'hush' },
    { name: 'my-api-key', value: 'hush' },
    { name: 'AWS_SECRET_ACCESS_KEY', value: 'hush' },
    { name: 'PGPASSWORD', value: 'hush' },
    { name: 'GITHUB_TOKEN', value: 'hush' },
    { name: 'PATH', value: 'shown' },
    { name: 'CONNECTION', value: 'Endpoint=x;AccountKey=hush;b=shown' },
  ]
  const text = JSON.stringify(redactJson({ environmentSettings: settings, commandLine: 'shown' }))
  assert.doesNotMatch(text, /hush/)
  assert.equal(text.match(/shown/g)?.length, 3)
  const nested = JSON.stringify({ environmentSettings: JSON.stringify(settings) })
  assert.doesNotMatch(redactBody(nested), /hush/)
})

test('a key of an account goes by its form, in whatever words it stands', () => {
  const key = `${'aB3+/'.repeat(17)}x==`
  const encoded = encodeURIComponent(key)
  const task = {
    containerSettings: { containerRunOptions: `-e AZURE_STORAGE_KEY=${key} --rm` },
    commandLine: `az storage blob list --account-key ${key} --query '[]'`,
  }
  assert.deepEqual(redactJson(task), {
    containerSettings: { containerRunOptions: `-e AZURE_STORAGE_KEY=${REDACTED} --rm` },
    commandLine: `az storage blob list --account-key ${REDACTED} --query '[]'`,
  })
  for (const text of [
    key,
    `"${key}"`,
    `user:${key}@host`,
    encoded,
    `k%3D${encoded}`,
    `\\n${key}`,
  ]) {
    const shown = redactText(text)
    assert.ok(!shown.includes(key.slice(0, 80)) && !shown.includes('%2B'), shown)
  }
  assert.equal(redactUrl(`/a?x=${encoded}&b=1`), `/a?x=${REDACTED}&b=1`)
  const longer = `MIIC${key}`
  assert.equal(redactText(longer), longer)
  assert.equal(redactText(key.slice(1)), key.slice(1))
})

test('the signature of a SAS goes wherever it stands', () => {
  const url = 'https://a.blob.core.windows.net/c?sv=1&sig=hush%2B%3D&sp=r'
  for (const text of [
    `azcopy copy '${url}' .`,
    'curl --data sig=hush&sv=1',
    `/a?from=${encodeURIComponent(url)}`,
    '{"url":"https://a/c?sv=1\\u0026sig=hush"',
  ]) {
    assert.doesNotMatch(redactText(text), /hush/, text)
    assert.doesNotMatch(redactUrl(text), /hush/, text)
  }
  assert.equal(redactText('config=shown design=shown'), 'config=shown design=shown')
})

test('a line has the code of a refusal, in whatever envelope it came', () => {
  const bodies = {
    ResourceNotFound: { error: { code: 'ResourceNotFound', message: { value: 'x' } } },
    PoolNotFound: { code: 'PoolNotFound', message: { lang: 'en-US', value: 'x' } },
    AADSTS7000215: { error: 'invalid_client', error_codes: [7000215] },
    authorization_pending: { error: 'authorization_pending' },
  }
  const journal = aJournal()
  for (const [code, body] of Object.entries(bodies)) {
    journal.record(anExchange({ reply: { status: 400, headers: {}, body: JSON.stringify(body) } }))
    assert.equal(journal.list(1)[0]?.errorCode, code)
  }
  for (const [status, body] of [
    [200, '{"code":"x"}'],
    [404, '<html>'],
    [400, '{"error":null}'],
    [400, '{'],
  ] as const) {
    journal.record(anExchange({ reply: { status, headers: {}, body } }))
    assert.equal(journal.list(1)[0]?.errorCode, undefined)
  }
})

test('what our own commands ask is not in it', () => {
  const journal = aJournal()
  journal.record(anExchange({ headers: { 'user-agent': 'lazuli-cli' } }))
  assert.deepEqual(journal.list(), [])
})
