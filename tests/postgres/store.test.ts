import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { ClientConfig } from 'pg'
import { storeConformance } from '#store/conformance.ts'
import { Connection } from '#store/postgres/connection.ts'
import { DatabaseInUse } from '#store/postgres/lease.ts'
import { PostgresStore } from '#store/postgres/postgres.ts'
import { sql } from '#store/sql.ts'
import { aDatabase } from '#testing/postgres.ts'

storeConformance({
  name: 'PostgreSQL',
  bytes: 'bytea',
  open: async () => PostgresStore.open(await aDatabase()),
})

async function opened(t: TestContext, config: ClientConfig): Promise<PostgresStore> {
  const store = await PostgresStore.open(config)
  t.after(() => store.close())
  await store.write((tx) => tx.run(sql`create table item (id bigint primary key)`))
  return store
}

const put = (store: PostgresStore, id: number): Promise<number> =>
  store.write((tx) => tx.run(sql`insert into item values (${id})`))

const ids = async (store: PostgresStore): Promise<number[]> =>
  (await store.all<{ id: number }>(sql`select id from item order by id`)).map(({ id }) => id)

test('one server at a time has the database', async (t) => {
  const config = await aDatabase()
  const first = await opened(t, config)
  await assert.rejects(PostgresStore.open(config), DatabaseInUse)
  await first.close()
  await (await PostgresStore.open(config)).close()
})

test('a store goes on after the database ended its connections', async (t) => {
  const config = await aDatabase()
  const store = await opened(t, config)
  await put(store, 1)
  assert.deepEqual(await ids(store), [1])
  const other = await Connection.open(config)
  t.after(() => other.close())
  await other.say(`
    select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`)
  // A call that was under way then fails; the next ones find new connections.
  for (const wanted of [2, 3]) {
    while (
      !(await put(store, wanted).then(
        () => true,
        () => false,
      ))
    );
  }
  assert.deepEqual(await ids(store), [1, 2, 3])
})

/** Between a store and the database: loses the connection at a commit, before or after that is done. */
async function throughWire(t: TestContext, config: ClientConfig) {
  let losing: 'the commit' | 'its answer' | undefined
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const database = connect(join(config.host!, '.s.PGSQL.5432'))
    for (const socket of [client, database]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
    }
    let isLost = false
    client.on('data', (bytes) => {
      const isCommit = bytes.toString('latin1').includes('commit\0')
      if (losing === undefined || !isCommit) return void database.write(bytes)
      isLost = true
      if (losing === 'its answer') database.write(bytes)
      else {
        database.destroy()
        client.destroy()
      }
      losing = undefined
    })
    database.on('data', (bytes) => (isLost ? client.destroy() : void client.write(bytes)))
    client.on('close', () => database.end())
    database.on('close', () => client.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as { readonly port: number }
  return {
    config: { ...config, host: '127.0.0.1', port },
    lose(what: typeof losing) {
      losing = what
    },
  }
}

test('a connection that is lost in the middle of a commit leaves no doubt', async (t) => {
  const wire = await throughWire(t, await aDatabase())
  const store = await opened(t, wire.config)
  wire.lose('its answer')
  assert.equal(await put(store, 1), 1)
  wire.lose('the commit')
  await assert.rejects(put(store, 2))
  assert.equal(await put(store, 3), 1)
  assert.deepEqual(await ids(store), [1, 3])
})
