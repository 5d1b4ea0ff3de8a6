// A group with something of every provider, and with what lives below their resources, as a template.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'
import { accessToken } from '../../../src/cli/client.ts'
import { rawCall } from '../server/raw-call.ts'

let server: Lazuli
let token: string
before(async () => {
  server = await createLazuli({ timeScale: 1e6, hypervisor: 'simulated', nodes: 'simulated' })
  token = await accessToken(server.ready, 'https://management.azure.com/')
})
after(() => server.stop())

const location = 'westeurope'
const extendedLocation = {
  type: 'customLocation',
  name: '/providers/Microsoft.ExtendedLocation/customLocations/c',
}
const cluster = 'Microsoft.ContainerService/managedClusters/one'
const account = 'Microsoft.Storage/storageAccounts/one1'

/** Each after what it is below. */
const MADE: readonly (readonly [path: string, version: string, body: object])[] = [
  [
    cluster,
    '2024-05-01',
    {
      location,
      identity: { type: 'SystemAssigned' },
      properties: {
        dnsPrefix: 'x',
        agentPoolProfiles: [{ name: 'np', count: 1, vmSize: 'Standard_DS2_v2', mode: 'System' }],
      },
    },
  ],
  [
    `${cluster}/maintenanceConfigurations/default`,
    '2024-05-01',
    { properties: { timeInWeek: [{ day: 'Monday', hourSlots: [1] }] } },
  ],
  [account, '2023-05-01', { location, kind: 'StorageV2', sku: { name: 'Standard_LRS' } }],
  [`${account}/blobServices/default/containers/one1`, '2023-05-01', { properties: {} }],
  [`${account}/fileServices/default/shares/one1`, '2023-05-01', { properties: {} }],
  ['Microsoft.Batch/batchAccounts/one', '2024-02-01', { location, properties: {} }],
  ['Microsoft.HybridCompute/machines/one', '2024-07-10', { location, kind: 'SCVMM' }],
  [
    'Microsoft.ScVmm/vmmServers/one',
    '2023-10-07',
    {
      ...{ location, extendedLocation },
      properties: { fqdn: 'a.b', credentials: { username: 'u', password: 'p' } },
    },
  ],
  [
    'Microsoft.ScVmm/availabilitySets/one',
    '2023-10-07',
    { location, extendedLocation, properties: { availabilitySetName: 'one' } },
  ],
]

test('a group is written with all that is in it', async (t) => {
  const { ready } = server
  const group = `/subscriptions/${ready.subscriptionId}/resourceGroups/${ready.resourceGroup}`
  const send = (method: string, path: string, body: object) =>
    rawCall(ready, { origin: ready.arm, method, path, token, body: JSON.stringify(body) })
  for (const [path, version, body] of MADE) {
    const where = `${group}/providers/${path}?api-version=${version}`
    let made = await send('PUT', where, body)
    // What is above it may still be on its way.
    for (let tries = 0; tries < 50 && (made.status === 404 || made.status === 409); tries++) {
      await new Promise((resolve) => setTimeout(resolve, 20))
      made = await send('PUT', where, body)
    }
    assert.ok(made.status < 300, `${path}: ${made.status} ${made.text}`)
  }
  const all = { resources: ['*'] }
  const answer = await send('POST', `${group}/exportTemplate?api-version=2021-04-01`, all)
  assert.equal(answer.status, 200, answer.text)
  type Written = { readonly type: string; readonly name: string; readonly properties?: object }
  const { template } = JSON.parse(answer.text) as { template: { resources: readonly Written[] } }
  const types = new Set(template.resources.map(({ type }) => type.toLowerCase()))
  const wanted = MADE.map(([path]) =>
    path
      .split('/')
      .filter((_, at) => at === 0 || at % 2 === 1)
      .join('/')
      .toLowerCase(),
  )
  assert.deepEqual(
    wanted.filter((type) => !types.has(type)),
    [],
  )
  for (const { type, name, properties } of template.resources) {
    assert.ok(properties, `${type} ${name}`)
  }
  assert.doesNotMatch(answer.text, /"password"/)
  t.diagnostic(`${template.resources.length} resources of ${types.size} types`)
})
