import assert from 'node:assert/strict'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { withoutRoot } from '#testing/without-root.ts'
import {
  DataDirectoryError,
  makeEmptyStore,
  openDataDirectory,
  openEphemeralDirectory,
} from './data-directory.ts'
import { sql } from './sql.ts'

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'directory-test-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const modeOf = (path: string): number => statSync(path).mode & 0o777

test('a new data directory is made with its parents, for its owner alone', async (t) => {
  const path = join(temporaryFolder(t), 'a', 'b')
  const directory = await openDataDirectory(path)
  t.after(() => directory.close())
  assert.deepEqual([directory.path, directory.ephemeral], [path, false])
  assert.equal(modeOf(path), 0o700)
  for (const file of ['store.db', 'store.db-wal']) assert.equal(modeOf(join(path, file)), 0o600)
})

test('an empty directory is taken and closed to others', async (t) => {
  const path = join(temporaryFolder(t), 'volume')
  mkdirSync(join(path, 'lost+found'), { recursive: true })
  chmodSync(path, 0o755)
  const directory = await openDataDirectory(path)
  t.after(() => directory.close())
  assert.equal(modeOf(path), 0o700)
})

test('what a data directory holds is there at the next start', async (t) => {
  const path = temporaryFolder(t)
  const first = await openDataDirectory(path)
  await first.store.write((tx) => tx.run(sql`insert into setting values ('name', 'value')`))
  await first.close()
  writeFileSync(join(path, 'other'), '')
  const second = await openDataDirectory(path)
  t.after(() => second.close())
  assert.equal((await second.store.all(sql`select * from setting where name = 'name'`)).length, 1)
})

test("another user's directory is refused and left as it is", async (t) => {
  const path = temporaryFolder(t)
  writeFileSync(join(path, 'thesis.txt'), '')
  chmodSync(path, 0o755)
  await assert.rejects(
    openDataDirectory(path),
    (error) => error instanceof DataDirectoryError && /not a data directory/.test(error.message),
  )
  assert.equal(modeOf(path), 0o755)
})

test('a directory whose store is gone is refused with what to do, by any file that belongs to it', async (t) => {
  for (const name of ['credentials.json', 'token-signing.pem', 'store.json']) {
    const path = temporaryFolder(t)
    writeFileSync(join(path, name), '{}')
    await assert.rejects(openDataDirectory(path), (error) => {
      assert.ok(error instanceof DataDirectoryError)
      assert.match(error.message, new RegExp(`${name} is there, but the store\\.db .* is missing`))
      assert.match(error.message, /Restore the whole directory from a backup/)
      return true
    })
  }
})

test('a path that cannot be a directory is refused with the reason', async (t) => {
  const path = join(temporaryFolder(t), 'file')
  writeFileSync(path, '')
  const refused = async (at: string, words: RegExp): Promise<void> =>
    assert.rejects(
      openDataDirectory(at),
      (error) => error instanceof DataDirectoryError && words.test(error.message),
    )
  await refused(path, /cannot use .*file: it is not a directory\./)
  await refused(join(path, 'below', 'it'), /a file is in its way/)
  await refused(join(path, '..', 'n'.repeat(300)), /the name is too long/)
  // The system says of these that they are not there: a program that makes parents first tries for ever.
  await refused('/proc/lazuli/data', /cannot use .*: no directory can be made there\./)
  symlinkSync(join(path, '..', 'nowhere', 'else'), join(path, '..', 'link'))
  await refused(join(path, '..', 'link'), /it does not exist/)
  await assert.rejects(
    openEphemeralDirectory(join(path, '..', 'nowhere')),
    /nowhere for temporary files: it does not exist\. Let TMPDIR name/,
  )
})

test('a directory that a newer version wrote is refused and can be opened by that one', async (t) => {
  const path = temporaryFolder(t)
  const newer = await openDataDirectory(path)
  await newer.store.write((tx) => tx.run(sql`insert into migration values ('9999-the-future.sql')`))
  await newer.close()
  const refused = openDataDirectory(path)
  await assert.rejects(refused, (error) => {
    assert.ok(error instanceof DataDirectoryError)
    assert.match(error.message, /newer version of Lazuli \(9999-the-future\.sql\)/)
    return true
  })
  // Refusing has let go of the lock.
  await assert.rejects(openDataDirectory(path), DataDirectoryError)
})

test('a store file that is no database is refused with the reason', async (t) => {
  const path = temporaryFolder(t)
  writeFileSync(join(path, 'store.db'), 'not a database'.repeat(100))
  await assert.rejects(openDataDirectory(path), /not a database\. Restore the whole directory/)
})

test('a temporary directory goes when it is closed', async (t) => {
  const parent = temporaryFolder(t)
  const directory = await openEphemeralDirectory(parent)
  assert.equal(modeOf(directory.path), 0o700)
  writeFileSync(join(directory.path, 'stdout.txt'), '')
  await directory.close()
  assert.throws(() => statSync(directory.path), /ENOENT/)
})

test('a copy of an empty store has the tables that migrations make', async (t) => {
  const parent = temporaryFolder(t)
  const empty = join(parent, 'empty.db')
  await makeEmptyStore(empty)
  const tablesOf = async (from?: URL) => {
    const directory = await openEphemeralDirectory(parent, from)
    assert.equal(modeOf(join(directory.path, 'store.db')), 0o600)
    const { store } = directory
    const found = await store.all(
      sql`select sql from sqlite_schema where sql is not null order by name`,
    )
    const vacuum = await store.get(sql`select auto_vacuum from pragma_auto_vacuum`)
    await directory.close()
    return { found, vacuum }
  }
  assert.deepEqual(await tablesOf(pathToFileURL(empty)), await tablesOf())
})

test('what a task has closed goes with a temporary directory, too', () =>
  withoutRoot(async (parent) => {
    const directory = await openEphemeralDirectory(parent)
    const closed = join(directory.path, 'closed')
    mkdirSync(join(closed, 'deep'), { recursive: true })
    writeFileSync(join(closed, 'deep', 'file'), '')
    symlinkSync(parent, join(closed, 'out'))
    for (const path of [join(closed, 'deep'), closed]) chmodSync(path, 0)
    chmodSync(parent, 0o755)
    await directory.close()
    assert.throws(() => statSync(directory.path), /ENOENT/)
    assert.equal(modeOf(parent), 0o755)
  }))

test('leftovers of the dead are removed; what is alive, or not ours, stays', async (t) => {
  const parent = temporaryFolder(t)
  const dead = join(parent, 'lazuli-999999999-abc')
  const stay = ['lazuli-1-abc', `lazuli-${process.pid}-abc`, 'lazuli-notes', 'other-999999999-abc']
  for (const path of [dead, ...stay.map((name) => join(parent, name))]) mkdirSync(path)
  const directory = await openEphemeralDirectory(parent)
  t.after(() => directory.close())
  assert.throws(() => statSync(dead), /ENOENT/)
  for (const name of stay) assert.ok(statSync(join(parent, name)).isDirectory())
})
