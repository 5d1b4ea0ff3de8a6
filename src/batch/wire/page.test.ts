import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AzureError } from '#kernel/catalogue.ts'
import { type Page, pageOf } from './page.ts'

const names = ['a', 'b', 'c', 'd', 'e']
const call = (query: string) => ({
  origin: 'https://127.0.0.1:1',
  path: '/jobs',
  query: new URLSearchParams(query),
})
const page = (query: string, rows: readonly string[] = names): Promise<Page<{ id: string }>> =>
  pageOf(
    call(query),
    async ({ after, limit }) =>
      rows.filter((name) => after === undefined || name > after).slice(0, limit),
    (name) => name,
    (id) => ({ id }),
  )
const idsOf = ({ value }: Page<{ id: string }>): string => value.map(({ id }) => id).join('')
const next = (link: string | undefined): string => new URL(link!).search.slice(1)

test('pages follow one another by their links, which keep all that was asked', async () => {
  const first = await page('api-version=x&maxresults=2&%24filter=f')
  assert.equal(idsOf(first), 'ab')
  const link = new URL(first['odata.nextLink']!)
  assert.equal(link.origin + link.pathname, 'https://127.0.0.1:1/jobs')
  assert.equal(link.searchParams.get('api-version'), 'x')
  assert.equal(link.searchParams.get('$filter'), 'f')
  const second = await page(next(first['odata.nextLink']))
  assert.equal(idsOf(second), 'cd')
  const last = await page(next(second['odata.nextLink']))
  assert.equal(idsOf(last), 'e')
  assert.equal(last['odata.nextLink'], undefined)
})

test('a link has no plus sign for a space: what signs it may take it for one', async () => {
  const first = await page(`maxresults=2&$filter=${encodeURIComponent("id gt 'a+b' or $x")}`)
  const link = first['odata.nextLink']!
  assert.ok(
    link.includes(`?maxresults=2&$filter=id%20gt%20%27a%2Bb%27%20or%20$x&$skiptoken=`),
    link,
  )
})

test('a page that is just full has no link', async () => {
  assert.equal((await page('maxresults=5'))['odata.nextLink'], undefined)
})

test('rows that come and go between pages move no other row', async () => {
  const first = await page('maxresults=2')
  const changed = ['0', 'a', 'c', 'd', 'e']
  assert.equal(idsOf(await page(next(first['odata.nextLink']), changed)), 'cd')
})

test('a token that the service did not give is refused', async () => {
  await assert.rejects(page('$skiptoken=%20%20'), (error) => {
    assert.ok(error instanceof AzureError)
    return error.code === 'InvalidQueryParameterValue'
  })
})
