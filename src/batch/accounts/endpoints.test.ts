import assert from 'node:assert/strict'
import { test } from 'node:test'
import { temporaryStore } from '#testing/store.ts'
import { accountKeyOf } from '../keys.ts'
import { insertAccount, savePort } from './account.queries.ts'
import { AccountEndpoints } from './endpoints.ts'

test('an endpoint is where the client reaches this machine, where that may be anywhere', async (t) => {
  const store = await temporaryStore(t)
  const keys = { primary: '', secondary: '' }
  await store.write((tx) => insertAccount(tx, accountKeyOf('lazuli'), '/lazuli', keys))
  const listen = async () => ({ port: 4511, close: async () => undefined })
  const parts = { store, host: '127.0.0.1', listen }
  const from = async (hasOtherHosts: boolean, origin?: string): Promise<string> => {
    const endpoints = new AccountEndpoints({ ...parts, hasOtherHosts })
    await endpoints.openAll()
    return endpoints.of('lazuli', 'westeurope', origin)
  }
  assert.equal(await from(true, 'https://build-host:4510'), 'build-host:4511')
  assert.equal(await from(true, 'http://[fd00::1]:4510'), '[fd00::1]:4511')
  assert.equal(await from(true), '127.0.0.1:4511')
  assert.equal(await from(false, 'https://build-host:4510'), '127.0.0.1:4511')
})

test('a port that was named for an account is its own, whoever had it before', async (t) => {
  const store = await temporaryStore(t)
  await store.write(async (tx) => {
    for (const [name, port] of [['early', 4511] as const, ['lazuli', 4600] as const]) {
      await insertAccount(tx, accountKeyOf(name), `/${name}`, { primary: '', secondary: '' })
      await savePort(tx, accountKeyOf(name), port)
    }
  })
  const taken = new Set<number>()
  const listen = async (asked: number) => {
    const port = asked || 5000
    assert.ok(!taken.has(port), `port ${port} is taken`)
    taken.add(port)
    return { port, close: async () => undefined }
  }
  const endpoints = new AccountEndpoints({ store, host: '127.0.0.1', listen })
  await endpoints.openAll({ lazuli: 4511 })
  assert.equal(endpoints.of('lazuli', 'westeurope'), '127.0.0.1:4511')
  assert.equal(endpoints.of('early', 'westeurope'), '127.0.0.1:5000')
  assert.deepEqual(endpoints.accountAt({ localPort: 4511, origin: 'https://127.0.0.1:4511' }), {
    account: 'lazuli',
  })
})
