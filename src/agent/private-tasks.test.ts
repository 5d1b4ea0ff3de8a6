import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { PrivateTasks } from './private-tasks.ts'

function tasks(t: TestContext): PrivateTasks {
  const top = mkdtempSync(join(tmpdir(), 'private-'))
  t.after(() => rmSync(top, { recursive: true, force: true }))
  return new PrivateTasks(join(top, 'private'))
}

test('a private task has its files elsewhere, and what is beside it has not', (t) => {
  const all = tasks(t)
  assert.equal(all.laidOver('workitems/job/job-1/one'), undefined)
  all.make('workitems/job/job-1/one')
  const files = all.filesOf('workitems/job/job-1/one')
  assert.ok(existsSync(files))
  assert.equal(all.laidOver('workitems/job/job-1/one'), files)
  // What is in it is reached through it: a task may put links there.
  assert.equal(all.laidOver('workitems/job/job-1/one/wd'), undefined)
  assert.equal(all.taskOf('workitems/job/job-1/one/wd'), 'workitems/job/job-1/one')
  for (const path of ['workitems/job/job-1', 'workitems/job/job-1/on', 'shared/job/job-1/one']) {
    assert.equal(all.taskOf(path), undefined, path)
  }
})

test('private tasks are found by what they are in', (t) => {
  const all = tasks(t)
  assert.deepEqual(all.beneath('workitems'), [])
  for (const task of ['job/job-1/a', 'job/job-1/b', 'job2/job-1/a']) all.make(`workitems/${task}`)
  const names = (path: string) => all.beneath(path).map(({ name }) => name)
  assert.equal(names('workitems').length, 3)
  assert.equal(names('workitems/job').length, 2)
  assert.deepEqual(names('workitems/job/job-1/a'), ['workitems:job:job-1:a'])
  assert.deepEqual(names('workitems/job/job-1/a/wd'), [])
})
