import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isReadingOf, isReportOf } from './reports.ts'

const exited = {
  kind: 'exited',
  nodeId: 'n',
  attemptId: 't1-1-0',
  startedAt: 1_800_000_000_000,
  endedAt: 1_800_000_001_000,
  cpu: { userMs: 12.5, kernelMs: 0 },
  exitCode: 0,
}

test('a node may report what it ran, and nothing of another node', () => {
  assert.equal(isReportOf('n', exited), true)
  assert.equal(isReportOf('m', exited), false)
  assert.equal(isReportOf('n', { ...exited, container: { id: 'c', state: 'exited' } }), true)
})

test('what no store could keep is no report', () => {
  const wrong: readonly object[] = [
    { cpu: JSON.parse('{"userMs":1e999,"kernelMs":0}') },
    { cpu: { userMs: 1e300, kernelMs: 0 } },
    { cpu: { userMs: -1, kernelMs: 0 } },
    { startedAt: -8.64e15 },
    { endedAt: 8.64e15 },
    { attemptId: 't1\0' },
    { attemptId: '' },
    { attemptId: 't'.repeat(201) },
    { exitCode: 1e300 },
    { container: {} },
    { container: { id: 'c', state: 'x'.repeat(2 ** 20 + 1) } },
    { failure: { category: 'UserError', code: 'a', message: 1 } },
    { kind: 'constructor' },
  ]
  for (const part of wrong) {
    assert.equal(isReportOf('n', { ...exited, ...part }), false, JSON.stringify(part).slice(0, 80))
  }
})

test('a node may say what it takes itself, in numbers that can be', () => {
  const node = { nodeId: 'n', cpuMs: 5, memoryBytes: 4096, diskBytes: 0 }
  const reading = { at: 1.5, run: 'r', processors: 2, nodes: [node] }
  assert.equal(isReadingOf('n', reading), true)
  assert.equal(isReadingOf('m', reading), false)
  for (const part of [{ cpuMs: -1 }, { memoryBytes: 1e300 }, { diskBytes: '1' }, { nodeId: 'm' }]) {
    assert.equal(isReadingOf('n', { ...reading, nodes: [{ ...node, ...part }] }), false)
  }
  for (const part of [{ processors: 0 }, { at: null }, { nodes: undefined }, { run: 1 }]) {
    assert.equal(isReadingOf('n', { ...reading, ...part }), false)
  }
  assert.equal(isReadingOf('n', undefined), false)
})
