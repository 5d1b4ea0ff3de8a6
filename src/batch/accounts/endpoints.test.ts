import assert from 'node:assert/strict'
import { test } from 'node:test'
import { temporaryStore } from '#testing/store.ts'
import { insertAccount, savePort } from './account.queries.ts'
import { AccountEndpoints } from './endpoints.ts'

test('a port that was named for an account is its own, whoever had it before', async (t) => {
  const store = await temporaryStore(t)
  await store.write(async (tx) => {
    for (const [name, port] of [['early', 4511] as const, ['lazuli', 4600] as const]) {
      await insertAccount(tx, name, `/${name}`, { primary: '', secondary: '' })
      await savePort(tx, name, port)
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
  assert.equal(endpoints.accountAt({ localPort: 4511, headers: {} }), 'lazuli')
})
