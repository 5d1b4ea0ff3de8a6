// What Azure has of a provider beside what is here is 501 by its name; what Azure has not is a 404.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLazuli } from '#library/lazuli.ts'
import { accessToken } from '../../../src/cli/client.ts'
import { rawCall } from '../server/raw-call.ts'

const UNSERVED = [
  ['GET', 'Microsoft.ContainerService/fleets/f', '2025-03-01'],
  ['PUT', 'Microsoft.ContainerService/fleets/f/members/m', '2025-03-01'],
  ['GET', 'Microsoft.ContainerService/openShiftManagedClusters/c', '2019-04-30'],
  ['PUT', 'Microsoft.ContainerService/managedClusters/c/identityBindings/b', '2026-08-01'],
  ['PUT', 'Microsoft.HybridCompute/machines/m/extensions/e', '2024-07-10'],
  ['POST', 'Microsoft.HybridCompute/machines/m/installPatches', '2024-07-10'],
  ['GET', 'Microsoft.HybridCompute/licenses/l', '2024-07-10'],
  ['GET', 'Microsoft.Storage/storageAccounts/s/queueServices/default/queues', '2023-01-01'],
] as const

test('types of our own providers that Azure has are told from those that it has not', async (t) => {
  const server = await createLazuli()
  t.after(() => server.stop())
  const { arm: origin, subscriptionId, resourceGroup } = server.ready
  const token = await accessToken(server.ready, 'https://management.azure.com/')
  const providers = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers`
  const call = async (method: string, rest: string, version: string) => {
    const path = `${providers}/${rest}?api-version=${version}`
    const body = method === 'GET' ? '' : '{}'
    const { status, text } = await rawCall(server.ready, { origin, method, path, token, body })
    // AKS has its errors without an envelope.
    const said = JSON.parse(text) as { code?: string; error?: { code: string } }
    return { status, text, code: said.error?.code ?? said.code }
  }
  for (const [method, rest, version] of UNSERVED) {
    const { status, text, code } = await call(method, rest, version)
    assert.deepEqual([status, code], [501, 'NotImplemented'], `${method} ${rest} ${text}`)
    const types = rest.split('/').filter((_, place) => place % 2 === 1)
    assert.ok(text.includes(types.join('/')), text)
  }
  for (const rest of ['Microsoft.ContainerService/boats/b', 'Microsoft.Batch/boats/b']) {
    assert.deepEqual((await call('GET', rest, '2024-07-01')).code, 'InvalidResourceType')
  }
})
