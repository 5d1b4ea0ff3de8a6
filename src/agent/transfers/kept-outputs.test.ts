import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { AttemptId, OutputFile } from '#drivers/nodes/port.ts'
import { KeptOutputs } from './kept-outputs.ts'

const id = (name: string): AttemptId => name as AttemptId

const outputTo = (url: string): OutputFile[] => [
  { pattern: '*.txt', container: { url }, when: 'taskcompletion' },
]

function directory(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'lazuli-kept-'))
  t.after(() => rmSync(path, { recursive: true }))
  return path
}

test('an agent that comes after another knows the output files of what still runs', (t) => {
  const path = directory(t)
  const first = new KeptOutputs(path)
  for (const name of ['one', 'two', 'three']) first.keep(id(name), outputTo(`https://a/${name}`))
  first.forget(id('two'))
  const file = join(path, 'kept.ndjson')
  assert.equal(statSync(file).mode & 0o077, 0)
  appendFileSync(file, '{"attemptId":"half","outp')

  const second = new KeptOutputs(path)
  assert.deepEqual(second.of(id('one')), outputTo('https://a/one'))
  second.forgetOthers([id('three')])
  assert.deepEqual(second.of(id('one')), [])
  second.keep(id('four'), outputTo('https://a/four'))

  const third = new KeptOutputs(path)
  assert.deepEqual(third.of(id('three')), outputTo('https://a/three'))
  assert.deepEqual(third.of(id('four')), outputTo('https://a/four'))
  assert.doesNotMatch(readFileSync(file, 'utf8'), /a\/one|a\/two|half/)
})

test('what an older agent kept in a file for each attempt is known', (t) => {
  const path = directory(t)
  writeFileSync(join(path, 'job%2Fone.json'), JSON.stringify(outputTo('https://a/one')))
  assert.deepEqual(new KeptOutputs(path).of(id('job/one')), outputTo('https://a/one'))
  assert.deepEqual(new KeptOutputs(path).of(id('job/one')), outputTo('https://a/one'))
})

test('nothing of attempts that have ended stays in the file', (t) => {
  const path = directory(t)
  const kept = new KeptOutputs(path)
  kept.keep(id('one'), outputTo('https://a/one'))
  kept.forget(id('one'))
  kept.close()
  assert.equal(readFileSync(join(path, 'kept.ndjson'), 'utf8'), '')
})
