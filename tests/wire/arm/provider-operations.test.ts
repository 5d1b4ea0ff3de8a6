// What every provider says that roles can allow: `GET /providers/{namespace}/operations`.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createLazuli } from '#library/lazuli.ts'
import { actionOf } from '#server/stages/authorize.ts'
import { accessToken } from '../../../src/cli/client.ts'
import { contracts, operationsOf } from '../../security/parts/contracts.ts'

async function start(t: TestContext) {
  const server = await createLazuli({ timeScale: 1e6, hypervisor: 'simulated' })
  t.after(() => server.stop())
  const token = await accessToken(server.ready, 'https://management.azure.com/')
  const one = async (path: string): Promise<{ readonly status: number; readonly body: object }> => {
    const url = new URL(path, server.ready.arm.replace('https:', 'http:'))
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
    return { status: answer.status, body: (await answer.json()) as object }
  }
  const get = async (path: string) => {
    const { status, body } = await one(path)
    assert.equal(status, 200, path)
    return (body as { value: unknown[] }).value
  }
  return { get, one }
}

interface Listed {
  readonly namespace: string
  readonly resourceTypes: readonly { readonly apiVersions: readonly string[] }[]
}

test('each provider lists its operations, each once and by its whole name', async (t) => {
  const { get } = await start(t)
  const providers = (await get('/providers?api-version=2021-04-01')) as Listed[]
  let counted = 0
  for (const { namespace, resourceTypes } of providers) {
    const versions = new Set(resourceTypes.flatMap(({ apiVersions }) => apiVersions))
    for (const version of [...versions].slice(0, 2)) {
      const found = await get(`/providers/${namespace}/operations?api-version=${version}`)
      const names = (found as { name: string }[]).map(({ name }) => name)
      assert.ok(names.length > 0, namespace)
      assert.equal(new Set(names).size, names.length, `${namespace}: one comes twice`)
      for (const name of names) {
        assert.match(name, /^Microsoft\.\w+\/.+\/(read|write|delete|action)$/i)
        assert.ok(name.startsWith(`${namespace}/`), name)
      }
      counted += names.length
    }
  }
  t.diagnostic(`${counted} operations of ${providers.length} providers`)
  assert.ok(providers.length >= 7)
})

/** What stands in a path for a scope or a namespace; other parameters stand for themselves. */
const NAMES: Readonly<Record<string, string>> = {
  scope: 'subscriptions/s',
  resourceUri: 'subscriptions/s/resourceGroups/g/providers/Microsoft.HybridCompute/machines/m',
  resourceProviderNamespace: 'Microsoft.Batch',
  resourceId: 'subscriptions/s/resourceGroups/g/providers/Microsoft.Batch/batchAccounts/a',
}

interface Metadata {
  readonly id: string
  readonly name: string
  readonly operations: readonly { readonly name: string }[]
  readonly resourceTypes: readonly {
    readonly name: string
    readonly operations: readonly { readonly name: string; readonly displayName: string }[]
  }[]
}

const LISTS = '/providers/Microsoft.Authorization/providerOperations'

test('every operation of every contract of Resource Manager has its action in a list', async (t) => {
  const { get } = await start(t)
  const all = (await get(`${LISTS}?api-version=2022-04-01&$expand=resourceTypes`)) as Metadata[]
  const listed = new Set(
    all.flatMap(({ operations, resourceTypes }) =>
      [...operations, ...resourceTypes.flatMap((type) => type.operations)].map(({ name }) =>
        name.toLowerCase(),
      ),
    ),
  )
  const newest = new Map(contracts.map(({ name, document }) => [name.split('/')[0]!, document]))
  const missing = new Set<string>()
  let reached = 0
  for (const [service, document] of newest) {
    if (['batch', 'graph', 'lazuli'].includes(service)) continue
    for (const { method, path } of operationsOf(document)) {
      const called = path.replace(/\{(\w+)\}/g, (_, name: string) => NAMES[name] ?? name)
      const demand = actionOf(method, called, path)
      if (!demand) continue
      reached++
      if (!listed.has(demand.action.toLowerCase())) missing.add(demand.action)
    }
  }
  t.diagnostic(`${reached} operations`)
  assert.deepEqual([...missing], [])
  assert.ok(reached > 200)
})

test('what roles can allow is listed by provider and type, as az asks for it', async (t) => {
  const { get, one } = await start(t)
  const all = (await get(`${LISTS}?api-version=2022-04-01&$expand=resourceTypes`)) as Metadata[]
  for (const { id, name, operations, resourceTypes } of all) {
    assert.equal(id, `${LISTS}/${name}`)
    const [plain, short] = await Promise.all([
      one(`${id.toLowerCase()}?api-version=2018-01-01-preview&$expand=resourcetypes`),
      one(`${id}?api-version=2022-04-01`),
    ])
    assert.deepEqual(plain.body, { ...plain.body, name, operations, resourceTypes })
    assert.deepEqual((short.body as Metadata).resourceTypes, [])
    for (const type of resourceTypes) {
      assert.ok(type.operations.length > 0)
      for (const operation of type.operations) {
        assert.ok(operation.name.startsWith(`${name}/${type.name}/`), operation.name)
        assert.ok(operation.displayName)
      }
    }
  }
  assert.ok(all.length >= 7)
  assert.equal((await one(`${LISTS}/Microsoft.None?api-version=2022-04-01`)).status, 404)
  assert.equal((await one(`${LISTS}?api-version=2022-04-01&$expand=x`)).status, 400)
})
