// The abort and kill -9: a real server is killed around an abort and started again on its data.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { ContainerServiceClient } from '@azure/arm-containerservice'
import fc from 'fast-check'
import { type SpawnedLazuli, spawnLazuli } from '#library/spawn-lazuli.ts'
import { azureFor } from '#testing/clients/azure.ts'

/** A create of five minutes takes a second, an abort of five seconds a sixtieth of one. */
const TIME_SCALE = 300
const often = { updateIntervalInMs: 50 }

interface Life {
  readonly server: SpawnedLazuli
  readonly clusters: ContainerServiceClient['managedClusters']
}

async function start(data: string): Promise<Life> {
  const server = await spawnLazuli({ data, timeScale: TIME_SCALE })
  const { credential, options } = azureFor(server.ready)
  const client = new ContainerServiceClient(credential, server.ready.subscriptionId, {
    ...options,
    // A server that was killed answers nothing: to ask again is the test's business.
    retryOptions: { maxRetries: 0 },
  })
  return { server, clusters: client.managedClusters }
}

const begin = ({ server, clusters }: Life, name: string) =>
  clusters.beginCreateOrUpdate(
    server.ready.resourceGroup,
    name,
    {
      location: server.ready.location,
      dnsPrefix: name,
      identity: { type: 'SystemAssigned' },
      agentPoolProfiles: [{ name: 'pool1', mode: 'System', count: 1 }],
    },
    often,
  )

/** Waits for the end of what runs; answers the states of the cluster and of its pools. */
async function ended({ server, clusters }: Life, name: string): Promise<string[]> {
  for (;;) {
    const found = await clusters.get(server.ready.resourceGroup, name)
    const pools = found.agentPoolProfiles?.map((pool) => pool.provisioningState) ?? []
    const states = [found.provisioningState, ...pools].map(String)
    if (['Succeeded', 'Canceled', 'Failed'].includes(states[0]!)) return states
    await delay(20)
  }
}

/** Aborts, and kills the server so many milliseconds later: before the answer or after it. */
async function abortAndKill(life: Life, name: string, afterMs: number): Promise<boolean> {
  const { server, clusters } = life
  const answered = clusters.beginAbortLatestOperation(server.ready.resourceGroup, name, often).then(
    () => true,
    () => false,
  )
  await delay(afterMs)
  await server.kill()
  return await answered
}

test('an abort that was answered holds after kill -9; one that was not left nothing half done', async (t) => {
  const data = mkdtempSync(join(tmpdir(), 'abort-test-'))
  t.after(() => rmSync(data, { recursive: true, force: true }))
  const moments = fc.sample(fc.integer({ min: 0, max: 60 }), { numRuns: 4, seed: 20260305 })
  let life = await start(data)
  t.after(() => life.server.stop())
  for (const [i, afterMs] of [0, 200, ...moments].entries()) {
    const name = `demo${i}`
    await begin(life, name)
    const isAnswered = await abortAndKill(life, name, afterMs)
    life = await start(data)
    const states = await ended(life, name)
    assert.equal(new Set(states).size, 1, `killed after ${afterMs} ms: ${states.join()}`)
    if (isAnswered) assert.equal(states[0], 'Canceled', `killed after ${afterMs} ms`)
    else assert.ok(states[0] !== 'Failed', `killed after ${afterMs} ms`)

    // Whatever came of it, the cluster goes on.
    const again = await (await begin(life, name)).pollUntilDone()
    assert.equal(again.provisioningState, 'Succeeded')
  }
})
