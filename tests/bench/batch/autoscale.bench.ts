import { join } from 'node:path'
import { evaluateFormula } from '#batch/autoscale/evaluate.ts'
import { METRICS, type Metric, SAMPLE_PERIOD_MS } from '#batch/autoscale/metrics.ts'
import { parseFormula } from '#batch/autoscale/parser.ts'
import { addSample, readSamples } from '#batch/autoscale/samples/sample.queries.ts'
import { samplesIn } from '#batch/autoscale/samples/sample-book.ts'
import { accountKeyOf, poolKeyOf } from '#batch/keys.ts'
import { migrate } from '#store/migrate.ts'
import { SqliteStore } from '#store/sqlite/sqlite.ts'
import type { Bench } from '../frame/bench.ts'
import { median } from '../frame/statistics.ts'

const POOL = { account: accountKeyOf('lazuli'), key: poolKeyOf('pool') }
const SAMPLES = { full: 7 * 2_880, smoke: 240 }
const FORMULA = `week = TimeInterval_Week;
  busy = avg($CPUPercent.GetSample(week, 90)) + max($PendingTasks.GetSample(week, 90));
  $TargetDedicatedNodes = min(100, busy + percentile($RunningTasks.GetSample(week, 90), 95));`

/** Each evaluation opens the store anew, as after a restart. */
export const bench: Bench = {
  title: 'an autoscale formula over a week of samples, from the store',
  async run({ size, rounds, scratch, figure, reached }) {
    const file = join(scratch, 'store.db')
    const now = Date.UTC(2026, 2, 5)
    const samples = SAMPLES[size]
    await fill(file, now, samples)
    const times: number[] = []
    const busy: number[] = []
    let seen = 0
    for (let round = 0; round <= rounds; round += 1) {
      const store = new SqliteStore(file)
      const [began, cpu] = [performance.now(), process.threadCpuUsage()]
      const samplesOf = samplesIn(await readSamples(store, POOL))
      const from = now - samples * SAMPLE_PERIOD_MS
      evaluateFormula(parseFormula(FORMULA), {
        now,
        targets: { dedicated: 0, lowPriority: 0, deallocationOption: 'requeue' },
        samplesOf,
        currentOf: () => 0,
        random: Math.random,
        // A shorter week in a smoke run.
        scaled: (ms) => (ms > SAMPLE_PERIOD_MS ? now - from : ms),
      })
      times.push(performance.now() - began)
      const { user, system } = process.threadCpuUsage(cpu)
      busy.push((user + system) / 1000)
      seen = samplesOf('$CPUPercent').times.length
      await store.close()
    }
    reached({ what: 'samples of each variable', value: seen, atLeast: samples })
    const [first = 0, ...rest] = times
    const aim = { atMost: 20 }
    figure({ what: 'the first, in processor time', value: busy[0] ?? 0, unit: 'ms', aim })
    figure({ what: 'after that, in processor time', value: median(busy.slice(1)), unit: 'ms' })
    figure({ what: 'the first evaluation of the process', value: first, unit: 'ms', aim })
    figure({ what: 'evaluations after that', value: median(rest), unit: 'ms', aim })
  },
}

async function fill(file: string, now: number, samples: number): Promise<void> {
  const store = new SqliteStore(file)
  await migrate(store)
  await store.write(async (tx) => {
    for (let index = 0; index < samples; index += 1) {
      // From 1: a sample of no node tells nothing of nodes.
      const values = Object.fromEntries(
        METRICS.map((metric, at) => [metric, 1 + ((index * at) % 97)]),
      )
      const at = now - (samples - 1 - index) * SAMPLE_PERIOD_MS
      await addSample(tx, POOL, { at, values: values as Record<Metric, number> })
    }
  })
  await store.close()
}
