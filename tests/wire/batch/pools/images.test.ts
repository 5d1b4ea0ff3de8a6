import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startBatch } from '../batch-server.ts'

interface Image {
  readonly nodeAgentSKUId: string
  readonly osType: string
}

test('supported images are listed, filtered and paged', async () => {
  await using batch = await startBatch()
  const list = async (query: string) => {
    const { body } = await batch.call('GET', `/supportedimages?${query}`)
    return { images: body.value as unknown as Image[], link: body['odata.nextLink'] }
  }
  const all = (await list('')).images
  assert.ok(all.some(({ nodeAgentSKUId }) => nodeAgentSKUId === 'batch.node.ubuntu 22.04'))
  const linux = (await list(`$filter=${encodeURIComponent("osType eq 'Linux'")}`)).images
  assert.ok(linux.length > 0 && linux.length < all.length)
  assert.ok(linux.every(({ osType }) => osType === 'linux'))
  const seen: Image[] = []
  let next = await list('maxresults=10')
  for (;;) {
    seen.push(...next.images)
    if (!next.link) break
    next = await list(new URL(next.link).search.slice(1))
  }
  assert.deepEqual(seen, all)
  const refused = await batch.call('GET', "/supportedimages?$filter=offer%20eq%20'x'")
  assert.equal(refused.body.code, 'InvalidQueryParameterValue')
})

test('an account has no applications', async () => {
  await using batch = await startBatch()
  const list = await batch.call('GET', '/applications')
  assert.deepEqual([list.status, list.body.value], [200, []])
  const one = await batch.call('GET', '/applications/a')
  assert.deepEqual([one.status, one.body.code], [404, 'ApplicationNotFound'])
})
