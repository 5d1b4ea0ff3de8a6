import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runsScript } from './npm-shell.ts'

test('a shell is waited for if it runs the script and would wait for it, too', () => {
  const runs = (script: string, ...command: readonly string[]) => runsScript(command, script)
  assert.ok(runs('lazuli start', 'sh', '-c', 'lazuli start --port 0', ''))
  assert.ok(runs('build && lazuli start', 'sh', '-c', 'build && lazuli start', ''))
  assert.ok(!runs('lazuli start &', 'sh', '-c', 'lazuli start &', ''))
  assert.ok(!runs('lazuli start & wait-on x', 'sh', '-c', 'lazuli start & wait-on x', ''))
})

test('a program that passed on what npm told it is no such shell', () => {
  assert.ok(!runsScript(['node', 'tests.js', ''], 'node tests.js'))
  assert.ok(!runsScript(['bash', '-c', 'lazuli start', ''], 'node tests.js'))
  assert.ok(!runsScript(['sh', '-c', 'lazuli start', ''], undefined))
  assert.ok(!runsScript([], 'lazuli start'))
})
