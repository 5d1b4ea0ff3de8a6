// What previews of AKS take and refuse, and which values single api-versions know.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  compatibleVersions,
  knownPreviews,
} from '#containerservice/provider/compatible-versions.ts'
import { memberVersions } from '#containerservice/provider/member-versions.ts'
import { previewVersions } from '#containerservice/provider/preview-versions.ts'
import type { Schema } from '#server/prune.ts'
import { contracts } from '../../../security/parts/contracts.ts'
import { clusterBody, World } from '../containerservice-world.ts'

const NEWEST = '2026-08-01'
const schemas: Readonly<Record<string, Schema>> = contracts.find(
  ({ name }) => name === `containerservice/${NEWEST}`,
)!.document.components!.schemas!

let world: World
before(async () => {
  world = await World.start()
})
after(() => world.close())

/** One step to a schema: the members that lead to it from the body of a cluster. */
type Way = readonly string[]

/** How each object below a schema is reached, the shortest way first. */
function waysFrom(root: string): Map<string, Way> {
  const ways = new Map<string, Way>([[root, []]])
  const queue = [root]
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    for (const [member, schema] of Object.entries(schemas[name]!.properties ?? {})) {
      const target = targetOf(schema)
      if (target === undefined || ways.has(target) || readOnly(schema)) continue
      ways.set(target, [...ways.get(name)!, member])
      queue.push(target)
    }
  }
  return ways
}

const readOnly = (schema: Schema): boolean => (schema as { readOnly?: boolean }).readOnly === true

function targetOf(schema: Schema): string | undefined {
  const ref = schema.$ref ?? schema.allOf?.[0]?.$ref ?? schema.items?.$ref
  return ref?.split('/').at(-1)
}

const isList = (name: string, member: string): boolean =>
  schemas[name]!.properties![member]!.items !== undefined

/** A cluster's body with `value` as `member` of the object that the way leads to. */
function bodyWith(way: Way, member: string, value: unknown): unknown {
  const body: Record<string, unknown> = structuredClone({ ...clusterBody() })
  let at = body
  let name = 'ManagedCluster'
  for (const step of way) {
    const inner = targetOf(schemas[name]!.properties![step]!)!
    const wasList = isList(name, step)
    const known = at[step]
    const next = (wasList ? (known as unknown[] | undefined)?.[0] : known) ?? {}
    at[step] = wasList ? [next] : next
    at = next as Record<string, unknown>
    name = inner
  }
  at[member] = value
  return body
}

async function unknownOf(version: string, body: unknown): Promise<string | undefined> {
  const path = `?api-version=${version}`
  const answer = await world.cluster<{ message?: string }>('PUT', 'never', path, body)
  if (answer.status < 300) await world.cluster('DELETE', 'never')
  await world.settle()
  return /unknown field "(\w+)"/.exec(answer.body.message ?? '')?.[1]
}

test('each known preview refuses what none has, wherever it stands', async (t) => {
  let tried = 0
  const ways = [...waysFrom('ManagedCluster')].filter(
    ([name, way]) => schemas[name]!.properties && way.length > 0,
  )
  for (const [index, [, way]] of ways.entries()) {
    const version = knownPreviews[index % knownPreviews.length]!
    const refused = await unknownOf(version, bodyWith(way, 'colour', 'red'))
    // Where the preview does not have what leads there, that is refused.
    assert.ok(refused && [...way, 'colour'].includes(refused), `${way.join('.')}: ${refused}`)
    tried++
  }
  t.diagnostic(`${tried} objects of a cluster, in ${knownPreviews.length} previews`)
  assert.ok(tried > 60)
})

test('a member is refused by the previews before the one that brought it', async (t) => {
  let tried = 0
  let members = 0
  const ways = waysFrom('ManagedCluster')
  for (const [name, since] of Object.entries(previewVersions.since)) {
    members += Object.keys(since).length
    const way = ways.get(name)
    if (!way) continue
    for (const [member, first] of Object.entries(since)) {
      const before = knownPreviews[knownPreviews.indexOf(first) - 1]!
      // `null` is not there, yet it is named.
      const body = bodyWith(way, member, {})
      assert.equal(await unknownOf(before, body), member, `${name}.${member} in ${before}`)
      assert.notEqual(await unknownOf(first, body), member, `${name}.${member} in ${first}`)
      tried++
    }
  }
  t.diagnostic(`${tried} of ${members} members are tried`)
  assert.ok(tried > 40, String(tried))
})

