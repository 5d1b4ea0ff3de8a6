import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAttempt } from '../conformance/conformance.ts'
import { imaginedRun } from './imagined-run.ts'

const run = imaginedRun({ scaled: (ms) => ms / 10 })
const runOf = (commandLine: string, environment = {}) =>
  run(anAttempt('a', { commandLine, environment }))

test('a simulated task runs as long as its command sleeps, and exits as it says', () => {
  assert.deepEqual(runOf('/bin/true'), { afterMs: 100, exitCode: 0 })
  assert.deepEqual(runOf("sh -c 'sleep 90; exit 3'"), { afterMs: 9_000, exitCode: 3 })
  assert.deepEqual(runOf('sleep 0.5'), { afterMs: 50, exitCode: 0 })
  assert.deepEqual(runOf('sleeper 5'), { afterMs: 100, exitCode: 0 })
})

test('settings of a task win over what its command says, and what is no number is none', () => {
  const environment = { LAZULI_SIMULATED_SECONDS: '2', LAZULI_SIMULATED_EXIT_CODE: '7' }
  assert.deepEqual(runOf('sleep 90', environment), { afterMs: 200, exitCode: 7 })
  const wrong = { LAZULI_SIMULATED_SECONDS: '-1', LAZULI_SIMULATED_EXIT_CODE: 'x' }
  assert.deepEqual(runOf('sleep 90', wrong), { afterMs: 9_000, exitCode: 0 })
  const huge = { LAZULI_SIMULATED_SECONDS: '9'.repeat(400), LAZULI_SIMULATED_EXIT_CODE: '999' }
  const { afterMs, exitCode } = runOf('/bin/true', huge)
  assert.ok(Number.isFinite(afterMs) && exitCode === 255)
})
