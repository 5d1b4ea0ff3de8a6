// Whatever is sent to whichever operation of any contract: an answer in the service's own shape,
// never a 500, never a stack trace, never a hang. The seed is printed when a run fails.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import type { Service } from '#kernel/service.ts'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'
import { accessToken } from '../../../src/cli/client.ts'
import { type RawAnswer, rawCall } from './raw-call.ts'

const RUNS = Number(process.env.FUZZ_RUNS ?? 400)

let server: Lazuli
let token: string
before(async () => {
  server = await createLazuli({ timeScale: 1e6, hypervisor: 'simulated' })
  token = await accessToken(server.ready, 'https://management.azure.com/')
})
after(() => server.stop())

const name = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('c1', 'pool1', 'default', 'a-b_c') },
  { weight: 1, arbitrary: fc.string({ maxLength: 80 }).map(encodeURIComponent) },
  { weight: 1, arbitrary: fc.constantFrom('..', '%2e%2e', '%00', '%E0%A4', 'x'.repeat(300), '-') },
)

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, 0, -1, 1e308, '', 'Standard_DS2_v2', 'westeurope', '1.29', 'P1D'),
    fc.string({ maxLength: 20 }),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(
    fc.constantFrom(
      ...[
        'location',
        'properties',
        'tags',
        'identity',
        'type',
        'agentPoolProfiles',
        'name',
        'count',
      ],
      ...['dnsPrefix', 'sku', 'extendedLocation', 'credentials', 'fqdn', 'port', 'id', 'vmSize'],
      ...['kubernetesVersion', 'networkProfile', 'powerState', 'code', 'poolInfo', 'commandLine'],
      ...[
        'hardwareProfile',
        'osProfile',
        'infrastructureProfile',
        'command',
        '__proto__',
        'constructor',
      ],
    ),
    tie('value'),
    { maxKeys: 8 },
  ),
}))

/** Deep enough to end a program that takes a value apart by recursion. */
const nest = '['.repeat(20_000) + ']'.repeat(20_000)
const deep = ['location', 'tags', 'properties', 'id'].map((name) => `{"${name}":${nest}}`)

const body = fc.oneof(
  { weight: 5, arbitrary: json.object.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.string({ maxLength: 50 }) },
  { weight: 1, arbitrary: fc.constantFrom('', '{', 'null', '[]', '"x"', '{"a":1}{"b":2}') },
  { weight: 1, arbitrary: fc.constantFrom('['.repeat(20_000), `"${'x'.repeat(5_000_000)}"`) },
  { weight: 1, arbitrary: fc.constantFrom(...deep) },
)

const call = (services: readonly Service[]) =>
  fc.record({
    service: fc.constantFrom(...services.map((service) => service.name)),
    pick: fc.nat(),
    names: fc.array(name, { minLength: 8, maxLength: 8 }),
    query: fc.oneof(
      fc.constant(''),
      fc.constantFrom(
        '&$filter=x',
        "&$filter=name%20eq%20'a'",
        '&$top=-1',
        '&$skiptoken=%00',
        '&timeout=x',
      ),
    ),
    version: fc.oneof(
      { weight: 9, arbitrary: fc.constant('') },
      { weight: 1, arbitrary: fc.string() },
    ),
    body,
  })

/** The group and the account that all calls need are not to be deleted: ARM's own calls name others. */
function pathOf(path: string, names: readonly string[], group: string): string {
  let at = 0
  const { subscriptionId } = server.ready
  return path.replace(/\{([^}]+)\}/g, (_, parameter: string) => {
    if (parameter === 'subscriptionId') return subscriptionId
    if (/^resourceGroup(Name)?$/.test(parameter)) return group
    if (parameter === 'location') return 'westeurope'
    const machine = `subscriptions/${subscriptionId}/resourceGroups/lazuli/providers/Microsoft.HybridCompute/machines/c1`
    if (/^(resourceUri|scope|resourceId)$/.test(parameter)) return machine
    return names[at++ % names.length]!
  })
}

function assertAnswered(answer: RawAnswer, what: string): void {
  assert.ok(answer.status !== 500 && answer.status > 0, `${what}: ${answer.status} ${answer.text}`)
  assert.doesNotMatch(answer.text, /\n\s+at |node:internal|\.ts:\d+/, what)
  if (answer.status < 400 || answer.text === '') return
  const said = JSON.parse(answer.text) as { error?: { code?: unknown }; code?: unknown }
  assert.equal(typeof (said.error?.code ?? said.code), 'string', `${what}: ${answer.text}`)
}

test('no call to any operation breaks the server', { timeout: 300_000 }, async (t) => {
  const reached = new Set<string>()
  await fc.assert(
    fc.asyncProperty(call(server.services), async (chosen) => {
      const service = server.services.find((one) => one.name === chosen.service)!
      const route = service.routes[chosen.pick % service.routes.length]!
      reached.add(route.operationId)
      const version = chosen.version || route.versions.at(-1)!
      const path = `${pathOf(route.path, chosen.names, service.name === 'arm' ? 'other' : 'lazuli')}?api-version=${encodeURIComponent(version)}${chosen.query}`
      const origin = service.plane === 'data' ? server.ready.batch!.endpoint : server.ready.arm
      const answer = await rawCall(server.ready, {
        origin,
        method: route.method.toUpperCase(),
        path,
        token,
        body: chosen.body,
      })
      assertAnswered(answer, `${route.method} ${path}`)
    }),
    { numRuns: RUNS },
  )
  const all = server.services.reduce((sum, { routes }) => sum + routes.length, 0)
  t.diagnostic(`${reached.size} of ${all} operations`)
})
