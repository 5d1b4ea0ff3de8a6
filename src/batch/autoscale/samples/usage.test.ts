import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { UsageReading } from '#drivers/nodes/port.ts'
import { levelsOf, usageOf } from './usage.ts'

const reading = (
  at: number,
  cpu: Readonly<Record<string, number>>,
  change: Partial<UsageReading> = {},
): UsageReading => ({
  at,
  run: 'one',
  processors: 4,
  nodes: Object.entries(cpu).map(([nodeId, cpuMs]) => ({
    nodeId,
    cpuMs,
    memoryBytes: (1000 + cpuMs) * 2 ** 20,
    diskBytes: 50 * 2 ** 30,
  })),
  ...change,
})

test('a node takes what its count grew by, of as many cores as it can have', () => {
  const levels = levelsOf(reading(0, { a: 0, b: 100 }), reading(1000, { a: 1000, b: 600 }))
  const shareOf = (cores: number) => usageOf(levels, [['a', cores]]).$CPUPercent
  assert.deepEqual([1, 2, 4, 16].map(shareOf), [1, 0.5, 0.25, 0.25])
  assert.deepEqual(
    usageOf(levels, [
      ['a', 2],
      ['b', 2],
      ['elsewhere', 2],
    ]),
    { $CPUPercent: 0.375, $MemoryBytes: 1800, $DiskBytes: 50, $SampleNodeCount: 2 },
  )
})

test('no node takes more than all that it has', () => {
  const levels = levelsOf(reading(0, { a: 0 }), reading(1000, { a: 4000 }))
  assert.equal(usageOf(levels, [['a', 1]]).$CPUPercent, 1)
})

test('a node that was not measured, or not twice in a row, has no share in the average', () => {
  const after = reading(1000, { a: 500, b: 500 })
  for (const before of [
    undefined,
    reading(0, {}),
    reading(0, { a: 501 }),
    reading(0, { a: 0 }, { run: 'another' }),
    reading(1000, { a: 0 }),
  ]) {
    const usage = usageOf(levelsOf(before, after), [['a', 1]])
    assert.ok(Number.isNaN(usage.$CPUPercent))
    assert.equal(usage.$MemoryBytes, 1500)
    assert.equal(usage.$SampleNodeCount, 1)
  }
  const one = levelsOf(reading(0, { a: 600, b: 0 }), after)
  const both = [
    ['a', 1],
    ['b', 1],
  ] as const
  assert.equal(usageOf(one, both).$CPUPercent, 0.5)
  assert.equal(usageOf(new Map(), both).$SampleNodeCount, 0)
})
