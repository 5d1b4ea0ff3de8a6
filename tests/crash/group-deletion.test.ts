import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { ContainerServiceClient } from '@azure/arm-containerservice'
import { ResourceManagementClient } from '@azure/arm-resources'
import { type SpawnedLazuli, spawnLazuli } from '#library/spawn-lazuli.ts'
import { azureFor } from '#testing/clients/azure.ts'

const clientsOf = ({ ready }: SpawnedLazuli) => {
  const { credential, options } = azureFor(ready)
  return {
    groups: new ResourceManagementClient(credential, ready.subscriptionId, options).resourceGroups,
    clusters: new ContainerServiceClient(credential, ready.subscriptionId, options).managedClusters,
  }
}

test('the deletion of a group goes on after the server was killed in its midst', async () => {
  const data = await mkdtemp(join(tmpdir(), 'lazuli-group-'))
  let lazuli = await spawnLazuli({ data, timeScale: 100 })
  try {
    const before = clientsOf(lazuli)
    const { location } = lazuli.ready
    await before.groups.createOrUpdate('doomed', { location })
    const agentPoolProfiles = [{ name: 'a', mode: 'System', count: 1, vmSize: 'Standard_DS2_v2' }]
    const identity = { type: 'SystemAssigned' as const }
    await before.clusters.beginCreateOrUpdate('doomed', 'inside', {
      ...{ location, identity, dnsPrefix: 'inside', agentPoolProfiles },
    })
    await before.groups.beginDelete('doomed')
    const state = (await before.groups.get('doomed')).properties?.provisioningState
    assert.equal(state, 'Deleting')
    await lazuli.kill()

    lazuli = await spawnLazuli({ data, timeScale: 100 })
    const { groups, clusters } = clientsOf(lazuli)
    // Asking again finds the deletion under way, or that there is nothing left to delete.
    await groups.beginDeleteAndWait('doomed', { updateIntervalInMs: 50 }).catch((error) => {
      assert.equal(error.code, 'ResourceGroupNotFound')
    })
    assert.equal((await groups.checkExistence('doomed')).body, false)
    for await (const cluster of clusters.list()) assert.fail(`${cluster.name} is left`)
  } finally {
    await lazuli.stop()
    await rm(data, { recursive: true, force: true })
  }
})
