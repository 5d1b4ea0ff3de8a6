import assert from 'node:assert/strict'
import { test } from 'node:test'
import { METRICS, type Metric } from '../metrics.ts'
import { sampleCount, samplesIn, withSample } from './sample-book.ts'

const valuesOf = (base: number): Record<Metric, number> =>
  Object.fromEntries(METRICS.map((metric, index) => [metric, base + index / 100])) as Record<
    Metric,
    number
  >

test('samples come out as they went in, whatever row they share', () => {
  let [first, second] = [new Uint8Array(0), new Uint8Array(0)]
  for (const at of [1, 2, 3])
    first = new Uint8Array(withSample(first, { at, values: valuesOf(at) }))
  for (const at of [4, 5]) second = new Uint8Array(withSample(second, { at, values: valuesOf(at) }))
  assert.equal(sampleCount(first), 3)
  // As a store may hand them out: somewhere within other bytes.
  const shifted = new Uint8Array(second.byteLength + 3).subarray(3)
  shifted.set(second)
  const samplesOf = samplesIn([first, shifted])
  for (const [index, metric] of METRICS.entries()) {
    const { times, values } = samplesOf(metric)
    assert.deepEqual([...times], [1, 2, 3, 4, 5])
    assert.deepEqual(
      [...values],
      [1, 2, 3, 4, 5].map((base) => base + index / 100),
    )
  }
})

test('a row of before columns is read, and goes on as columns', () => {
  const row = (at: number) => [at, ...METRICS.map((metric) => valuesOf(at)[metric])]
  const old = new Uint8Array(Float64Array.from([1, 2].flatMap(row)).buffer)
  assert.equal(sampleCount(old), 2)
  const next = withSample(old, { at: 3, values: valuesOf(3) })
  for (const [packed, taken] of [
    [[old], [1, 2]],
    [[next], [1, 2, 3]],
    [
      [old, next],
      [1, 2, 1, 2, 3],
    ],
  ] as const) {
    for (const [index, metric] of METRICS.entries()) {
      const { times, values } = samplesIn(packed)(metric)
      assert.deepEqual([...times], taken)
      assert.deepEqual(
        [...values],
        taken.map((at) => at + index / 100),
      )
    }
  }
})

test('a sample for which no node was measured is none of what nodes take', () => {
  const valuesFor = (nodes: number, percent: number) => ({
    ...valuesOf(0),
    $SampleNodeCount: nodes,
    $CPUPercent: percent,
    $MemoryBytes: 7,
  })
  let packed: Uint8Array = new Uint8Array(0)
  // The first is as those were that were taken before nodes were measured.
  const taken = [valuesFor(0, 0), valuesFor(1, Number.NaN), valuesFor(2, 0), valuesFor(2, 50)]
  for (const [at, values] of taken.entries()) packed = withSample(packed, { at, values })
  const samplesOf = samplesIn([packed])
  assert.deepEqual([...samplesOf('$CPUPercent').times], [2, 3])
  assert.deepEqual([...samplesOf('$CPUPercent').values], [0, 50])
  assert.deepEqual([...samplesOf('$MemoryBytes').times], [1, 2, 3])
  assert.deepEqual([...samplesOf('$SampleNodeCount').values], [1, 2, 2])
  assert.equal(samplesOf('$ActiveTasks').times.length, 4)
})
