import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { makeCovered, makeNodeDirectories, makeTaskDirectory } from './layout.ts'

function places(t: TestContext): { root: string; elsewhere: string } {
  const top = mkdtempSync(join(tmpdir(), 'layout-'))
  t.after(() => rmSync(top, { recursive: true, force: true }))
  const [root, elsewhere] = [join(top, 'root'), join(top, 'elsewhere')]
  for (const directory of [root, elsewhere]) mkdirSync(directory)
  return { root, elsewhere }
}

test('a task has its directory made where no link of another task leads', (t) => {
  const { root, elsewhere } = places(t)
  makeNodeDirectories(root)
  const make = (path: string): void =>
    makeTaskDirectory(`${root}/${path}`, undefined, { open: false, certs: true, below: root })
  make('workitems/mine/job-1/task')
  assert.deepEqual(readdirSync(`${root}/workitems/mine/job-1/task`).sort(), ['certs', 'wd'])
  make('workitems/mine/job-1/task')
  symlinkSync(elsewhere, `${root}/workitems/job`)
  assert.throws(() => make('workitems/job/job-1/task'))
  makeCovered(root, 'workitems/job/job-1/task')
  assert.deepEqual(readdirSync(elsewhere), [])
})

test('a node keeps what a task has put in the place of its directories', (t) => {
  const { root, elsewhere } = places(t)
  symlinkSync(elsewhere, `${root}/volatile`)
  makeNodeDirectories(root)
  assert.deepEqual(readdirSync(elsewhere), [])
  assert.equal(statSync(`${root}/shared`).mode & 0o7777, 0o1777)
  for (const name of ['workitems', 'startup', 'applications']) {
    assert.ok(statSync(`${root}/${name}`).isDirectory(), name)
  }
})
