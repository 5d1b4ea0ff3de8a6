import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { withoutRoot } from '#testing/without-root.ts'
import { openUp } from './directories.ts'
import { nameOf } from './names.ts'
import { NotRemoved, removeAll, removeTree } from './remove.ts'

/** What a task may leave: directories without any permission, and a way out. */
function leave(directory: string): void {
  mkdirSync(`${directory}/left/closed/deep`, { recursive: true })
  mkdirSync(`${directory}/left/read-only`)
  mkdirSync(`${directory}/kept`)
  writeFileSync(`${directory}/kept/file`, 'kept')
  writeFileSync(`${directory}/left/closed/deep/file`, '')
  writeFileSync(`${directory}/left/read-only/file`, '')
  symlinkSync(`${directory}/kept`, `${directory}/left/closed/out`)
  chmodSync(`${directory}/kept`, 0o500)
  chmodSync(`${directory}/left/read-only`, 0o500)
  chmodSync(`${directory}/left/closed/deep`, 0)
  chmodSync(`${directory}/left/closed`, 0)
}

function assertLeftIsGone(directory: string): void {
  assert.ok(!existsSync(`${directory}/left`))
  assert.equal(readFileSync(`${directory}/kept/file`, 'utf8'), 'kept')
  assert.equal(statSync(`${directory}/kept`).mode & 0o777, 0o500)
  chmodSync(`${directory}/kept`, 0o700)
}

/** A directory with something to remove in it, gone after the test. */
function place(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'lazuli-remove-'))
  t.after(() => rmSync(directory, { recursive: true, force: true }))
  mkdirSync(`${directory}/left`)
  return directory
}

/** Whether root is here with the rights of root, for what no other user can do. */
const can = (program: string, ...words: string[]): boolean =>
  process.getuid?.() === 0 && spawnSync(program, words, { stdio: 'ignore' }).status === 0

test('directories that a task has closed are removed without root, too', () =>
  withoutRoot(async (directory) => {
    leave(directory)
    await removeAll(`${directory}/left`)
    assertLeftIsGone(directory)
    await removeAll(`${directory}/left`)
  }))

test('a tree is removed through what is closed in it', () =>
  withoutRoot(async (directory) => {
    leave(directory)
    await removeTree(directory, nameOf('left'))
    assertLeftIsGone(directory)
    await assert.rejects(removeTree(directory, nameOf('left')), { code: 'ENOENT' })
  }))

test('nothing is opened through a link', () =>
  withoutRoot(async (directory) => {
    mkdirSync(`${directory}/closed`, { mode: 0 })
    symlinkSync('closed', `${directory}/link`)
    assert.throws(() => openUp(`${directory}/link`), { code: 'ENOTDIR' })
    assert.equal(statSync(`${directory}/closed`).mode & 0o777, 0)
    openUp(`${directory}/closed`)
    assert.equal(statSync(`${directory}/closed`).mode & 0o777, 0o700)
  }))

test('files of any name are removed, however deep they are', async (t) => {
  const directory = place(t)
  const names = fc
    .uint8Array({ minLength: 1, maxLength: 30 })
    .map((bytes) => Buffer.from(bytes.filter((byte) => byte !== 0 && byte !== 0x2f)))
    .filter((bytes) => bytes.length > 0 && !['.', '..'].includes(bytes.toString('latin1')))
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(names, { minLength: 1, maxLength: 4 })), async (paths) => {
      for (const path of paths) {
        const whole = path.map((name) => name.toString('latin1')).join('/')
        const at = Buffer.from(`${directory}/left/${whole}`, 'latin1')
        mkdirSync(at, { recursive: true })
        writeFileSync(Buffer.concat([at, Buffer.from('/f\xff', 'latin1')]), '')
      }
      await removeAll(`${directory}/left`)
      assert.deepEqual(readdirSync(directory), [])
    }),
    { numRuns: 30 },
  )
})

test('a tree that is deeper than any path is removed, and one that is wide', async (t) => {
  const directory = place(t)
  const script =
    'import os\nfor i in range(2000):\n os.mkdir("deep"); os.chdir("deep")\nopen("f", "w")'
  execFileSync('python3', ['-c', script], { cwd: `${directory}/left` })
  for (let i = 0; i < 2000; i++) writeFileSync(`${directory}/left/${i}`, '')
  await removeAll(`${directory}/left`)
  assert.deepEqual(readdirSync(directory), [])
})

test('pipes, sockets and links are removed as what they are', async (t) => {
  const directory = place(t)
  execFileSync('mkfifo', [`${directory}/left/pipe`])
  const server = createServer().listen(`${directory}/left/socket`)
  t.after(() => server.close())
  mkdirSync(`${directory}/kept/inside`, { recursive: true })
  symlinkSync('../kept', `${directory}/left/link`)
  await removeAll(`${directory}/left`)
  assert.deepEqual(readdirSync(directory), ['kept'])
  assert.deepEqual(readdirSync(`${directory}/kept`), ['inside'])
})

test('what cannot be removed keeps nothing else, and goes once it can', async (t) => {
  const directory = place(t)
  const fixed = `${directory}/left/a/fixed`
  mkdirSync(`${directory}/left/a`)
  mkdirSync(`${directory}/left/b/c`, { recursive: true })
  for (const path of ['a/0', 'a/fixed', 'a/z', 'b/c/d'])
    writeFileSync(`${directory}/left/${path}`, '')
  if (!can('chattr', '+i', fixed)) return t.skip('needs a file that root cannot remove')
  t.after(() => spawnSync('chattr', ['-i', fixed]))
  await assert.rejects(
    removeAll(`${directory}/left`),
    (error) => error instanceof NotRemoved && error.count === 1,
  )
  assert.deepEqual(readdirSync(`${directory}/left`, { recursive: true }), ['a', 'a/fixed'])
  execFileSync('chattr', ['-i', fixed])
  await removeAll(`${directory}/left`)
  assert.deepEqual(readdirSync(directory), [])
})

test('what is mounted in a tree is taken away, and nothing that it shows is removed', async (t) => {
  const directory = place(t)
  const mounts = [`${directory}/left/a/mount`, `${directory}/left/file`]
  mkdirSync(mounts[0]!, { recursive: true })
  writeFileSync(mounts[1]!, '')
  mkdirSync(`${directory}/kept/inside`, { recursive: true })
  writeFileSync(`${directory}/kept/file`, 'kept')
  if (!can('mount', '--bind', `${directory}/kept`, mounts[0]!)) return t.skip('needs to mount')
  execFileSync('mount', ['--bind', `${directory}/kept/file`, mounts[1]!])
  t.after(() => mounts.map((mount) => spawnSync('umount', [mount])))
  await removeAll(`${directory}/left`)
  assert.deepEqual(readdirSync(directory), ['kept'])
  assert.deepEqual(readdirSync(`${directory}/kept`).sort(), ['file', 'inside'])
})

test('a tree goes although something is put there meanwhile', async (t) => {
  const directory = place(t)
  let count = 0
  const write = (): void => {
    // Ten more than there were: on a busy machine each may cost a pass of its own.
    if (count++ < 110) writeFileSync(`${directory}/left/${count}`, '')
  }
  for (let i = 0; i < 100; i++) write()
  const timer = setInterval(() => existsSync(`${directory}/left`) && write(), 0)
  t.after(() => clearInterval(timer))
  await removeAll(`${directory}/left`)
  assert.ok(!existsSync(`${directory}/left`))
})
