import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Bench, LoadNotReached, NoLoadStated } from './bench.ts'
import { drawn } from './curve.ts'
import { benchNames, missing, run, runBench } from './running.ts'
import { inTurns, median, p99, ratio } from './statistics.ts'

test('sides are measured in turns, and the first round does not count', async () => {
  const order: string[] = []
  const measured = await inTurns(2, {
    ours: async () => order.push('ours'),
    theirs: async () => order.push('theirs'),
  })
  assert.deepEqual(order, ['ours', 'theirs', 'theirs', 'ours', 'ours', 'theirs'])
  assert.deepEqual(measured, { ours: [4, 5], theirs: [3, 6] })
})

test('a ratio is the median of the ratios of the rounds', () => {
  assert.equal(ratio([1, 4, 9], [2, 4, 3]), 1)
  assert.equal(median([3, 1, 2]), 2)
  assert.equal(p99([1, 2]), 2)
  assert.throws(() => median([]), /nothing was measured/)
})

test('a curve is drawn with its names, and keeps what is no markup', () => {
  const svg = drawn({
    name: 'n',
    title: 'Time & <memory>',
    x: 'tasks',
    y: 'ms',
    series: [
      {
        name: 'ours',
        points: [
          [0, 0],
          [1000, 2],
          [5000, 3.5],
        ],
      },
    ],
  })
  assert.match(svg, /^<svg [^>]+>/)
  assert.match(svg, /Time &#38; &#60;memory&#62;/)
  assert.match(svg, />5k<\/text>/)
  assert.doesNotMatch(svg, /NaN|undefined/)
})

test('a run fails that did not reach its load, or says nothing of it', async () => {
  const options = { size: 'full', rounds: 1, say: () => undefined } as const
  const withLoad = (...values: readonly number[]): Bench => ({
    title: 'of nothing',
    run: async ({ reached }) => {
      for (const value of values) reached({ what: 'calls', value, atLeast: 10 })
    },
  })
  await assert.rejects(run('none', withLoad(), options), NoLoadStated)
  await assert.rejects(run('low', withLoad(10, 9), options), LoadNotReached)
  await assert.rejects(run('uncounted', withLoad(Number.NaN), options), LoadNotReached)
  assert.deepEqual(await run('high', withLoad(10), options), [])
})

for (const name of await benchNames()) {
  const lacking = await missing(name)
  const options = { timeout: 180_000, ...(lacking === undefined ? {} : { skip: lacking }) }
  test(`the bench ${name} goes through its own side`, options, async () => {
    const figures = await runBench(name, { size: 'smoke', rounds: 1, say: () => undefined })
    assert.ok(figures.length > 0)
    for (const { what, value } of figures) assert.ok(Number.isFinite(value), `${what}: ${value}`)
  })
}
