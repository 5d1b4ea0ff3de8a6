// What a user chooses of Resource Manager at the start of a whole server.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { accessToken, call } from '#cli/client.ts'
import { createLazuli } from '#library/lazuli.ts'
import type { LazuliOptions } from '#library/options.ts'

async function start(t: TestContext, options: LazuliOptions = {}) {
  const { ready, stop } = await createLazuli({ timeScale: 1_000_000, ...options })
  t.after(stop)
  const token = await accessToken(ready, 'https://management.azure.com/')
  const headers = { authorization: `Bearer ${token}` }
  return async (method: string, path: string, more: Readonly<Record<string, string>> = {}) => {
    const url = `/subscriptions/${ready.subscriptionId}/${path}`
    const sent = { headers: { ...headers, ...more } }
    const { status, body, headers: said } = await call(ready, method, url, sent)
    return { status, body: JSON.parse(body), challenge: said['www-authenticate'] }
  }
}

const clusters = 'providers/Microsoft.ContainerService/managedClusters?api-version=2024-05-01'
const namespace = 'Microsoft.ContainerService'
const provider = `providers/${namespace}`
const V = '?api-version=2021-04-01'

test('every provider can be used unless a bare subscription was chosen', async (t) => {
  const send = await start(t)
  assert.equal((await send('GET', clusters)).status, 200)
})

test('in a bare subscription a provider is registered by its first user', async (t) => {
  const send = await start(t, { unregistered: true })
  const refused = await send('GET', clusters)
  assert.equal(refused.status, 409)
  assert.equal(refused.body.error.code, 'MissingSubscriptionRegistration')
  assert.equal(refused.body.error.details[0].target, namespace)
  assert.equal((await send('POST', `${provider}/register${V}`)).status, 200)
  const state = async () => (await send('GET', `${provider}${V}`)).body.registrationState
  while ((await state()) === 'Registering');
  assert.equal(await state(), 'Registered')
  assert.equal((await send('GET', clusters)).status, 200)
})

test('links lead through a proxy where it was said that there is one', async (t) => {
  const asked = { 'x-forwarded-host': 'azure.example', 'x-forwarded-proto': 'https' }
  for (const [options, leads] of [
    [{}, false],
    [{ behindProxy: true }, true],
  ] as const) {
    const send = await start(t, options)
    const challenge = await send('GET', `locations${V}`, { ...asked, authorization: 'Bearer x' })
    assert.equal(challenge.status, 401)
    assert.equal(String(challenge.challenge).includes('"https://azure.example/'), leads)
  }
})
