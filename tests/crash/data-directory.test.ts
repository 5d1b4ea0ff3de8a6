import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { openDataDirectory, openEphemeralDirectory } from '#store/data-directory.ts'
import { startChild } from '#testing/child.ts'

const holder = new URL('./parts/hold-directory.ts', import.meta.url)

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'directory-test-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('a data directory belongs to one process, until that is killed', async (t) => {
  const path = join(temporaryFolder(t), 'data')
  const child = startChild(t, holder, ['lasting', path])
  await child.next()
  await assert.rejects(openDataDirectory(path), /in use by another server. Stop that one/)
  await child.kill()
  const directory = await openDataDirectory(path)
  await directory.close()
})

test('a temporary directory of a killed server is removed at the next start', async (t) => {
  const parent = temporaryFolder(t)
  const child = startChild(t, holder, ['ephemeral', parent])
  const path = await child.next()
  const during = await openEphemeralDirectory(parent)
  assert.ok(existsSync(join(path, 'store.db')), 'a living server keeps its directory')
  await child.kill()
  const after = await openEphemeralDirectory(parent)
  assert.equal(existsSync(path), false)
  await Promise.all([during.close(), after.close()])
  assert.deepEqual(readdirSync(parent), [])
})

test('a temporary directory stays while its store is locked, whatever its process id says', async (t) => {
  const parent = temporaryFolder(t)
  const path = join(parent, 'lazuli-999999999-abc')
  const child = startChild(t, holder, ['lasting', path])
  await child.next()
  const one = await openEphemeralDirectory(parent)
  assert.ok(existsSync(path))
  await child.kill()
  const other = await openEphemeralDirectory(parent)
  assert.equal(existsSync(path), false)
  await Promise.all([one.close(), other.close()])
})
