// Which of two servers has a database: at once when one dies, and past its lease when it is stopped.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { Connection } from '#store/postgres/connection.ts'
import { DatabaseInUse, waitForDatabase } from '#store/postgres/lease.ts'
import { PostgresStore } from '#store/postgres/postgres.ts'
import { sql } from '#store/sql.ts'
import { startChild } from '#testing/child.ts'
import { aDatabase } from '#testing/postgres.ts'

const waiting = (config: Awaited<ReturnType<typeof aDatabase>>): Promise<PostgresStore> =>
  PostgresStore.open(config, (given) =>
    waitForDatabase(given, { signal: new AbortController().signal }),
  )

test('what an owner does that was stopped past its lease is not saved', async (t) => {
  const config = await aDatabase()
  const before = await PostgresStore.open(config)
  await before.write((tx) => tx.run(sql`create table item (id bigint primary key)`))
  await before.close()
  const program = new URL('./stopped-owner.ts', import.meta.url)
  const owner = startChild(t, program, [JSON.stringify(config)])
  assert.equal(await owner.next(), 'inside')
  await assert.rejects(PostgresStore.open(config), DatabaseInUse)

  process.kill(owner.pid, 'SIGSTOP')
  const stoppedAt = performance.now()
  const next = await waiting(config)
  assert.ok(performance.now() - stoppedAt < 10_000)
  await next.write((tx) => tx.run(sql`insert into item values (4)`))
  process.kill(owner.pid, 'SIGCONT')
  assert.equal(await owner.ended(), 0)
  const [, ...said] = owner.lines
  assert.deepEqual(said.filter((line) => line === 'lost').length, 1, said.join('\n'))
  assert.deepEqual(said.filter((line) => line.startsWith('refused')).length, 2, said.join('\n'))
  assert.deepEqual(await next.all(sql`select id from item order by id`), [{ id: 4 }])
  await next.close()
})

test('a database is free as soon as its owner is gone, and each owner has the next epoch', async () => {
  const config = await aDatabase()
  const first = await PostgresStore.open(config)
  const waits = waiting(config)
  await first.close()
  const closedAt = performance.now()
  const second = await waits
  assert.ok(performance.now() - closedAt < 2_000)
  assert.deepEqual(await second.all(sql`select epoch from server_lease`), [{ epoch: 2 }])
  await second.close()
})

test('a store that is closed while it renews its lease leaves no connection open', async () => {
  const config = await aDatabase()
  const store = await PostgresStore.open(config)
  const read = store.all(sql`select pg_sleep(0.3)`)
  await wait(50)
  await store.close()
  await read.catch(() => undefined)
  const looker = await Connection.open(config)
  const others = async (): Promise<number> =>
    (
      await looker.say(
        `select 1 from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()
            and application_name = 'lazuli'`,
      )
    ).rows.length
  const until = performance.now() + 5_000
  while ((await others()) > 0 && performance.now() < until) await wait(20)
  assert.equal(await others(), 0)
  await looker.close()
})

test('reads that wait for a connection when their store is closed are told so', async () => {
  const store = await PostgresStore.open(await aDatabase())
  const reads = Array.from({ length: 8 }, () => store.all(sql`select pg_sleep(0.2)`))
  const settled = Promise.allSettled(reads)
  await wait(50)
  await store.close()
  const outcomes = (await settled).map(({ status }) => status)
  assert.deepEqual(
    outcomes.slice(4),
    Array.from({ length: 4 }, () => 'rejected'),
  )
})

test('who waits for a database and is told to stop gets none', async () => {
  const config = await aDatabase()
  const first = await PostgresStore.open(config)
  const stopping = new AbortController()
  const waits = waitForDatabase(config, { signal: stopping.signal })
  await wait(50)
  stopping.abort()
  await assert.rejects(waits)
  await first.close()
  await (await PostgresStore.open(config)).close()
})
