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

test('a port that was named for an account is its own, though another had it before', async (t) => {
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

test('accounts have ports of a range, as far as there are any, and keep them', async (t) => {
  const store = await temporaryStore(t)
  const names = ['a1x', 'b2x', 'c3x', 'd4x']
  await store.write(async (tx) => {
    for (const name of names) {
      await insertAccount(tx, accountKeyOf(name), `/${name}`, { primary: '', secondary: '' })
    }
    await savePort(tx, accountKeyOf('c3x'), 4601)
  })
  const listen = async (port: number) => {
    if (port === 4602) throw Object.assign(new Error('taken'), { code: 'EADDRINUSE' })
    return { port, close: async () => undefined }
  }
  const told: string[] = []
  const endpoints = new AccountEndpoints({
    store,
    host: '127.0.0.1',
    listen,
    range: { first: 4600, last: 4602 },
    onError: (what, error) => told.push(`${what}: ${(error as Error).message}`),
  })
  await endpoints.openAll({ a1x: 4511 })
  const hosts = names.map((name) => endpoints.of(name, 'westeurope'))
  assert.deepEqual(hosts.slice(0, 3).toSorted(), [
    '127.0.0.1:4511',
    '127.0.0.1:4600',
    '127.0.0.1:4601',
  ])
  assert.equal(hosts[3], 'd4x.westeurope.batch.localhost')
  assert.match(told.join(), /Batch account d4x: all of 4600-4602 are taken/)
})

test('accounts with names have them at one port, in their own region', async (t) => {
  const store = await temporaryStore(t)
  const keys = { primary: '', secondary: '' }
  await store.write((tx) => insertAccount(tx, accountKeyOf('lazuli'), '/lazuli', keys))
  const listen = () => assert.fail('no port is opened')
  const namesBelow = 'azure.example.org'
  const endpoints = new AccountEndpoints({ store, host: namesBelow, listen, namesBelow })
  endpoints.armPort = 4510
  await endpoints.openAll({ lazuli: 4511 })
  const host = endpoints.of('lazuli', 'westeurope')
  assert.equal(host, 'lazuli.westeurope.batch.azure.example.org:4510')
  const origin = `https://${host}`
  const found = { account: 'lazuli', region: 'westeurope' }
  assert.deepEqual(endpoints.accountAt({ localPort: 4510, origin }), found)
  const foreign = 'https://lazuli.westeurope.batch.evil.example:4510'
  assert.equal(endpoints.accountAt({ localPort: 4510, origin: foreign }), undefined)
  // As the portal leads calls on, also after others have gone and come.
  const led = (account: string) => {
    const { port } = endpoints.addressOf(account, namesBelow)!
    return endpoints.accountAt({ localPort: port, origin: 'https://azure.example.org' })?.account
  }
  for (const name of ['second', 'third', 'fourth']) {
    await store.write((tx) => insertAccount(tx, accountKeyOf(name), `/${name}`, keys))
    await endpoints.open(name)
    await endpoints.close('second')
  }
  assert.deepEqual(['lazuli', 'third', 'fourth'].map(led), ['lazuli', 'third', 'fourth'])
})
