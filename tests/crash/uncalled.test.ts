// What was under way when the server was killed goes on at the next start without a call: rooms
// that are loaded when they are used are loaded for that too.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { ContainerServiceClient } from '@azure/arm-containerservice'
import { admin } from '#cli/client.ts'
import { type SpawnedLazuli, spawnLazuli } from '#library/spawn-lazuli.ts'
import { azureFor } from '#testing/clients/azure.ts'
import { batchClientFor } from '#testing/clients/batch.ts'

const clustersOf = ({ ready }: SpawnedLazuli) => {
  const { credential, options } = azureFor(ready)
  return new ContainerServiceClient(credential, ready.subscriptionId, options).managedClusters
}

/** Asks only the admin API, which belongs to no room. */
async function untilNothingRuns({ ready }: SpawnedLazuli): Promise<void> {
  for (;;) {
    const status = JSON.parse(await admin(ready, '/lazuli/status')) as { operationsRunning: number }
    if (status.operationsRunning === 0) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Begins something on one server, kills it, and hands over the next one once nothing runs. */
async function acrossKill(
  begin: (lazuli: SpawnedLazuli) => Promise<unknown>,
  check: (lazuli: SpawnedLazuli) => Promise<void>,
): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'lazuli-uncalled-'))
  let lazuli = await spawnLazuli({ data, timeScale: 50 })
  try {
    await begin(lazuli)
    await lazuli.kill()
    lazuli = await spawnLazuli({ data, timeScale: 50 })
    await untilNothingRuns(lazuli)
    await check(lazuli)
  } finally {
    await lazuli.stop()
    await rm(data, { recursive: true, force: true, maxRetries: 10 })
  }
}

test('a cluster is made to the end', async () => {
  const agentPoolProfiles = [{ name: 'a', mode: 'System', count: 1, vmSize: 'Standard_DS2_v2' }]
  const identity = { type: 'SystemAssigned' as const }
  await acrossKill(
    async (lazuli) => {
      const { location, resourceGroup } = lazuli.ready
      const cluster = { location, identity, dnsPrefix: 'one', agentPoolProfiles }
      await clustersOf(lazuli).beginCreateOrUpdate(resourceGroup, 'one', cluster)
    },
    async (lazuli) => {
      const { provisioningState } = await clustersOf(lazuli).get(lazuli.ready.resourceGroup, 'one')
      assert.equal(provisioningState, 'Succeeded')
    },
  )
})

test('a pool gets its nodes, and a task that waited for one is run', async () => {
  await acrossKill(
    async (lazuli) => {
      const batch = batchClientFor(lazuli.ready)
      await batch.pool.add({
        id: 'pool',
        vmSize: 'small',
        cloudServiceConfiguration: { osFamily: '5' },
        targetDedicatedNodes: 1,
      })
      await batch.job.add({ id: 'job', poolInfo: { poolId: 'pool' } })
      await batch.task.add('job', { id: 'task', commandLine: '/bin/true' })
    },
    async (lazuli) => {
      const batch = batchClientFor(lazuli.ready)
      for (;;) {
        const { state, executionInfo } = await batch.task.get('job', 'task')
        if (state === 'completed') return assert.equal(executionInfo?.exitCode, 0)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
  )
})
