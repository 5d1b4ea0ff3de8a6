import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from '../sql.ts'
import { SqliteStore } from './sqlite.ts'

const SCHEMA = `
  create table migration (name text primary key) without rowid;
  create table parent (id integer primary key autoincrement, word text not null);
  create table child (id text primary key, parent integer not null references parent (id) on delete cascade);
  create table "a ""quoted"" one" (bytes blob);`

async function aStore(t: { after(end: () => unknown): void }, file = ':memory:') {
  const store = new SqliteStore(file, { flush: 'never' })
  t.after(() => store.close())
  store.exec(SCHEMA)
  await store.write(async (tx) => {
    await tx.run(sql`insert into parent (word) values ('one')`)
    await tx.run(sql`insert into parent (word) values ('two')`)
    await tx.run(sql`insert into child values ('c', 2)`)
    await tx.run(sql`insert into "a ""quoted"" one" values (${new Uint8Array([0, 255])})`)
  })
  const contents = async () => ({
    parents: await store.all<{ id: number }>(sql`select * from parent order by id`),
    children: await store.all(sql`select * from child order by id`),
    bytes: await store.all(sql`select hex(bytes) as hex from "a ""quoted"" one"`),
  })
  const change = () =>
    store.write(async (tx) => {
      await tx.run(sql`delete from parent where id = 2`)
      await tx.run(sql`insert into parent (word) values ('three')`)
      await tx.run(sql`insert into child values ('d', 3)`)
    })
  return { store, contents, change }
}

test('a store goes back to a file that was copied of it, also in memory', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "lazuli-it's-"))
  t.after(() => rmSync(folder, { recursive: true }))
  for (const file of [':memory:', join(folder, 'store.db')]) {
    const { store, contents, change } = await aStore(t, file)
    const copy = join(folder, `copy${file.length}.db`)
    const before = await contents()
    await store.copyTo(copy)
    await change()
    assert.notDeepEqual(await contents(), before)
    await store.copyFrom(copy)
    assert.deepEqual(await contents(), before)
    await change()
    assert.equal((await contents()).parents.at(-1)?.id, 3, 'counters go back, too')
    await assert.rejects(store.copyTo(copy), /exists|not empty|already/)
  }
})

test('a store goes back to what it remembered, as often as wanted', async (t) => {
  const { store, contents, change } = await aStore(t)
  assert.equal(await store.forget(), false)
  const before = await contents()
  await store.remember()
  for (let i = 0; i < 2; i++) {
    await change()
    assert.equal(await store.forget(), true)
    assert.deepEqual(await contents(), before)
  }
})

test('contents of another version are refused, and change nothing', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'lazuli-copy-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const copy = join(folder, 'copy.db')
  const { store, contents, change } = await aStore(t)
  await store.copyTo(copy)
  await store.write(async (tx) => void (await tx.run(sql`insert into migration values ('newer')`)))
  await change()
  const before = await contents()
  await assert.rejects(store.copyFrom(copy), /another version/)
  await assert.rejects(store.copyFrom(join(folder, 'none.db')), /no such table|unable/)
  assert.deepEqual(await contents(), before)
})

test('writers that wait are not cut in two by a copy', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'lazuli-copy-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const { store, contents } = await aStore(t)
  const copy = join(folder, 'copy.db')
  const pair = (i: number) =>
    store.write(async (tx) => {
      await tx.run(sql`insert into parent (id, word) values (${1000 + i}, 'pair')`)
      await Promise.resolve()
      await tx.run(sql`insert into child values (${`pair${i}`}, ${1000 + i})`)
    })
  const writing = Array.from({ length: 50 }, (_, i) => pair(i))
  await store.copyTo(copy)
  await Promise.all([...writing, ...Array.from({ length: 50 }, (_, i) => pair(100 + i))])
  await store.copyFrom(copy)
  const { parents, children } = await contents()
  assert.equal(parents.length - 2, children.length - 1)
})
