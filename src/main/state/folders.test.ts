import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { Copies, removeCopies } from './folders.ts'

async function aPlace(t: TestContext) {
  const root = await mkdtemp(join(tmpdir(), 'lazuli-folders-'))
  t.after(() => rm(root, { recursive: true, force: true }))
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(join(root, path, '..'), { recursive: true })
    await writeFile(join(root, path), text)
  }
  await write('kept/one/file', 'then')
  await write('place/one/file', 'now')
  await write('place/one/later', 'now')
  await write('place/two/file', 'now')
  await mkdir(join(root, 'snapshots'))
  return { root, near: join(root, 'snapshots'), kept: join(root, 'kept') }
}

test('copies take the places of what is there as often as wanted, and nothing stays of them', async (t) => {
  const { root, near, kept } = await aPlace(t)
  for (let i = 0; i < 2; i++) {
    const copies = await Copies.of(kept, ['one', 'two'], near)
    for (const folder of ['one', 'two']) await copies.exchange(folder, join(root, 'place', folder))
    assert.deepEqual(await readdir(join(root, 'place')), ['one'])
    assert.deepEqual(await readdir(join(root, 'place', 'one')), ['file'])
    assert.equal(await readFile(join(root, 'place', 'one', 'file'), 'utf8'), 'then')
    await writeFile(join(root, 'place', 'one', 'file'), 'since')
    await copies.remove()
    assert.deepEqual(await readdir(near), [])
  }
  assert.equal(await readFile(join(kept, 'one', 'file'), 'utf8'), 'then')
})

test('a copy that fails changes nothing, and what one that was cut off left goes', async (t) => {
  const { root, near, kept } = await aPlace(t)
  await mkdir(join(kept, 'deep', 'er'), { recursive: true })
  // There is no folder for it to be copied to.
  await assert.rejects(Copies.of(kept, ['one', 'deep/er'], near))
  assert.deepEqual(await readdir(near), [])
  assert.equal(await readFile(join(root, 'place', 'one', 'file'), 'utf8'), 'now')
  await Copies.of(kept, ['one'], near)
  await mkdir(join(near, 'mine'))
  await removeCopies(near)
  await removeCopies(join(near, 'none'))
  assert.deepEqual(await readdir(near), ['mine'])
})
