import assert from 'node:assert/strict'
import { test } from 'node:test'
import { littlePut } from './little-puts.ts'

const HEADERS = {
  accept: 'application/xml',
  'content-length': '4',
  'content-type': 'text/plain',
  'user-agent': 'a client',
  'x-ms-blob-type': 'BlockBlob',
  'x-ms-client-request-id': 'mine',
  'x-ms-version': '2021-12-02',
}

interface Changes {
  readonly headers?: Readonly<Record<string, string | string[] | undefined>>
  readonly query?: readonly (readonly [string, string])[]
  readonly method?: string
  readonly container?: string
  readonly item?: string
}

const putOf = ({ headers = {}, query = [], method = 'PUT', ...at }: Changes) =>
  littlePut(
    {
      kind: 'blob',
      account: 'acct-1',
      method,
      rest: '/box/a',
      query: new Map(query),
      headers: { ...HEADERS, ...headers },
    },
    { container: 'box', item: 'a', ...at },
  )

test('a plain put of a few bytes is one', () => {
  assert.deepEqual(putOf({}), {
    account: 'acct-1',
    container: 'box',
    name: 'a',
    words: { type: 'text/plain' },
    isNew: false,
    requestId: 'mine',
  })
  assert.equal(putOf({ headers: { 'if-none-match': '*' } })?.isNew, true)
  const words = { 'x-ms-blob-content-type': 'a/b', 'x-ms-blob-cache-control': 'no-store' }
  assert.deepEqual(putOf({ headers: words })?.words, { type: 'a/b', cacheControl: 'no-store' })
})

test('whatever else a call has makes it none', () => {
  const others: readonly Changes[] = [
    { method: 'POST' },
    { query: [['comp', 'block']] },
    { query: [['timeout', '30']] },
    { item: '' },
    { container: '$root' },
    { container: 'Box' },
    { container: 'x'.repeat(64) },
    { headers: { 'x-ms-blob-type': 'AppendBlob' } },
    { headers: { 'x-ms-blob-type': ['BlockBlob', 'BlockBlob'] } },
    { headers: { 'content-length': '0' } },
    { headers: { 'content-length': '65537' } },
    { headers: { 'content-length': '4e1' } },
    { headers: { 'content-length': undefined } },
    { headers: { 'x-ms-meta-a': 'b' } },
    { headers: { 'x-ms-tags': 'a=b' } },
    { headers: { 'x-ms-lease-id': 'x' } },
    { headers: { 'x-ms-access-tier': 'Cool' } },
    { headers: { 'content-md5': 'x' } },
    { headers: { 'x-ms-copy-source': 'https://a/b' } },
    { headers: { 'if-match': '*' } },
    { headers: { 'if-none-match': '"0x1"' } },
    { headers: { origin: 'https://page' } },
    { headers: { 'x-ms-anything': 'x' } },
  ]
  for (const change of others) assert.equal(putOf(change), undefined, JSON.stringify(change))
})
