// What a user chooses of Resource Manager at the start of a whole server.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { accessToken, call } from '#cli/client.ts'
import { startLazuli } from '#testing/server.ts'

async function start(t: TestContext, args: readonly string[] = []) {
  const { ready, stop } = await startLazuli({ timeScale: 1_000_000, args })
  t.after(stop)
  const token = await accessToken(ready, 'https://management.azure.com/')
  const headers = { authorization: `Bearer ${token}` }
  return async (method: string, path: string) => {
    const url = `/subscriptions/${ready.subscriptionId}/providers/${path}`
    const { status, body } = await call(ready, method, url, { headers })
    return { status, body: JSON.parse(body) }
  }
}

const clusters = 'Microsoft.ContainerService/managedClusters?api-version=2024-05-01'
const provider = 'Microsoft.ContainerService'
const V = '?api-version=2021-04-01'

test('every provider can be used unless a bare subscription was chosen', async (t) => {
  const send = await start(t)
  assert.equal((await send('GET', clusters)).status, 200)
})

test('in a bare subscription a provider is registered by its first user', async (t) => {
  const send = await start(t, ['--unregistered'])
  const refused = await send('GET', clusters)
  assert.equal(refused.status, 409)
  assert.equal(refused.body.error.code, 'MissingSubscriptionRegistration')
  assert.equal(refused.body.error.details[0].target, provider)
  assert.equal((await send('POST', `${provider}/register${V}`)).status, 200)
  const state = async () => (await send('GET', `${provider}${V}`)).body.registrationState
  while ((await state()) === 'Registering');
  assert.equal(await state(), 'Registered')
  assert.equal((await send('GET', clusters)).status, 200)
})
