// If-Match and If-None-Match on clusters and pools, as the table of AKS's own page has them.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { clusterBody, World } from './containerservice-world.ts'

const VERSION = '2025-01-01'
let world: World
before(async () => {
  world = await World.start()
  await world.clusterAtRest('one')
})
after(() => world.close())

interface Versioned {
  readonly eTag: string
  readonly properties: { readonly eTag: string }
}
type Conditions = Readonly<Record<string, string>>
interface Sent {
  readonly name?: string
  readonly pool?: string
  readonly body?: unknown
  readonly version?: string
}

async function call(method: string, conditions: Conditions, sent: Sent = {}) {
  const { name = 'one', pool, body, version = VERSION } = sent
  const path = pool === undefined ? '' : `/agentPools/${pool}`
  const answer = await world.clusterCall<Versioned & { code: string; message: string }>(
    { method, headers: conditions, version, body },
    name,
    path,
  )
  return { ...answer, refusal: [answer.status, answer.body?.code] }
}

const etag = async (): Promise<string> => (await call('GET', {})).body.eTag
const poolEtag = async (pool: string): Promise<string> =>
  (await call('GET', {}, { pool })).body.properties.eTag
const more = { properties: { count: 1, mode: 'User' } }

test('a PUT of what is absent', async () => {
  const absent = 'Resource not found but ETag header is provided.'
  for (const value of ['*', 'xyz', '"xyz"']) {
    for (const sent of [
      { name: 'none', body: clusterBody() },
      { pool: 'none', body: more },
    ]) {
      const { refusal, body } = await call('PUT', { 'if-match': value }, sent)
      assert.deepEqual(refusal, [412, 'PreconditionFailed'])
      assert.ok(body.message.startsWith(absent))
    }
  }
  const made = await call('PUT', { 'if-none-match': '*' }, { name: 'two', body: clusterBody() })
  assert.equal(made.status, 201)
  await world.settle()
  const empty = await call('PUT', { 'if-match': '' }, { pool: 'empty', body: more })
  assert.equal(empty.status, 201)
  await world.settle()
})

test('a change of what is there goes on with its ETag alone, however it is quoted', async () => {
  for (const form of [(s: string) => s, (s: string) => `"${s}"`, (s: string) => `W/"${s}"`]) {
    for (const method of ['PUT', 'PATCH']) {
      const body = method === 'PUT' ? clusterBody() : { tags: { a: 'b' } }
      const before = await etag()
      const { status } = await call(method, { 'if-match': form(before) }, { body })
      assert.equal(status, 200)
      await world.settle()
      assert.notEqual(await etag(), before)
      const stale = await call(method, { 'if-match': form(before) }, { body })
      assert.deepEqual(stale.refusal, [412, 'PreconditionFailed'])
    }
  }
  const exists = await call('PUT', { 'if-none-match': '*' }, { body: clusterBody() })
  assert.deepEqual(exists.refusal, [412, 'PreconditionFailed'])
  const any = await call('PUT', { 'if-match': '*' }, { body: clusterBody() })
  assert.equal(any.status, 200)
  await world.settle()
})

test("a pool's call changes the pool's ETag, a cluster's both", async () => {
  const pool = 'nodepool1'
  const first = [await etag(), await poolEtag(pool)] as const
  const body = { properties: { count: 4, mode: 'System' } }
  assert.equal((await call('PUT', { 'if-match': first[1] }, { pool, body })).status, 200)
  await world.settle()
  const second = [await etag(), await poolEtag(pool)] as const
  assert.equal(second[0], first[0])
  assert.notEqual(second[1], first[1])
  const stale = await call('PUT', { 'if-match': first[1] }, { pool, body })
  assert.deepEqual(stale.refusal, [412, 'PreconditionFailed'])
  assert.equal((await call('PUT', { 'if-match': second[0] }, { body: clusterBody() })).status, 200)
  await world.settle()
  const third = [await etag(), await poolEtag(pool)] as const
  assert.notEqual(third[0], second[0])
  assert.notEqual(third[1], second[1])
})

test('headers that clash, and one that is no star, are refused before anything else', async () => {
  for (const conditions of [
    { 'if-none-match': 'xyz' },
    { 'if-match': 'xyz', 'if-none-match': '*' },
  ] satisfies Conditions[]) {
    for (const sent of [{ body: clusterBody() }, { pool: 'nodepool1', body: more }]) {
      assert.deepEqual((await call('PUT', conditions, sent)).refusal, [400, 'BadRequest'])
    }
  }
})

test('versions from before know nothing of the headers', async () => {
  const stale = { 'if-match': 'xyz' }
  for (const version of ['2024-05-01', '2024-08-01', '2024-02-02-preview']) {
    const { status } = await call('PATCH', stale, { version, body: { tags: {} } })
    assert.equal(status, 200, version)
    await world.settle()
  }
  for (const version of ['2024-09-01', '2024-03-02-preview', '2026-08-01']) {
    const { refusal } = await call('PATCH', stale, { version, body: { tags: {} } })
    assert.deepEqual(refusal, [412, 'PreconditionFailed'], version)
  }
})

test('a DELETE', async () => {
  const absent = { name: 'none' }
  for (const value of ['', '*', 'xyz']) {
    assert.equal((await call('DELETE', { 'if-match': value }, absent)).status, 204)
    assert.equal((await call('PATCH', { 'if-match': value }, { ...absent, body: {} })).status, 404)
    assert.equal((await call('DELETE', { 'if-match': value }, { pool: 'none' })).status, 204)
  }
  for (const sent of [{ pool: 'empty' }, { name: 'two' }]) {
    const stale = await call('DELETE', { 'if-match': 'xyz' }, sent)
    assert.deepEqual(stale.refusal, [412, 'PreconditionFailed'])
  }
  const ended = await call('DELETE', { 'if-match': await poolEtag('empty') }, { pool: 'empty' })
  assert.equal(ended.status, 202)
  await world.settle()
  assert.equal((await call('DELETE', { 'if-match': '*' }, { name: 'two' })).status, 202)
  await world.settle()
})

test('what is made again after a deletion never has an ETag that it had before', async () => {
  const lives: string[][] = []
  const at = { name: 'again', pool: 'more' }
  for (let life = 0; life < 3; life++) {
    const seen: string[] = []
    await call('PUT', {}, { name: 'again', body: clusterBody() })
    await world.settle()
    await call('PUT', {}, { ...at, body: more })
    await world.settle()
    for (let change = 0; change <= life; change++) {
      seen.push((await call('GET', {}, { name: 'again' })).body.eTag)
      seen.push((await call('GET', {}, at)).body.properties.eTag)
      await call('PATCH', {}, { name: 'again', body: { tags: { change: String(change) } } })
      await call('PUT', {}, { ...at, body: { properties: { count: change, mode: 'User' } } })
      await world.settle()
    }
    await call('DELETE', {}, { name: 'again' })
    await world.settle()
    lives.push([...new Set(seen)])
  }
  const all = lives.flat()
  assert.equal(new Set(all).size, all.length)
})
