import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { PrivateTasks } from '../separation/private-tasks.ts'
import { type Root, reach } from './beneath.ts'

const TASK = 'workitems/job/job-1/one'

/** A node's root with a private task, whose job's place a task of another job has taken. */
function node(t: TestContext): Root {
  const top = mkdtempSync(join(tmpdir(), 'beneath-'))
  t.after(() => rmSync(top, { recursive: true, force: true }))
  const path = join(top, 'root')
  const tasks = new PrivateTasks(join(top, 'private'))
  tasks.make(TASK)
  writeFileSync(join(tasks.filesOf(TASK), 'stdout.txt'), 'mine')
  const forged = join(path, 'shared', 'job-1', 'one')
  mkdirSync(forged, { recursive: true })
  writeFileSync(join(forged, 'stdout.txt'), 'forged')
  mkdirSync(join(path, 'workitems'))
  symlinkSync('../shared', join(path, 'workitems', 'job'))
  return {
    path,
    laidOver: (directory) => tasks.laidOver(directory),
    inPlaceOf: (directory) => tasks.inPlaceOf(directory),
  }
}

test('no link leads away from what is laid over a path', async (t) => {
  const root = node(t)
  using place = reach(root, `${TASK}/stdout.txt`, true)
  assert.equal(await readFile(place.path, 'utf8'), 'mine')
  assert.equal(place.within, `${TASK}/stdout.txt`)
  assert.throws(() => reach(root, 'workitems/job/job-1/two/stdout.txt', true))
})
