import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import fc from 'fast-check'
import { cpuOf } from './launcher.ts'
import { commandScript, quoted } from './script.ts'

/** What a shell makes of a script; 3 is where a launcher has its records. */
const runBy = (script: string): string => spoken(script).replaceAll(/^\d+m.*\n/gm, '')

/** With what it says of the processor time, before the result. */
const spoken = (script: string): string =>
  execFileSync('/bin/sh', ['-c', `exec 3>/dev/null\n${script}`], {
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin' },
  })

test('a quoted text is the same text to a shell, whatever is in it', () => {
  const text = fc.string({ unit: 'binary', maxLength: 40 }).map((any) => any.replaceAll('\0', ''))
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), (texts) => {
      const script = `printf '%s\\0' ${texts.map(quoted).join(' ')}`
      // Half of a pair of code units is no character: it cannot be in a file's name either.
      assert.equal(runBy(script), texts.map((each) => `${each.toWellFormed()}\0`).join(''))
    }),
    { numRuns: 50 },
  )
})

test('a script says which command ended, and how', () => {
  const script = (commandLine: string, workingDirectory = '/') =>
    commandScript({
      number: 17,
      words: ['/bin/sh', '-c', commandLine],
      environment: new Map([['CODE', "it's"]]),
      workingDirectory,
      stdout: '/dev/null',
      stderr: '/dev/null',
      append: false,
    })
  assert.equal(runBy(script('exit 5')), '17 5\n')
  assert.equal(runBy(script(`test "$CODE" = "it's"`)), '17 0\n')
  assert.equal(runBy(script('kill -9 $$')), '17 137\n')
  const [own, waitedFor, result] = spoken(script('exit 5')).split('\n')
  assert.ok(cpuOf(own!) && cpuOf(waitedFor!), `${own} ${waitedFor}`)
  assert.equal(result, '17 5')
})

test('what a shell says of processor time is read in milliseconds', () => {
  assert.deepEqual(cpuOf('1m2.250000s 0m0.030000s'), { userMs: 62_250, kernelMs: 30 })
  assert.deepEqual(cpuOf('0m0.01s 0m0.00s'), { userMs: 10, kernelMs: 0 })
  assert.equal(cpuOf('17 0'), undefined)
})
