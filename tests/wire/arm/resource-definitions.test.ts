// Resource Manager reads the outermost members of every resource's body itself, and refuses what no
// resource has, whatever the provider would say.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'
import { isResourceBody } from '#server/contract/resource-definition.ts'
import { accessToken } from '../../../src/cli/client.ts'
import { rawCall } from '../server/raw-call.ts'

let server: Lazuli
let token: string
before(async () => {
  server = await createLazuli({ timeScale: 1e6, hypervisor: 'simulated' })
  token = await accessToken(server.ready, 'https://management.azure.com/')
})
after(() => server.stop())

const STRAY = '{"location":"westeurope","colour":"red"}'
const WORDS =
  "The request content was invalid and could not be deserialized: 'Could not find member 'colour' on object of type 'ResourceDefinition'. Path 'colour', line 1, position 34.'."

const NAMES: Readonly<Record<string, string>> = {
  poolName: 'pool',
  agentPoolName: 'pool',
  applicationName: 'app',
  certificateName: `sha1-${'0'.repeat(40)}`,
  accountName: 'lazuli',
  configName: 'default',
  inventoryItemResourceName: '00000000-0000-4000-8000-000000000001',
}

test('of every resource of every provider, in its newest version', async (t) => {
  const { subscriptionId } = server.ready
  const send = (method: string, path: string, body: string) =>
    rawCall(server.ready, { origin: server.ready.arm, method, path, token, body })
  const machine = `subscriptions/${subscriptionId}/resourceGroups/lazuli/providers/Microsoft.HybridCompute/machines/m`
  const made = await send(
    'PUT',
    `/${machine}?api-version=2023-10-03-preview`,
    '{"location":"westeurope","kind":"SCVMM"}',
  )
  assert.ok(made.status < 300, made.text)
  let tried = 0
  const routes = server.services
    .filter(({ plane, namespace }) => plane === 'arm' && namespace !== undefined)
    .flatMap(({ routes }) => routes)
    .filter(({ method, path }) => isResourceBody(method.toUpperCase(), path))
  for (const { method, path, versions } of routes) {
    const at = path.replace(/\{([^}]+)\}/g, (_, name: string) => {
      if (name === 'subscriptionId') return subscriptionId
      if (name === 'resourceGroupName') return 'lazuli'
      return name === 'resourceUri' ? machine : (NAMES[name] ?? 'one')
    })
    const versioned = `${at}?api-version=${versions.at(-1)}`
    const { status, text } = await send(method.toUpperCase(), versioned, STRAY)
    const { error } = JSON.parse(text) as { error: { code: string; message: string } }
    assert.deepEqual([status, error.code], [400, 'InvalidRequestContent'], `${at} ${text}`)
    assert.equal(error.message, WORDS)
    tried++
  }
  t.diagnostic(`${tried} operations`)
  assert.ok(tried > 40, String(tried))
})

test('a member that every resource may have hides none below that its type lacks', async () => {
  const { subscriptionId, resourceGroup } = server.ready
  const providers = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers`
  const paths = [
    `${providers}/Microsoft.ScVmm/clouds/one?api-version=2023-10-07`,
    `${providers}/Microsoft.HybridCompute/machines/one?api-version=2022-11-10`,
    `${providers}/Microsoft.Storage/storageAccounts/storage1?api-version=2023-01-01`,
    `${providers}/Microsoft.ContainerService/managedClusters/one?api-version=2024-05-01`,
    `${providers}/Microsoft.Batch/batchAccounts/account1?api-version=2024-07-01`,
  ]
  for (const path of paths) {
    for (const outermost of ['etag', 'comments', 'dependsOn', 'apiVersion']) {
      const resource = { location: 'westeurope', sku: { name: 'Standard_LRS' }, kind: 'StorageV2' }
      const body = JSON.stringify({ [outermost]: null, ...resource, properties: { colour: 1 } })
      const { status, text } = await rawCall(server.ready, {
        ...{ origin: server.ready.arm, method: 'PUT', path, token, body },
      })
      assert.equal(status, 400, `${path} ${text}`)
    }
  }
})
