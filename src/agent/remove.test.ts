import assert from 'node:assert/strict'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { test } from 'node:test'
import { withoutRoot } from '#testing/without-root.ts'
import { openUp } from './directories.ts'
import { removeAll, removeTree } from './remove.ts'

/** What a task may leave: directories that nobody may read, write or enter, and a way out. */
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
    await removeTree(directory, 'left')
    assertLeftIsGone(directory)
    await assert.rejects(removeTree(directory, 'left'), { code: 'ENOENT' })
  }))

test('nothing is opened through a link', () =>
  withoutRoot(async (directory) => {
    mkdirSync(`${directory}/closed`, { mode: 0 })
    symlinkSync('closed', `${directory}/link`)
    await assert.rejects(openUp(`${directory}/link`), { code: 'ENOTDIR' })
    assert.equal(statSync(`${directory}/closed`).mode & 0o777, 0)
    await openUp(`${directory}/closed`)
    assert.equal(statSync(`${directory}/closed`).mode & 0o777, 0o700)
  }))
