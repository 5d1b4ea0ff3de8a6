// What the README tells a newcomer to send, as it stands there, to a server of one's own.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { accessToken, admin, call } from '#cli/client.ts'
import { createLazuli } from '#library/lazuli.ts'

test('held as the README says, a cluster stays as it is until it is released', async (t) => {
  const { ready, stop } = await createLazuli({ timeScale: 1_000_000 })
  t.after(stop)
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')
  const [, rules] = /\/lazuli\/pacing \\\n +-d "'(.*)'"/.exec(readme) ?? []
  assert.ok(rules)
  await admin(ready, '/lazuli/pacing', { method: 'PUT', body: rules.replaceAll('\\"', '"') })
  const token = await accessToken(ready, 'https://management.azure.com/')
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const url = `/subscriptions/${ready.subscriptionId}/resourceGroups/${ready.resourceGroup}/providers/Microsoft.ContainerService/managedClusters/demo?api-version=2024-05-01`
  const properties = {
    dnsPrefix: 'demo',
    agentPoolProfiles: [{ name: 'pool1', mode: 'System', count: 1 }],
  }
  const identity = { type: 'SystemAssigned' }
  const body = JSON.stringify({ location: ready.location, identity, properties })
  assert.equal((await call(ready, 'PUT', url, { headers, body })).status, 201)
  const kinds = JSON.parse(await admin(ready, '/lazuli/pacing')).kinds
  assert.deepEqual(kinds.ManagedClusters_UpdateTags, ['finish'])
  const { operationsRunning } = JSON.parse(await admin(ready, '/lazuli/status'))
  assert.equal(operationsRunning, 1)
  const cluster = JSON.parse((await call(ready, 'GET', url, { headers })).body)
  assert.equal(cluster.properties.provisioningState, 'Creating')
})
