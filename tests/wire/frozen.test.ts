// A whole server whose time stands still, and how a user moves it on.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accessToken, admin, call } from '#cli/client.ts'
import { lengthIn } from '#cli/commands/step.ts'
import { createLazuli } from '#library/lazuli.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

test('a frozen server works when its time is moved on, and callers keep theirs', async (t) => {
  const { ready, stop } = await createLazuli({ frozen: true })
  t.after(stop)
  const token = await accessToken(ready, 'https://management.azure.com/')
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const one = `/subscriptions/${ready.subscriptionId}/resourceGroups/${ready.resourceGroup}/providers/Microsoft.ContainerService/managedClusters/one`
  const send = async (method: string, path: string, body?: object) => {
    const sent = body ? { headers, body: JSON.stringify(body) } : { headers }
    const answer = await call(ready, method, `${path}?api-version=2024-05-01`, sent)
    return { ...answer, body: answer.body === '' ? {} : JSON.parse(answer.body) }
  }
  const state = async () => (await send('GET', one)).body.properties.provisioningState
  const step = async (query = ''): Promise<number> => {
    const answer = await admin(ready, `/lazuli/step${query}`, { method: 'POST' })
    return Date.parse(JSON.parse(answer).now)
  }
  const began = Date.parse(JSON.parse(await admin(ready, '/lazuli/status')).frozenAt)
  await send('PUT', one, {
    location: ready.location,
    identity: { type: 'SystemAssigned' },
    properties: {
      dnsPrefix: 'one',
      agentPoolProfiles: [{ name: 'pool1', mode: 'System', count: 1, vmSize: 'Standard_DS2_v2' }],
    },
  })
  assert.equal(await step(), began + 2 * MINUTE, 'the first step of a creation takes two minutes')
  assert.equal(await step(`?ms=${3 * MINUTE - 1}`), began + 5 * MINUTE - 1)
  assert.equal(await state(), 'Creating')
  await step('?ms=1')
  assert.equal(await state(), 'Succeeded')
  assert.equal((await send('POST', `${one}/stop`)).status, 202)
  assert.equal((await send('POST', `${one}/abort`)).status, 202)
  assert.equal(await state(), 'Canceling')
  // Half a year: a token from before is as good as before, for its holder's clock has not moved.
  await step(`?ms=${180 * DAY}`)
  assert.equal(await state(), 'Canceled')
  const { frozenAt } = JSON.parse(await admin(ready, '/lazuli/status'))
  assert.equal(Date.parse(frozenAt), began + 5 * MINUTE + 180 * DAY)
  for (const wrong of ['?ms=', '?ms=-1', '?ms=x', '?ms=1e15']) {
    await assert.rejects(step(wrong), /The parameter ms/)
  }
})

test('time that runs is not stepped, and what is kept knows no other', async (t) => {
  const { ready, stop } = await createLazuli()
  t.after(stop)
  await assert.rejects(admin(ready, '/lazuli/step', { method: 'POST' }), /start with --frozen/)
  await assert.rejects(
    createLazuli({ data: `${ready.caFile}.d`, frozen: true }),
    /--frozen needs --ephemeral/,
  )
})

test('lengths of time are said with their unit', () => {
  assert.deepEqual(['500ms', '90s', '1.5m', '2h', '7d'].map(lengthIn), [
    500,
    90_000,
    90_000,
    7_200_000,
    7 * DAY,
  ])
  for (const wrong of ['5', 'm', '-1s', '1w', '']) assert.throws(() => lengthIn(wrong), /no length/)
})
