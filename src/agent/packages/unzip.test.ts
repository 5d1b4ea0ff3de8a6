import assert from 'node:assert/strict'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { type ZipEntry, zipOf } from '#testing/zip.ts'
import { type UnzipLimits, unzip, usualLimits } from './unzip.ts'

const LINK = 0o120777
const DEVICE = 0o020666
const SETUID = 0o104755

/** Unpacks into a directory beside which there is nothing else; looks at what came of it. */
async function unpacked(
  archive: readonly ZipEntry[] | Buffer,
  look: (into: string, beside: string[]) => void,
  limits: UnzipLimits = usualLimits,
): Promise<unknown> {
  const place = mkdtempSync(join(tmpdir(), 'unzip-'))
  const into = join(place, 'in', 'tree')
  try {
    mkdirSync(into, { recursive: true })
    const zip = join(place, 'in', 'zip')
    writeFileSync(zip, Buffer.isBuffer(archive) ? archive : zipOf(archive))
    const error = await unzip(zip, into, new AbortController().signal, limits).then(
      () => undefined,
      (reason: unknown) => reason,
    )
    look(into, [...readdirSync(place), ...readdirSync(join(place, 'in'))])
    return error
  } finally {
    rmSync(place, { recursive: true })
  }
}

const nothing = (_: string, beside: string[]): void =>
  assert.deepEqual(beside, ['in', 'tree', 'zip'])

const refused = async (entries: readonly ZipEntry[] | Buffer, limits?: UnzipLimits) => {
  assert.ok((await unpacked(entries, nothing, limits)) instanceof Error)
}

test('files come with their bytes and with who may run them', async () => {
  const big = Buffer.alloc(300_000, 'abc')
  const error = await unpacked(
    [
      { name: 'empty/' },
      { name: 'bin/tool', content: '#!/bin/sh', mode: 0o100700 },
      { name: 'bin/notes.txt', content: 'read me', mode: 0o100600 },
      { name: 'from-windows.exe', content: big },
      { name: 'deep/er/still/ünïcode 文件', content: 'x', mode: 0o100644 },
    ],
    (into) => {
      assert.equal(readFileSync(`${into}/bin/tool`, 'utf8'), '#!/bin/sh')
      assert.equal(statSync(`${into}/bin/tool`).mode & 0o7777, 0o755)
      assert.equal(statSync(`${into}/bin/notes.txt`).mode & 0o7777, 0o644)
      assert.equal(statSync(`${into}/from-windows.exe`).mode & 0o7777, 0o755)
      assert.deepEqual(readFileSync(`${into}/from-windows.exe`), big)
      assert.ok(statSync(`${into}/empty`).isDirectory())
      assert.ok(existsSync(`${into}/deep/er/still/ünïcode 文件`))
    },
  )
  assert.equal(error, undefined)
})

test('of many files each is there, and of two with one name the later', async () => {
  const many = Array.from({ length: 200 }, (_, i) => ({ name: `d${i % 7}/${i}`, content: `${i}` }))
  const twice = Array.from({ length: 20 }, (_, i) => ({
    name: 'twice',
    content: 'x'.repeat(99 - i),
  }))
  const error = await unpacked([...many, ...twice], (into) => {
    for (const { name, content } of many) {
      assert.equal(readFileSync(`${into}/${name}`, 'utf8'), content)
    }
    assert.equal(readFileSync(`${into}/twice`, 'utf8'), 'x'.repeat(80))
  })
  assert.equal(error, undefined)
})

test('links and devices become plain files, and rights of others are not taken over', async () => {
  const error = await unpacked(
    [
      { name: 'link', content: '/etc/passwd', mode: LINK },
      { name: 'device', mode: DEVICE },
      { name: 'root', content: 'x', mode: SETUID },
    ],
    (into) => {
      assert.ok(lstatSync(`${into}/link`).isFile())
      assert.equal(readFileSync(`${into}/link`, 'utf8'), '/etc/passwd')
      assert.ok(lstatSync(`${into}/device`).isFile())
      assert.equal(lstatSync(`${into}/root`).mode & 0o7777, 0o755)
    },
  )
  assert.equal(error, undefined)
})

test('no name leads out of the directory', async () => {
  const names = ['../up', 'a/../../up', '/absolute', '\\absolute', 'a\\..\\..\\up', 'C:/up', 'a\0b']
  for (const name of names) await refused([{ name, content: 'x' }])
  // Through what looks like a link that was unpacked before.
  await refused([
    { name: 'out', content: '..', mode: LINK },
    { name: 'out/up', content: 'x' },
  ])
  await refused([{ name: `${'n'.repeat(256)}`, content: 'x' }])
  await refused([{ name: 'd/'.repeat(2500), content: '' }])
})

test('names that only look odd stay within', async () => {
  const error = await unpacked(
    [
      { name: './a//b', content: 'x' },
      { name: '...', content: 'x' },
      { name: '-rf *', content: 'x' },
    ],
    (into) => {
      assert.deepEqual(readdirSync(into).sort(), ['-rf *', '...', 'a'])
      assert.deepEqual(readdirSync(`${into}/a`), ['b'])
    },
  )
  assert.equal(error, undefined)
})

test('what is more than it says, or too much, is not unpacked', async () => {
  const content = Buffer.alloc(1_000_000)
  await refused([{ name: 'bomb', content, says: { size: 10 } }])
  const limits = { ...usualLimits, bytes: 1_500_000, entries: 10 }
  await refused(
    [
      { name: 'a', content },
      { name: 'b', content },
    ],
    limits,
  )
  await refused(
    Array.from({ length: 11 }, (_, i) => ({ name: `f${i}` })),
    limits,
  )
  // Each of its names makes directories.
  await refused([{ name: 'a/b/c/d/e/f/g/h/i/j/k' }], limits)
  await refused([{ name: 'a/b/c/d/e/f' }, { name: 'g/b/c/d/e/f' }], limits)
  const shared = [{ name: 'a/b/c/d/e/f' }, { name: 'a/b/c/d/e/g' }, { name: 'a/b/c/h/' }]
  assert.equal(await unpacked(shared, nothing, limits), undefined)
  await refused([{ name: 'free', content }], { ...usualLimits, partOfFree: 0 })
})

test('what is no archive, is cut off, damaged or encrypted is refused', async () => {
  const good = zipOf([{ name: 'a', content: 'some bytes of it' }])
  await refused(Buffer.from('not a zip at all'))
  await refused(Buffer.alloc(0))
  await refused(good.subarray(0, good.length - 10))
  await refused([{ name: 'a', content: 'x', says: { crc: 1 } }])
  await refused([{ name: 'a', content: 'x', isEncrypted: true }])
  const damaged = Buffer.from(good)
  damaged[40] = damaged[40]! ^ 0xff
  await refused(damaged)
})

test('an empty archive is an empty directory', async () => {
  assert.equal(await unpacked([], (into) => assert.deepEqual(readdirSync(into), [])), undefined)
})
