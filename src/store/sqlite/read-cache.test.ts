import assert from 'node:assert/strict'
import { test } from 'node:test'
import { raw, type Sql, sql, textOf } from '../sql.ts'
import { type Question, ReadCache } from './read-cache.ts'
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

const asking = (kind: Question['kind'], { strings, values }: Sql, changes = 0): Question => ({
  kind,
  text: textOf({ strings }),
  values,
  changes,
})

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

test('a read is answered at once, but not while a writer is under way', () =>
  withThings(async (store) => {
    const all = sql`select name, size from thing`
    assert.deepEqual(store.atOnce('all', all), [])
    await store.write(async (tx) => {
      await tx.run(sql`insert into thing values ('a', 1), ('b', 2)`)
      assert.equal(store.atOnce('all', all), undefined)
    })
    assert.equal(store.atOnce('all', all)?.length, 2)
    assert.equal(store.atOnce('get', all)?.length, 1)
  }))

test('a write to one table forgets nothing of another, but for what hangs on it', async () => {
  const store = new SqliteStore(':memory:')
  try {
    store.exec(`
      create table parent (name text primary key);
      create table child (name text primary key, of text references parent (name) on delete cascade);
      create table log (line text);
      create table other (name text primary key);
      create trigger logged after insert on other begin insert into log values (new.name); end;
      create view names as select name from parent`)
    const names = () => store.all<{ name: string }>(sql`select name from names`)
    const children = () => store.all<{ name: string }>(sql`select name from child`)
    const lines = () => store.get<{ n: number }>(sql`select count(*) as n from log`)
    await store.write(async (tx) => {
      await tx.run(sql`insert into parent values ('p')`)
      await tx.run(sql`insert into child values ('c', 'p')`)
    })
    const [before] = await names()
    assert.equal((await lines())?.n, 0)
    assert.equal((await children()).length, 1)
    await store.write((tx) => tx.run(sql`insert into other values ('o')`))
    assert.equal((await names())[0], before, 'the very row that was read before')
    assert.equal((await lines())?.n, 1)
    const gone = await store.write((tx) =>
      tx.get<{ name: string }>(sql`delete from parent where name = 'p' returning name`),
    )
    assert.equal(gone?.name, 'p')
    assert.deepEqual(await names(), [])
    assert.deepEqual(await children(), [])
    await assert.rejects(
      store.write(async (tx) => {
        await tx.run(sql`insert into parent values ('q')`)
        throw new Error('no')
      }),
    )
    assert.deepEqual(await names(), [])
  } finally {
    await store.close()
  }
})

test('a reader may sort what it got without another reader seeing it', () =>
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
  for (const question of questions) cache.read(asking('all', question), () => [{ n: ++asked }])
  cache.read(asking('get', questions[1]!), () => [{ n: ++asked }])
  assert.equal(asked, questions.length + 1)
})

test('bytes are read anew each time, for nothing keeps a reader from changing them', () => {
  const cache = new ReadCache()
  const read = () => cache.read(asking('get', QUESTION), row)
  const row = () => [{ body: new Uint8Array(1) }]
  assert.notEqual(read()[0], read()[0])
})
const QUESTION = sql`select body`

test('what is remembered stays within bounds', () => {
  const cache = new ReadCache()
  let asked = 0
  const read = (i: number) => cache.read(asking('get', sql`select ${i}`), () => [{ n: ++asked }])
  for (let i = 0; i < 10_000; i += 1) read(i)
  read(0)
  assert.equal(asked, 10_001)
})
