// What becomes of a data directory whose files were damaged, emptied or taken away.
import assert from 'node:assert/strict'
import {
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { openDataDirectory } from './data-directory.ts'
import { sql } from './sql.ts'
import { SqliteStore, StoreDamaged } from './sqlite/sqlite.ts'

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'damage-test-'))
  t.after(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** A directory that was in use, as a start and a stop leave it. */
async function used(t: TestContext): Promise<string> {
  const path = folder(t)
  const directory = await openDataDirectory(path)
  await directory.close()
  writeFileSync(join(path, 'credentials.json'), '{}')
  return path
}

const opened = async (path: string): Promise<void> => (await openDataDirectory(path)).close()

test('a store that was emptied is refused, with what to do', async (t) => {
  const path = await used(t)
  truncateSync(join(path, 'store.db'))
  await assert.rejects(
    opened(path),
    /the store is empty, but .*credentials\.json.*Restore the whole/,
  )
  // Refused again: nothing was made anew meanwhile that would pass for the old.
  rmSync(join(path, 'store.db-wal'), { force: true })
  await assert.rejects(opened(path), /Restore the whole/)
})

test('a store from before is refused', async (t) => {
  const path = await used(t)
  const other = await used(t)
  rmSync(join(path, 'store.db'))
  copyFileSync(join(other, 'store.db'), join(path, 'store.db'))
  await assert.rejects(opened(path), /older than .*store\.json.* or another one/)
})

test('a log that is missing after a crash is missed', async (t) => {
  const path = await used(t)
  const mark = { id: 'x', starts: 1, isOpen: true }
  writeFileSync(join(path, 'store.json'), JSON.stringify(mark))
  await assert.rejects(opened(path), /store\.db-wal is missing.*remove .*store\.json/)
})

test('what says which store it is may be damaged, and is named', async (t) => {
  const path = await used(t)
  for (const text of ['', '{', '[]', '{"id": 1}']) {
    writeFileSync(join(path, 'store.json'), text)
    await assert.rejects(opened(path), /store\.json is damaged/, text)
  }
  rmSync(join(path, 'store.json'))
  await opened(path)
  await opened(path)
})

test('a file that is no database is refused by its name', async (t) => {
  const path = await used(t)
  writeFileSync(join(path, 'store.db'), 'x'.repeat(8192))
  await assert.rejects(opened(path), /store\.db/)
})

test('a store of which a copy brought a part alone is refused, and left as it is', async (t) => {
  const path = await used(t)
  const store = join(path, 'store.db')
  rmSync(join(path, 'store.json'))
  const { size } = statSync(store)
  for (const length of [size / 2, 8192, 600, 50].map(Math.floor)) {
    truncateSync(store, length)
    await assert.rejects(opened(path), /store\.db: .*Restore the whole directory/, `${length}`)
    assert.equal(statSync(store).size, length)
  }
})

test('a page that is found damaged ends all writing, and that is told', async (t) => {
  const file = join(folder(t), 'store.db')
  const whole = new SqliteStore(file)
  whole.exec('create table thing (id integer primary key, text text)')
  await whole.write(async (tx) => {
    for (let i = 0; i < 500; i++) {
      await tx.run(sql`insert into thing values (${i}, ${'x'.repeat(1000)})`)
    }
  })
  await whole.close()
  const descriptor = openSync(file, 'r+')
  for (let at = 20 * 4096; at < statSync(file).size; at += 4096) {
    writeSync(descriptor, Buffer.alloc(4096, 0xff), 0, 4096, at)
  }
  closeSync(descriptor)
  const told: unknown[] = []
  const store = new SqliteStore(file, { onDamage: (error) => told.push(error) })
  t.after(() => store.close())
  await store.write((tx) => tx.run(sql`update thing set text = 'y' where id = 0`))
  await assert.rejects(store.all(sql`select * from thing`), /malformed/)
  const write = store.write((tx) => tx.run(sql`update thing set text = 'z' where id = 0`))
  await assert.rejects(write, StoreDamaged)
  await assert.rejects(write, /nothing is written any more.*restore/)
  assert.equal(told.length, 1)
  assert.deepEqual(await store.get(sql`select text from thing where id = 0`), { text: 'y' })
})
