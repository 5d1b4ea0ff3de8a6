import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from '../sql.ts'
import { SqliteStore } from './sqlite.ts'

test('space that is no longer used goes back to the file system in a quiet moment', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'shrink-test-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'store.db')
  const store = new SqliteStore(file)
  t.after(() => store.close())
  const bytes = (): number => statSync(file).size + statSync(`${file}-wal`).size
  store.exec('create table thing (id integer primary key, text text)')
  const text = 'x'.repeat(2000)
  for (let batch = 0; batch < 20; batch++) {
    await store.write(async (tx) => {
      for (let i = 0; i < 1000; i++) {
        await tx.run(sql`insert into thing (text) values (${text})`)
      }
    })
  }
  const full = bytes()
  await store.write((tx) => tx.run(sql`delete from thing where id > 100`))
  const deadline = Date.now() + 30_000
  while (bytes() > full / 20) {
    assert.ok(Date.now() < deadline, `${bytes()} of ${full} bytes are left`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  assert.deepEqual(await store.get(sql`select count(*) as n from thing`), { n: 100 })
})
