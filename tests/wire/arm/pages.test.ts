// Lists of resources come in pages: all of them, each once, whatever else happens; and a page's token
// goes on in its own list alone.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createLazuli } from '../../../src/library/lazuli.ts'
import { ownerOf } from '../../security/parts/plain-call.ts'

const lazuli = await createLazuli({ timeScale: 1_000_000 })
const { ready } = lazuli
const owner = await ownerOf(ready)
after(async () => {
  owner.close()
  await lazuli.stop()
})

const subscription = `/subscriptions/${ready.subscriptionId}`
const AKS = 'Microsoft.ContainerService/managedClusters'
const VERSION = '?api-version=2024-05-01'

interface Listed {
  readonly value: readonly { readonly name: string; readonly id: string }[]
  readonly nextLink?: string
}

async function get(path: string): Promise<Listed> {
  const { status, text } = await owner.send('GET', path)
  assert.equal(status, 200, text)
  return JSON.parse(text) as Listed
}

/** A link leads to the very address that the client used. */
const pathOf = (link: string): string => {
  const url = new URL(link)
  assert.equal(url.host, new URL(ready.arm).host)
  return url.pathname + url.search
}

async function pages(path: string): Promise<Listed[]> {
  const found = [await get(path)]
  while (found.at(-1)!.nextLink) found.push(await get(pathOf(found.at(-1)!.nextLink!)))
  return found
}

const GROUPS = ['a', 'a-b', 'b']
const CLUSTERS = 82

test('clusters fill three groups', async () => {
  for (const group of GROUPS) {
    const at = `${subscription}/resourceGroups/${group}`
    const made = await owner.send(
      'PUT',
      `${at}?api-version=2022-12-01`,
      '{"location":"westeurope"}',
    )
    assert.equal(made.status, 201)
    const cluster = async (i: number): Promise<void> => {
      const pools = ['one', 'two'].map((name) => ({
        name,
        mode: name === 'one' ? 'System' : 'User',
        count: 1,
        vmSize: 'Standard_D2s_v3',
      }))
      const body = {
        location: 'westeurope',
        identity: { type: 'SystemAssigned' },
        properties: { dnsPrefix: `c${i}`, agentPoolProfiles: pools },
      }
      const path = `${at}/providers/${AKS}/c${i}${VERSION}`
      const { status, text } = await owner.send('PUT', path, JSON.stringify(body))
      assert.equal(status, 201, text)
    }
    await Promise.all(Array.from({ length: CLUSTERS }, (_, i) => cluster(i)))
  }
})

test("a subscription's clusters come in pages of a hundred, each once, each with its pools", async () => {
  const found = await pages(`${subscription}/providers/${AKS}${VERSION}`)
  assert.deepEqual(
    found.map(({ value }) => value.length),
    [100, 100, 3 * CLUSTERS - 200],
  )
  const all = found.flatMap(({ value }) => value)
  assert.equal(new Set(all.map(({ id }) => id.toLowerCase())).size, 3 * CLUSTERS)
  for (const { id } of all.filter((_, i) => i % 41 === 0)) {
    const { text } = await owner.send('GET', `${id}${VERSION}`)
    assert.deepEqual(
      all.find((one) => one.id === id),
      JSON.parse(text),
    )
  }
  for (const one of all as { properties?: { agentPoolProfiles?: { name: string }[] } }[]) {
    assert.deepEqual(
      one.properties?.agentPoolProfiles?.map(({ name }) => name),
      ['one', 'two'],
    )
  }
})

test("a group's clusters are its own, and a page goes on where the last one ended", async () => {
  const list = `${subscription}/resourceGroups/A-b/providers/${AKS}${VERSION}`
  const found = await pages(list)
  assert.deepEqual(
    found.map(({ value }) => value.length),
    [CLUSTERS],
  )
  // What the last page ended with may be gone when the next one is asked for.
  const all = `${subscription}/providers/${AKS}${VERSION}`
  const first = await get(all)
  const gone = `${first.value.at(-1)!.id}${VERSION}`
  assert.equal((await owner.send('DELETE', gone)).status, 202)
  while ((await owner.send('GET', gone)).status !== 404) await new Promise(setImmediate)
  const second = await get(pathOf(first.nextLink!))
  const names = new Set(first.value.map(({ id }) => id))
  assert.ok(second.value.every(({ id }) => !names.has(id)))
  assert.equal(second.value.length, 100)
})

test('all resources come in pages as large as the client wants them', async () => {
  const every = `${subscription}/resources?api-version=2022-12-01`
  const [whole] = await pages(every)
  const parts = await pages(`${every}&$top=90`)
  assert.deepEqual(
    parts.flatMap(({ value }) => value),
    whole!.value,
  )
  assert.deepEqual(
    parts.slice(0, -1).map(({ value }) => value.length),
    [90, 90],
  )
  const some = await pages(`${every}&$top=50&$filter=substringof('c1',name)`)
  const wanted = whole!.value.filter(({ name }) => name.includes('c1'))
  assert.deepEqual(
    some.flatMap(({ value }) => value.map(({ id }) => id)),
    wanted.map(({ id }) => id),
  )
  const inGroup = await pages(
    `${subscription}/resourceGroups/a/resources?api-version=2022-12-01&$top=40`,
  )
  assert.ok(inGroup.length >= 2)
  for (const { value } of inGroup) {
    for (const { id } of value) assert.match(id, /\/resourcegroups\/a\//i)
  }
})

test('groups come in pages too', async () => {
  const groups = `${subscription}/resourcegroups?api-version=2022-12-01`
  const [whole] = await pages(groups)
  const parts = await pages(`${groups}&$top=1`)
  assert.deepEqual(
    parts.flatMap(({ value }) => value.map(({ name }) => name)),
    whole!.value.map(({ name }) => name),
  )
})

test('a token that was altered, is of another list, or is none at all, is refused', async () => {
  const clusters = `${subscription}/providers/${AKS}${VERSION}`
  const { nextLink } = await get(clusters)
  const token = new URL(nextLink!).searchParams.get('$skiptoken')!
  const other = token.startsWith('A') ? 'B' : 'A'
  const forged = [
    other + token.slice(1),
    token.slice(0, -1),
    `${token}AAAA`,
    Buffer.from(`${subscription}/resourcegroups/b`).toString('base64url'),
    'AAAA',
    '!!',
    'A'.repeat(7_000),
  ]
  const lists = [
    ...forged.map((text) => `${clusters}&$skiptoken=${text}`),
    `${subscription}/resources?api-version=2022-12-01&$skiptoken=${token}`,
    `${subscription}/resourcegroups?api-version=2022-12-01&$skiptoken=${token}`,
    `${subscription}/providers/Microsoft.ScVmm/clouds?api-version=2023-10-07&$skiptoken=${token}`,
    `${subscription}/resourceGroups/b/providers/${AKS}${VERSION}&$skiptoken=${token}`,
  ]
  for (const list of lists) {
    const { status, text } = await owner.send('GET', list)
    assert.equal(status, 400, list)
    assert.equal((JSON.parse(text) as { error: { code: string } }).error.code, 'InvalidSkipToken')
  }
})
