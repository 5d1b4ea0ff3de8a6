import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { oneByOne } from '#testing/store.ts'
import { migrate, NewerData } from './migrate.ts'
import { sql } from './sql.ts'
import { SqliteStore } from './sqlite/sqlite.ts'

/** Every table, index and row. */
async function contentsOf(store: SqliteStore) {
  const made = await store.all<{ type: string; name: string }>(
    sql`select type, name, tbl_name, sql from sqlite_schema order by type, name`,
  )
  const tables = made.filter(({ type }) => type === 'table')
  const rows = await Promise.all(
    tables.map(({ name }) => store.all({ strings: [`select * from "${name}"`], values: [] })),
  )
  return { made, rows }
}

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

test('an empty store is made at once, and what came after that runs by itself', async (t) => {
  const { names, run, store } = scene(t, {
    '0001-first.sql': 'not reached',
    '0002-second.sql': 'alter table item add column v text',
    'whole.sql': "create table item (id integer); insert into migration values ('0001-first.sql')",
  })
  await run()
  assert.deepEqual(await names(), ['0001-first.sql', '0002-second.sql'])
  assert.deepEqual(await store.all(sql`select id, v from item`), [])
})

test('a store that has run migrations goes on with the next one', async (t) => {
  const { add, names, run } = scene(t, { '0001-first.sql': 'create table item (id integer)' })
  await run()
  add({ '0002-more.sql': 'alter table item add column v text', 'whole.sql': 'not reached' })
  await run()
  assert.deepEqual(await names(), ['0001-first.sql', '0002-more.sql'])
})

test('an empty store is the same, made at once or by one migration after the other', async (t) => {
  const atOnce = new SqliteStore(':memory:')
  t.after(() => atOnce.close())
  const late: string[] = []
  await migrate({
    ...oneByOne(atOnce),
    runWhole: (script) => atOnce.runWhole(script),
    runMigration: (name, script) => {
      late.push(name)
      atOnce.runMigration(name, script)
    },
  })
  assert.deepEqual(late, [], 'whole.sql has no part of these: npm run docs')
  const inTurn = new SqliteStore(':memory:')
  t.after(() => inTurn.close())
  await migrate(oneByOne(inTurn))
  assert.deepEqual(await contentsOf(atOnce), await contentsOf(inTurn))
})

test("the project's own migrations apply to an empty store", async (t) => {
  const store = new SqliteStore(':memory:')
  t.after(() => store.close())
  await migrate(store)
  assert.deepEqual(await store.all(sql`select * from operation`), [])
})
