import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addressOf, blobIn, isBlobName, shownUrl, urlOf, withQuery } from './blob-url.ts'
import { blocksOf, MOST_BLOCKS } from './blocks.ts'
import { listPageOf } from './list-page.ts'
import { isPassing, retryAfterMs, usualRetry, waitAfter } from './retry.ts'

test('blocks cover a file of any size once, in order, with ids of one length', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 47 }), (size) => {
      const blocks = blocksOf(size, 'p')
      assert.ok(blocks.length <= MOST_BLOCKS)
      assert.equal(blocks[0]!.start, 0)
      assert.equal(blocks.at(-1)!.end, size)
      assert.ok(
        blocks.every(({ start, end }, at) => end > start && start === (blocks[at - 1]?.end ?? 0)),
      )
      assert.equal(new Set(blocks.map(({ id }) => id)).size, blocks.length)
      assert.equal(new Set(blocks.map(({ id }) => id.length)).size, 1)
    }),
    { numRuns: 30 },
  )
})

test('a blob of any name is found again in its address, which stays in the container', () => {
  const container = addressOf('https://account.example/c/?sv=1&sig=a%2B')!
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      fc.pre(isBlobName(name))
      const url = urlOf(blobIn(container, name))
      const parsed = new URL(url)
      assert.ok(parsed.pathname.startsWith('/c/'))
      assert.equal(parsed.search, '?sv=1&sig=a%2B')
      const path = /^https:\/\/[^/]+\/c\/([^?]*)\?/.exec(url)![1]!
      assert.equal(path.split('/').map(decodeURIComponent).join('/'), name)
    }),
  )
})

test('what is shown of an address has no secret in it', () => {
  assert.equal(shownUrl('https://u:p@a.example/c/b?sig=x#y'), 'https://a.example/c/b')
  assert.equal(shownUrl('C:\\secret'), 'an address that is not of HTTP')
})

test('parameters of the call take the place of those that were pasted', () => {
  const address = addressOf('http://h/c?restype=container&comp=list&sig=x&sp=rl')!
  assert.equal(
    urlOf(withQuery(address, { comp: 'block', blockid: 'a=' })),
    'http://h/c?sig=x&sp=rl&comp=block&blockid=a%3D',
  )
})

test('names are read as they were written', () => {
  const blob = (name: string, more = ''): string =>
    `<Blob><Name>${name}</Name><Properties><Content-Length>3</Content-Length>${more}</Properties></Blob>`
  const xml = `<EnumerationResults ServiceEndpoint="x"><Prefix>a</Prefix><Blobs>${blob(
    'a &lt;b&gt; &#x1F600;&#233;',
  )}${blob('dir', '<ResourceType>directory</ResourceType>')}<Blob><Name Encoded="true">a%00b%</Name></Blob><Blob><Name Encoded="true">%EF%BF%BF</Name></Blob></Blobs><NextMarker>m&amp;n</NextMarker></EnumerationResults>`
  assert.deepEqual(listPageOf(xml), {
    blobs: [
      { name: 'a <b> 😀é', size: 3 },
      { name: '\uffff', size: 0 },
    ],
    marker: 'm&n',
  })
  assert.equal(listPageOf('<html></html>'), undefined)
})

test('waits double, up to what the server says and to a minute', () => {
  const waits = [1, 2, 3, 4, 5].map((tried) => waitAfter(tried, usualRetry, undefined))
  assert.deepEqual(waits, [500, 1000, 2000, 4000, undefined])
  assert.equal(waitAfter(1, usualRetry, 9_000), 9_000)
  assert.equal(waitAfter(1, usualRetry, 9e9), 60_000)
  const date = 'Sun, 06 Nov 1994 08:49:37 GMT'
  assert.equal(retryAfterMs('3', undefined), 3_000)
  assert.equal(retryAfterMs('Sun, 06 Nov 1994 08:49:40 GMT', date), 3_000)
  assert.equal(retryAfterMs('soon', date), undefined)
  assert.deepEqual([200, 403, 404, 409, 501].filter(isPassing), [])
  assert.deepEqual(
    [408, 429, 500, 502, 503, 504].filter((status) => !isPassing(status)),
    [],
  )
})
