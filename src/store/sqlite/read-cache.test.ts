import assert from 'node:assert/strict'
import { test } from 'node:test'
import { raw, sql } from '../sql.ts'
import { ReadCache } from './read-cache.ts'
import { SqliteStore } from './sqlite.ts'

async function withThings(work: (store: SqliteStore) => Promise<void>): Promise<void> {
  const store = new SqliteStore(':memory:')
  try {
    store.exec('create table thing (name text primary key, size any) strict')
    await work(store)
  } finally {
    await store.close()
  }
}

const sizeOf = (store: SqliteStore, name: string) =>
  store.get<{ size: unknown }>(sql`select size from thing where name = ${name}`)

test('the read after a write sees it', () =>
  withThings(async (store) => {
    assert.equal(await sizeOf(store, 'a'), undefined)
    await store.write((tx) => tx.run(sql`insert into thing values ('a', 1)`))
    const first = await sizeOf(store, 'a')
    assert.equal(first?.size, 1)
    assert.deepEqual(await sizeOf(store, 'a'), first)
    await store.write((tx) => tx.run(sql`update thing set size = 2`))
    assert.equal((await sizeOf(store, 'a'))?.size, 2)
    await store.write((tx) => tx.run(sql`delete from thing`))
    assert.equal(await sizeOf(store, 'a'), undefined)
  }))

test('a reader may sort what it got without anybody else seeing it', () =>
  withThings(async (store) => {
    await store.write((tx) => tx.run(sql`insert into thing values ('a', 1), ('b', 2)`))
    const list = () => store.all<{ name: string }>(sql`select name from thing order by name`)
    const rows = await list()
    rows.reverse()
    assert.deepEqual(
      (await list()).map(({ name }) => name),
      ['a', 'b'],
    )
    assert.throws(() => Object.assign(rows[0]!, { name: 'c' }), TypeError)
  }))

test('values of different types or lengths are different questions', () => {
  const cache = new ReadCache()
  const questions = [
    sql`select ${'1'}, ${'2'}`,
    ...['1', 1, 1n, null, '1\0' + '1:2'].map((value) => sql`${raw('one')} ${value}`),
    sql`${raw('one')} ${'1'} ${'2'}`,
  ]
  let asked = 0
  for (const question of questions) cache.read('all', question, 0, () => [{ n: ++asked }])
  cache.read('get', questions[1]!, 0, () => [{ n: ++asked }])
  assert.equal(asked, questions.length + 1)
})

test('bytes are read anew each time, for nothing keeps a reader from changing them', () => {
  const cache = new ReadCache()
  const read = () => cache.read('get', QUESTION, 0, row)
  const row = () => [{ body: new Uint8Array(1) }]
  assert.notEqual(read()[0], read()[0])
})
const QUESTION = sql`select body`

test('what is remembered stays within bounds', () => {
  const cache = new ReadCache()
  let asked = 0
  const read = (i: number) => cache.read('get', sql`select ${i}`, 0, () => [{ n: ++asked }])
  for (let i = 0; i < 10_000; i += 1) read(i)
  read(0)
  assert.equal(asked, 10_001)
})
