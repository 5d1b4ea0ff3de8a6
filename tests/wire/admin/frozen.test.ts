// A whole server whose time stands still, and how a user moves it on.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { accessToken, admin, call } from '#cli/client.ts'
import { lengthIn } from '#cli/commands/provoking/clock.ts'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'

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
    const answer = await admin(ready, `/lazuli/clock/step${query}`, { method: 'POST' })
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

/** Calls the clock; answers the time in milliseconds, and whether it stands still. */
async function clockOf({ ready }: Lazuli) {
  return async (path = '', method = 'POST') => {
    const said = JSON.parse(await admin(ready, `/lazuli/clock${path}`, { method }))
    return { now: Date.parse(said.now), frozen: said.frozen, timeScale: said.timeScale }
  }
}

test('time that runs is stopped, moved on and let run, and impossible times change nothing', async (t) => {
  const server = await createLazuli({ timeScale: 60 })
  t.after(() => server.stop())
  const clock = await clockOf(server)
  await assert.rejects(clock('/step'), /lazuli clock freeze/)
  const { now: began } = await clock('/freeze')
  assert.deepEqual(await clock('/freeze'), { now: began, frozen: true, timeScale: 60 })
  const at = new Date(began + DAY).toISOString()
  assert.equal((await clock(`/at?time=${at}`)).now, began + DAY)
  for (const [time, words] of [
    [new Date(began).toISOString(), /it is over: here it is/],
    [new Date(began + 3700 * DAY).toISOString(), /more than ten years away/],
    ['2026-02-31T00:00:00Z', /time/],
    ['yesterday', /time/],
    ['', /time/],
  ] as const) {
    await assert.rejects(clock(`/at?time=${time}`), words, time)
  }
  for (const factor of ['0', '-1', 'x', '', '1e7']) {
    await assert.rejects(clock(`/scale?factor=${factor}`), /The parameter factor/, factor)
  }
  assert.deepEqual(await clock('', 'GET'), { now: began + DAY, frozen: true, timeScale: 60 })
  assert.equal((await clock('/scale?factor=2')).timeScale, 2)
  const resumed = await clock('/resume')
  assert.ok(!resumed.frozen && resumed.now >= began + DAY && resumed.now < began + DAY + MINUTE)
  await assert.rejects(clock(`/at?time=${at}`), /lazuli clock freeze/)
})

test('a kept server goes on at the time that it had', async (t) => {
  const data = await mkdtemp(join(tmpdir(), 'lazuli-time-'))
  t.after(() => rm(data, { recursive: true, force: true }))
  const lives = async (use: (clock: Awaited<ReturnType<typeof clockOf>>) => Promise<void>) => {
    const server = await createLazuli({ data })
    await use(await clockOf(server))
    await server.stop()
  }
  let stood = 0
  await lives(async (clock) => {
    await clock('/freeze')
    stood = (await clock(`/step?ms=${7 * DAY}`)).now
  })
  await lives(async (clock) => {
    assert.deepEqual(await clock('', 'GET'), { now: stood, frozen: true, timeScale: 1 })
    await clock('/resume')
  })
  await lives(async (clock) => {
    const { now, frozen } = await clock('', 'GET')
    assert.ok(!frozen && now >= stood && now < stood + MINUTE, 'still a week ahead')
  })
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
