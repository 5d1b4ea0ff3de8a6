// Members that a client names may be called as those that every object of JavaScript inherits.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import ts from 'typescript'
import { accessToken, call } from '#cli/client.ts'
import { createLazuli } from '#library/lazuli.ts'
import type { Schema } from '#server/prune.ts'
import { isTest, textOf as sourceOf, sources } from '../sources.ts'
import { rawCall } from '../wire/server/raw-call.ts'
import {
  bodyWith,
  contractOf,
  contracts,
  operationsOf,
  pathsTo,
  valueAt,
} from './parts/contracts.ts'

const NAMES = [...Object.getOwnPropertyNames(Object.prototype), 'prototype']
/** JSON text: an object of JavaScript loses `__proto__` when it is written down as one. */
const textOf = (names: readonly string[], value: string): string =>
  `{${names.map((name) => `${JSON.stringify(name)}:${value}`).join()}}`

const isMap = (schema: Schema): boolean =>
  typeof schema.additionalProperties === 'object' || schema.additionalProperties === true

/** Something that the map's schema lets stand as a value. */
function valueFor(schema: Schema, schemas: Readonly<Record<string, Schema>>): string {
  const extra = schema.additionalProperties
  if (typeof extra !== 'object') return '"v"'
  const real = extra.$ref ? schemas[extra.$ref.split('/').at(-1)!] : extra
  return real?.type === 'string' || !real?.type ? '"v"' : real.type === 'array' ? '[]' : '{}'
}

/** The maps that a document declares, wherever they stand. */
const mapsIn = (value: unknown): Schema[] =>
  typeof value === 'object' && value !== null
    ? [
        ...(isMap(value as Schema) ? [value as Schema] : []),
        ...Object.values(value).flatMap(mapsIn),
      ]
    : []

/** Models whose maps are not reached from bodies and good answers, and why. */
const UNREACHED: Readonly<Record<string, string>> = {
  ErrorAdditionalInfo: 'refusals alone have it',
  ManagedClusterAddonProfile: 'it is the value of a map itself',
  OptionalClaim: 'its member of the name additionalProperties is a list, and no map',
}

test('every map of every contract keeps such names, in bodies and in answers', (t) => {
  let reached = 0
  const found = new Set<Schema>()
  const inModels: (readonly [model: string, map: Schema])[] = []
  for (const { name, document } of contracts) {
    const schemas = document.components?.schemas ?? {}
    for (const [model, schema] of Object.entries(schemas)) {
      inModels.push(...mapsIn(schema).map((map) => [model, map] as const))
    }
    const habits = [
      {},
      { nullIsAbsent: true, emptyIsAbsent: true, valuesInAnyCase: true, objectsAsText: true },
      { int64AsText: true, leavesOutNull: true, valuesAsText: true },
    ]
    for (const contract of habits.map((one) => contractOf(document, one))) {
      for (const { id, body, answers } of operationsOf(document)) {
        const operation = contract.operation(id)
        const check = (schema: Schema, through: (value: unknown) => unknown) => {
          const seen: Schema[] = []
          const isNext = (one: Schema) => isMap(one) && seen.push(one) > 0
          for (const [i, path] of pathsTo(document, schema, isNext).entries()) {
            const text = textOf(NAMES, valueFor(seen[i]!, schemas))
            const sent = bodyWith(path, JSON.parse(text))
            const passed = JSON.parse(JSON.stringify(through(sent)))
            const kept = Object.keys(valueAt(path, passed) ?? {})
            assert.deepEqual(kept.sort(), [...NAMES].sort(), `${name} ${id} ${path.join('.')}`)
            found.add(seen[i]!)
            reached += 1
          }
        }
        if (body) check(body, (value) => operation.normalise(value))
        for (const { status, schema } of answers) {
          check(schema, (value) => operation.prune(status, value))
        }
      }
    }
  }
  const lacking = inModels.filter(([, map]) => !found.has(map)).map(([model]) => model)
  assert.deepEqual([...new Set(lacking)].sort(), Object.keys(UNREACHED).sort())
  t.diagnostic(`${found.size} of ${inModels.length} maps, ${reached} places`)
  assert.ok(reached > 1_000, `${reached} maps`)
})

const lazuli = await createLazuli({ timeScale: 1_000_000 })
after(() => lazuli.stop())
const { ready } = lazuli
const authorization = `Bearer ${await accessToken(ready, 'https://management.azure.com/')}`
const subscription = `/subscriptions/${ready.subscriptionId}`
const group = `${subscription}/resourceGroups/${ready.resourceGroup}`

