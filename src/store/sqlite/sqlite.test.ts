import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import { storeConformance } from '../conformance.ts'
import { sql } from '../sql.ts'
import { SqliteStore } from './sqlite.ts'

const folder = mkdtempSync(join(tmpdir(), 'store-test-'))
after(() => rmSync(folder, { recursive: true }))
let files = 0
const newFile = (): string => join(folder, `${files++}.db`)

storeConformance({
  name: 'SQLite in a file',
  bytes: 'blob',
  open: async () => new SqliteStore(newFile()),
})
storeConformance({
  name: 'SQLite in a file that is not flushed',
  bytes: 'blob',
  open: async () => new SqliteStore(newFile(), { flush: 'never' }),
})
storeConformance({
  name: 'SQLite in memory',
  bytes: 'blob',
  open: async () => new SqliteStore(':memory:'),
})

function opened(t: TestContext, file: string): SqliteStore {
  const store = new SqliteStore(file)
  t.after(() => store.close())
  return store
}

const insert = (id: number, size = 1) =>
  sql`insert into item values (${id}, ${new Uint8Array(size)})`

test('what was saved is there when the file is opened again', async (t) => {
  const file = newFile()
  const first = opened(t, file)
  first.exec('create table item (id integer primary key, v blob)')
  await Promise.all([1, 2, 3].map((id) => first.write((tx) => tx.run(insert(id)))))
  await first.close()
  const second = opened(t, file)
  assert.deepEqual((await second.all(sql`select id from item`)).length, 3)
})

test('a full disk fails those that it hits, is no lie to the others, and can pass', async (t) => {
  const store = opened(t, newFile())
  store.exec('create table item (id integer primary key, v blob)')
  await store.write((tx) => tx.run(sql`pragma max_page_count = 20`))
  const results = await Promise.allSettled([
    store.write((tx) => tx.run(insert(1))),
    store.write(async (tx) => {
      await tx.run(insert(2, 1_000_000)).catch(() => 0)
      await tx.run(insert(3)).catch(() => 0)
    }),
    store.write((tx) => tx.run(insert(4))),
  ])
  const saved = (await store.all<{ id: number }>(sql`select id from item`)).map((row) => row.id)
  const promised = [1, 2, 4].filter((_, i) => results[i]!.status === 'fulfilled')
  assert.deepEqual(saved, promised)
  assert.equal(results[1].status, 'rejected')
  assert.match(String((results[1] as PromiseRejectedResult).reason), /full/)
  await store.write((tx) => tx.run(insert(5)))
})

test('a flush that fails fails the whole group, each with its own error if it had one', async (t) => {
  const store = opened(t, newFile())
  store.exec(`
    create table parent (id integer primary key);
    create table item (id integer primary key, v blob,
      parent integer references parent deferrable initially deferred)`)
  const results = await Promise.allSettled([
    store.write((tx) => tx.run(sql`insert into item values (1, null, null)`)),
    store.write((tx) => tx.run(sql`insert into item values (2, null, 99)`)),
    store.write(() => Promise.reject(new Error('mine'))),
  ])
  const reasons = results.map((result) => String((result as PromiseRejectedResult).reason))
  assert.match(reasons[0]!, /FOREIGN KEY/)
  assert.match(reasons[1]!, /FOREIGN KEY/)
  assert.match(reasons[2]!, /mine/)
  assert.deepEqual(await store.all(sql`select * from item`), [])
  await store.write((tx) => tx.run(sql`insert into item values (3, null, null)`))
})

test('a script is run whole or not at all', async (t) => {
  const store = opened(t, newFile())
  assert.throws(() => store.exec('create table item (id integer); insert into nowhere values (1)'))
  assert.deepEqual(await store.all(sql`select name from sqlite_schema where name = 'item'`), [])
  store.exec('create table item (id integer)')
})
