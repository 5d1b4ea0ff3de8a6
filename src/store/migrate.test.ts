import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { migrate, NewerData } from './migrate.ts'
import { sql } from './sql.ts'
import { SqliteStore } from './sqlite/sqlite.ts'

/** A store and a folder with these migrations. */
function scene(t: TestContext, files: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'migrate-test-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const add = (more: Record<string, string>): void => {
    for (const [name, text] of Object.entries(more)) writeFileSync(join(folder, name), text)
  }
  add(files)
  const store = new SqliteStore(':memory:')
  t.after(() => store.close())
  const url = pathToFileURL(`${folder}/`)
  const names = async () =>
    (await store.all<{ name: string }>(sql`select name from migration`)).map((row) => row.name)
  return { store, add, names, run: () => migrate(store, url) }
}

test('migrations run once each, in order, and only new ones the next time', async (t) => {
  const { store, add, names, run } = scene(t, {
    '0002-more.sql': 'alter table item add column v text',
    '0001-first.sql': 'create table item (id integer);; -- a last word',
    'notes.md': 'not a migration',
  })
  await run()
  await run()
  add({ '0003-rows.sql': "insert into item values (1, 'a')" })
  await run()
  await run()
  assert.deepEqual(await names(), ['0001-first.sql', '0002-more.sql', '0003-rows.sql'])
  assert.equal((await store.all(sql`select id, v from item`)).length, 1)
})

test('a migration that fails leaves nothing behind and is named', async (t) => {
  const { store, names, run } = scene(t, {
    '0001-first.sql': 'create table item (id integer)',
    '0002-broken.sql': 'insert into item values (1); insert into nowhere values (1)',
  })
  await assert.rejects(run(), /0002-broken\.sql failed: no such table: nowhere/)
  assert.deepEqual(await names(), ['0001-first.sql'])
  assert.deepEqual(await store.all(sql`select * from item`), [])
})

test('data of a newer version is refused before anything is changed', async (t) => {
  const { store, add, names, run } = scene(t, {
    '0001-first.sql': 'create table item (id integer)',
  })
  await run()
  store.exec("insert into migration values ('0002-newer.sql'), ('0004-newest.sql')")
  add({ '0003-ours.sql': 'create table ours (id integer)' })
  await assert.rejects(run(), (error) => {
    assert.ok(error instanceof NewerData)
    assert.deepEqual(error.unknown, ['0002-newer.sql', '0004-newest.sql'])
    return true
  })
  assert.equal((await names()).includes('0003-ours.sql'), false)
})

test("the project's own migrations apply to an empty store", async (t) => {
  const store = new SqliteStore(':memory:')
  t.after(() => store.close())
  await migrate(store)
  assert.deepEqual(await store.all(sql`select * from operation`), [])
})