test('what previews have beside the contracts is read over by them alone', async (t) => {
  let tried = 0
  let members = 0
  const ways = waysFrom('ManagedCluster')
  for (const [name, beside] of Object.entries(previewVersions.beside!)) {
    members += Object.keys(beside).length
    const way = ways.get(name)
    if (!way) continue
    for (const [member, first] of Object.entries(beside)) {
      const body = bodyWith(way, member, { any: 1 })
      assert.equal(await unknownOf(first, body), undefined, `${name}.${member} in ${first}`)
      assert.equal(await unknownOf(NEWEST, body), member, `${name}.${member}`)
      tried++
    }
  }
  t.diagnostic(`${tried} of ${members} members are tried`)
  assert.ok(tried > 40, String(tried))
})

test('one between two known previews is answered as the later', async () => {
  const between = ['2024-09-02-preview', '2025-04-02-preview', '2025-07-02-preview']
  for (const version of between) {
    assert.ok(!knownPreviews.includes(version))
    const body = bodyWith(['properties'], 'colour', 'red')
    assert.equal(await unknownOf(version, body), 'colour', version)
  }
})

test('a value is refused by the versions before the one that brought it', async (t) => {
  let tried = 0
  let values = 0
  const ways = waysFrom('ManagedCluster')
  const places = [...ways].flatMap(([name, way]) =>
    Object.entries(schemas[name]!.properties ?? {})
      .filter(([, schema]) => !readOnly(schema) && schema.items === undefined)
      .map(([member, schema]) => ({ way, member, of: targetOf(schema) })),
  )
  for (const [table, versions] of [
    [memberVersions, [...compatibleVersions, NEWEST].sort()],
    [previewVersions, knownPreviews],
  ] as const) {
    for (const [of, since] of Object.entries(table.values)) {
      values += Object.keys(since).length
      const place = places.find((one) => one.of === of)
      if (!place) continue
      for (const [value, first] of Object.entries(since)) {
        // The one that came with a new name of an old value.
        if (of === 'ManagedClusterSKUName' && value === 'Base') continue
        const before = versions.findLast((version) => version < first)!
        const body = bodyWith(place.way, place.member, value)
        const path = `?api-version=${before}`
        const { status, body: answer } = await world.cluster<{ code: string; message: string }>(
          'PUT',
          'never',
          path,
          body,
        )
        const what = `${value} of ${place.member} in ${before}: ${JSON.stringify(answer)}`
        if (status < 300) {
          // The member itself came later still, and is read over.
          await world.cluster('DELETE', 'never')
          await world.settle()
          assert.ok(!isThere(place, before), what)
          continue
        }
        const known = ['InvalidParameter', 'UnmarshalError']
        assert.ok(status === 400 && known.includes(answer.code), what)
        tried++
      }
    }
  }
  t.diagnostic(`${tried} of ${values} values are refused before they came`)
  assert.ok(tried > 20, String(tried))
})

/** Whether a member was there by then, on the way that leads to it. */
function isThere({ way, member }: { way: Way; member: string }, version: string): boolean {
  let name = 'ManagedCluster'
  for (const step of [...way, member]) {
    if ((memberVersions.since[name]?.[step] ?? '') > version) return false
    name = targetOf(schemas[name]!.properties![step]!) ?? name
  }
  return true
}

test('a word of older versions is taken by them', async () => {
  const body = { ...clusterBody(), sku: { name: 'Basic', tier: 'Free' } }
  const made = await world.cluster('PUT', 'older', '?api-version=2022-09-01', body)
  assert.equal(made.status, 201, JSON.stringify(made.body))
  await world.settle()
  const skuIn = async (version: string) =>
    (await world.cluster('GET', 'older', `?api-version=${version}`)).body.sku?.name
  assert.deepEqual([await skuIn('2022-09-01'), await skuIn('2023-01-01')], ['Basic', 'Base'])
})

test('a value that a version does not know is left out of its answers', async () => {
  await world.clusterAtRest('shown', { networkProfile: { networkPlugin: 'azure' } })
  const policyIn = async (version: string) =>
    (await world.cluster('GET', 'shown', `?api-version=${version}`)).body.properties!
      .networkProfile!.networkPolicy
  assert.deepEqual(
    [await policyIn('2024-02-01'), await policyIn('2024-05-01')],
    [undefined, 'none'],
  )
})