async function send(method: string, path: string, text = ''): Promise<Record<string, unknown>> {
  const headers = { authorization, 'content-type': 'application/json' }
  const sent = text ? { headers, body: text } : { headers }
  const answer = await call(ready, method, path, sent)
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.body}`)
  return answer.body ? (JSON.parse(answer.body) as Record<string, unknown>) : {}
}

const TAGS = textOf(NAMES, '"v"')
const cluster = `${group}/providers/Microsoft.ContainerService/managedClusters/names`
const AKS = '?api-version=2024-05-01'
const ARM = '?api-version=2022-12-01'
const BATCH = '?api-version=2024-02-01'
const extendedLocation = '"extendedLocation":{"type":"customLocation","name":"/subscriptions/s/x"}'

test('tags of every kind of thing keep such names, when they are sent, changed and listed', async () => {
  const things: readonly [path: string, version: string, body: string, patch?: string][] = [
    [`${subscription}/resourceGroups/names`, ARM, '"location":"westeurope"'],
    [
      cluster,
      AKS,
      '"location":"westeurope","identity":{"type":"SystemAssigned"},"properties":{"dnsPrefix":"n",' +
        '"agentPoolProfiles":[{"name":"np","mode":"System","count":1,"vmSize":"Standard_D2s_v3"}]}',
    ],
    [`${group}/providers/Microsoft.Batch/batchAccounts/names`, BATCH, '"location":"westeurope"'],
    [
      `${group}/providers/Microsoft.ScVmm/vmmServers/names`,
      '?api-version=2023-10-07',
      `"location":"westeurope",${extendedLocation},"properties":{"fqdn":"vmm.example"}`,
    ],
    [
      `${group}/providers/Microsoft.HybridCompute/machines/names`,
      '?api-version=2023-04-25-preview',
      '"location":"westeurope","kind":"scvmm"',
    ],
  ]
  for (const [path, version, body] of things) {
    await send('PUT', `${path}${version}`, `{${body},"tags":${TAGS}}`)
    const read = async () => Object.keys((await send('GET', `${path}${version}`)).tags ?? {}).sort()
    assert.deepEqual(await read(), [...NAMES].sort(), path)
    await settled(`${path}${version}`)
    await send('PATCH', `${path}${version}`, `{"tags":${textOf(NAMES, '"w"')}}`)
    assert.deepEqual(await read(), [...NAMES].sort(), path)
  }
  const { value } = await send(
    'GET',
    `${subscription}/resources${ARM}&$filter=tagName eq 'constructor'`.replaceAll(' ', '%20'),
  )
  assert.ok((value as unknown[]).length >= 3)
})

/** Waits until nothing is under way at the resource. */
async function settled(path: string): Promise<void> {
  for (;;) {
    const { properties = {} } = await send('GET', path)
    const state = (properties as { provisioningState?: string }).provisioningState
    if (state === undefined || state === 'Succeeded') return
    assert.doesNotMatch(state, /Failed|Canceled/)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

test('the tags API merges, replaces and deletes such names', async () => {
  const at = `${subscription}/resourceGroups/names/providers/Microsoft.Resources/tags/default${ARM}`
  const names = async () => {
    const { properties } = await send('GET', at)
    return Object.keys((properties as { tags: object }).tags).sort()
  }
  const patch = (operation: string, tags: string) =>
    send('PATCH', at, `{"operation":"${operation}","properties":{"tags":${tags}}}`)
  await patch('Replace', '{"a":"b"}')
  assert.deepEqual(await names(), ['a'])
  await patch('Merge', TAGS)
  assert.deepEqual(await names(), ['a', ...NAMES].sort())
  await patch('Merge', textOf(NAMES, '"x"'))
  await patch('Delete', textOf(NAMES, '"x"'))
  assert.deepEqual(await names(), ['a'])
  for (const name of NAMES) await send('PUT', `${subscription}/tagNames/${name}${ARM}`)
  const { value } = await send('GET', `${subscription}/tagNames${ARM}`)
  const known = (value as { tagName: string }[]).map(({ tagName }) => tagName)
  for (const name of NAMES) assert.ok(known.includes(name), name)
})

test('labels and tags of pools keep such names', async () => {
  const labels = NAMES.filter((name) => /^[a-z]/i.test(name))
  const properties = `"count":1,"vmSize":"Standard_D2s_v3","mode":"User","nodeLabels":${textOf(labels, '"v"')},"tags":${TAGS}`
  const pool = `${cluster}/agentPools/labels${AKS}`
  await settled(`${cluster}${AKS}`)
  await send('PUT', pool, `{"properties":{${properties}}}`)
  const shown = (await send('GET', pool)).properties as { nodeLabels: object; tags: object }
  assert.deepEqual(Object.keys(shown.nodeLabels).sort(), labels.sort())
  assert.deepEqual(Object.keys(shown.tags).sort(), [...NAMES].sort())
  const { agentPoolProfiles } = (await send('GET', `${cluster}${AKS}`)).properties as {
    agentPoolProfiles: { name: string; nodeLabels?: object }[]
  }
  const inside = agentPoolProfiles.find(({ name }) => name === 'labels')
  assert.deepEqual(Object.keys(inside?.nodeLabels ?? {}).sort(), labels)
})

test('Batch keeps such names of metadata and settings', async () => {
  const pool = `${group}/providers/Microsoft.Batch/batchAccounts/lazuli/pools/names${BATCH}`
  const metadata = `[${NAMES.map((name) => `{"name":"${name}","value":"v"}`).join()}]`
  const image =
    '"deploymentConfiguration":{"virtualMachineConfiguration":{"imageReference":' +
    '{"publisher":"canonical","offer":"0001-com-ubuntu-server-jammy","sku":"22_04-lts","version":"latest"},' +
    '"nodeAgentSkuId":"batch.node.ubuntu 22.04"}}'
  const settings = `"startTask":{"commandLine":"true","environmentSettings":${metadata}}`
  await send(
    'PUT',
    pool,
    `{"properties":{"vmSize":"STANDARD_D2S_V3",${image},"metadata":${metadata},${settings}}}`,
  )
  const shown = (await send('GET', pool)).properties as {
    metadata: { name: string }[]
    startTask: { environmentSettings: { name: string }[] }
  }
  assert.deepEqual(shown.metadata.map(({ name }) => name).sort(), [...NAMES].sort())
  const kept = shown.startTask.environmentSettings.map(({ name }) => name)
  assert.deepEqual(kept.sort(), [...NAMES].sort())
})

test('such names in filters, paths and query strings are names of nothing, and no failure', async () => {
  const batchToken = `Bearer ${await accessToken(ready, 'https://batch.core.windows.net/')}`
  const graphToken = `Bearer ${await accessToken(ready, 'https://graph.microsoft.com/')}`
  const account = `${group}/providers/Microsoft.Batch/batchAccounts/${ready.batch!.account}`
  const data = '?api-version=2024-07-01.20.0'
  let tried = 0
  for (const name of NAMES) {
    const compared = encodeURIComponent(`${name} eq 'x'`)
    const calls: readonly (readonly [origin: string, bearer: string, path: string])[] = [
      ...['resources', 'resourceGroups', 'providers', 'tagNames'].flatMap((list) =>
        [`$filter=${compared}`, `$expand=${name}`, `$skiptoken=${name}`, `${name}=1`].map(
          (query) => [ready.arm, authorization, `${subscription}/${list}${ARM}&${query}`] as const,
        ),
      ),
      [ready.arm, authorization, `${subscription}/providers/${name}${ARM}`],
      [ready.arm, authorization, `${subscription}/providers/${name}/${name}/${name}${ARM}`],
      [ready.arm, authorization, `${group}/${name}${ARM}`],
      [ready.arm, authorization, `${account}/${name}${BATCH}`],
      [ready.arm, authorization, `${account}/pools${BATCH}&$filter=${compared}`],
      [ready.arm, authorization, `${account}/pools${BATCH}&$select=${name}`],
      ...['roleAssignments', 'roleDefinitions', 'locks'].map(
        (type) =>
          [
            ready.arm,
            authorization,
            `${group}/providers/Microsoft.Authorization/${type}?api-version=2022-04-01&$filter=${compared}`,
          ] as const,
      ),
      ...['pools', 'jobs', 'jobschedules', 'supportedimages', name].flatMap((list) =>
        [`$filter=${compared}`, `$select=${name}`, `$expand=${name}`, `${name}=1`].map(
          (query) => [ready.batch!.endpoint, batchToken, `/${list}${data}&${query}`] as const,
        ),
      ),
      ...['users', 'groups', 'applications', 'servicePrincipals', name].flatMap((list) =>
        [`$filter=${compared}`, `$select=${name}`, `$orderby=${name}`, `${name}=1`].map(
          (query) => [ready.arm, graphToken, `/graph/v1.0/${list}?${query}`] as const,
        ),
      ),
    ]
    for (const [origin, bearer, path] of calls) {
      const [, token] = bearer.split(' ') as [string, string]
      const answer = await rawCall(ready, { origin, method: 'GET', path, token, body: '' })
      assert.ok(
        answer.status < 500 || answer.status === 501,
        `${path}: ${answer.status} ${answer.text}`,
      )
      tried++
    }
  }
  assert.ok(tried > 500, String(tried))
})

/** Names that are our own, whatever a client says. */
const OURS = ['event.type', 'name in utils']

test('no name that is not written out in the code is looked for by `in`', () => {
  const found: string[] = []
  for (const file of sources.filter((one) => !isTest(one))) {
    const text = sourceOf(file)
    if (!/[\w\])] in /.test(text)) continue
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
    const visit = (node: ts.Node): void => {
      if (
        ts.isBinaryExpression(node) &&
        node.operatorToken.kind === ts.SyntaxKind.InKeyword &&
        !ts.isStringLiteral(node.left) &&
        !OURS.some((ours) => node.getText().startsWith(ours))
      ) {
        found.push(`${file}: ${node.getText()}`)
      }
      ts.forEachChild(node, visit)
    }
    visit(source)
  }
  assert.deepEqual(found, [])
})
