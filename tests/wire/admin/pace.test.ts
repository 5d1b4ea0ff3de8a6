// What pollers are told to wait, by a whole server at Azure's own pace and at faster ones.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { type TestContext, test } from 'node:test'
import { accessToken } from '#cli/client.ts'
import { createLazuli } from '#library/lazuli.ts'

/** Makes a cluster twice, polls, and deletes its group; answers each status and `Retry-After`. */
async function waits(t: TestContext, timeScale: number): Promise<[number, string | undefined][]> {
  const { ready, stop } = await createLazuli({ timeScale })
  t.after(stop)
  const token = await accessToken(ready, 'https://management.azure.com/')
  const ca = readFileSync(ready.caFile)
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const send = (method: string, url: string, body?: object) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const options = { method, headers, ca, agent: false }
      const sent = request(new URL(url, ready.arm), options, (answer) => resolve(answer.resume()))
      sent.on('error', reject)
      sent.end(body && JSON.stringify(body))
    })
  const group = `/subscriptions/${ready.subscriptionId}/resourceGroups/${ready.resourceGroup}`
  const clusters = `${group}/providers/Microsoft.ContainerService/managedClusters`
  const body = {
    location: ready.location,
    identity: { type: 'SystemAssigned' },
    properties: {
      dnsPrefix: 'demo',
      agentPoolProfiles: [{ name: 'pool1', mode: 'System', count: 1 }],
    },
  }
  const create = () => send('PUT', `${clusters}/demo?api-version=2024-05-01`, body)
  const created = await create()
  const answers = [
    created,
    await send('GET', String(created.headers['azure-asyncoperation'])),
    await create(),
    await send('DELETE', `${group}?api-version=2021-04-01`),
  ]
  return answers.map(({ statusCode = 0, headers: said }) => [statusCode, said['retry-after']])
}

test("at Azure's own pace AKS says nothing of waiting, as there; a faster one hurries pollers", async (t) => {
  const silent = undefined
  assert.deepEqual(await waits(t, 1), [
    [201, silent],
    [200, silent],
    [409, silent],
    [202, '15'],
  ])
  // The 30 seconds that pollers wait by themselves, scaled; never less than 1, as they ignore a 0.
  for (const [timeScale, wait] of [
    [10, '3'],
    [1000, '1'],
  ] as const) {
    const [created, monitor, , deleted] = await waits(t, timeScale)
    assert.deepEqual(created, [201, wait])
    assert.ok(monitor![1] === wait || monitor![1] === undefined, 'unless it is over by now')
    assert.deepEqual(deleted, [202, wait])
  }
})
