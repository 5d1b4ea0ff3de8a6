import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
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
  const names = (path: string) => all.beneath(path).map((found) => basename(found))
  assert.equal(names('workitems').length, 3)
  assert.equal(names('workitems/job').length, 2)
  assert.deepEqual(names('workitems/job/job-1/a'), ['workitems%2Fjob%2Fjob-1%2Fa'])
  assert.deepEqual(names('workitems/job/job-1/a/wd'), [])
})

test("a job of a schedule is not taken for what is in a job with the schedule's name", (t) => {
  const all = tasks(t)
  all.make('workitems/same:job-1/job-1/a')
  for (const path of ['workitems/same', 'workitems/same/job-1', 'workitems:same:job-1']) {
    assert.deepEqual(all.beneath(path), [], path)
    assert.equal(all.inPlaceOf(path), undefined, path)
  }
  assert.equal(all.beneath('workitems/same:job-1').length, 1)
  assert.ok(existsSync(all.inPlaceOf('workitems/same:job-1')!))
})
