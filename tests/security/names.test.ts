// Names of resources that mean something elsewhere in a path.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createLazuli } from '#library/lazuli.ts'
import { ownerOf } from './parts/plain-call.ts'

const lazuli = await createLazuli({ timeScale: 1_000_000 })
const { ready } = lazuli
const owner = await ownerOf(ready)
after(async () => {
  owner.close()
  await lazuli.stop()
})

const subscription = `/subscriptions/${ready.subscriptionId}`
const json = async <T = { id: string }>(
  method: string,
  path: string,
  body?: object,
): Promise<T> => {
  const { status, text } = await owner.send(method, path, body && JSON.stringify(body))
  assert.ok(status < 300, `${method} ${path}: ${status} ${text}`)
  return (text ? JSON.parse(text) : {}) as T
}

test('anything may be named like a word of ids', async () => {
  for (const name of ['providers', 'subscriptions', 'resourceGroups']) {
    const group = `${subscription}/resourceGroups/${name}`
    const ARM = '?api-version=2022-12-01'
    const AKS = '?api-version=2024-05-01'
    await json('PUT', `${group}${ARM}`, { location: 'westeurope' })
    const cluster = `${group}/providers/Microsoft.ContainerService/managedClusters/${name}`
    await json('PUT', `${cluster}${AKS}`, {
      location: 'westeurope',
      identity: { type: 'SystemAssigned' },
      properties: {
        dnsPrefix: 'n',
        agentPoolProfiles: [{ name: 'np', mode: 'System', count: 1, vmSize: 'Standard_D2s_v3' }],
      },
    })
    const state = async (path: string) =>
      (await json<{ properties: { provisioningState: string } }>('GET', `${path}${AKS}`)).properties
        .provisioningState
    while ((await state(cluster)) !== 'Succeeded') await new Promise((go) => setTimeout(go, 20))
    // A pool's name has at most twelve characters, in lower case.
    const pool = `${cluster}/agentPools/${name.toLowerCase().slice(0, 12)}`
    const properties = { count: 1, vmSize: 'Standard_D2s_v3' }
    const made = await json('PUT', `${pool}${AKS}`, { properties })
    assert.equal(made.id.toLowerCase(), pool.toLowerCase())
    while ((await state(pool)) !== 'Succeeded') await new Promise((go) => setTimeout(go, 20))
    for (const scope of [group, cluster, pool]) {
      const at = `${scope}/providers/Microsoft.Authorization`
      const locks = `${at}/locks/${name}?api-version=2016-09-01`
      const lock = await json('PUT', locks, { properties: { level: 'ReadOnly' } })
      assert.equal(lock.id.toLowerCase(), `${at}/locks/${name}`.toLowerCase())
      await json('GET', `${at}/roleAssignments?api-version=2022-04-01`)
      await json('DELETE', locks)
    }
    await json('DELETE', `${pool}${AKS}`)
    await json('DELETE', `${cluster}${AKS}`)
  }
})

test('Batch looks at the api-version before it looks at who calls', async () => {
  const { endpoint } = ready.batch!
  const credentials = [
    {},
    { authorization: 'Bearer x' },
    { authorization: 'SharedKey lazuli:AAAA', 'ocp-date': new Date().toUTCString() },
    { authorization: 'Basic eDp5' },
  ]
  for (const headers of credentials) {
    for (const path of ['/jobs', `${subscription}/providers/Microsoft.Batch/batchAccounts`]) {
      for (const version of ['2021-06-01', 'x', '2024-02-01', '1900-01-01.1.0']) {
        const url = `${endpoint}${path}?api-version=${version}`.replace('https:', 'http:')
        const answer = await fetch(url, { headers: headers as Record<string, string> })
        assert.equal(answer.status, 400, `${path} ${version}`)
        assert.equal(((await answer.json()) as { code: string }).code, 'InvalidQueryParameterValue')
      }
    }
  }
})
