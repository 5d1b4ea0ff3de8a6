import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Exchange } from '#server/exchange.ts'
import { SqliteStore } from '#store/sqlite/sqlite.ts'
import type { Store } from '#store/tx.ts'
import { type WatchedServer, watchersFront } from './front.ts'

async function answer(store: Store, path: string) {
  const front = watchersFront({ store, readers: 'off' } as WatchedServer)
  const reply = await front({ method: 'GET', path } as Exchange)
  return [reply?.status, reply?.body]
}

test('a server that stops is alive and not ready', async () => {
  const store = new SqliteStore(':memory:')
  assert.deepEqual(await answer(store, '/readyz'), [200, 'ok\n'])
  await store.close()
  assert.deepEqual(await answer(store, '/readyz'), [503, 'stopping\n'])
  assert.deepEqual(await answer(store, '/healthz'), [200, 'ok\n'])
})

test('a server whose store is damaged says no more than that', async () => {
  const write = () => Promise.reject(new Error('/secret/path/store.db is damaged'))
  const damaged = { write } as unknown as Store
  assert.deepEqual(await answer(damaged, '/readyz'), [503, 'the store takes no writes\n'])
})
