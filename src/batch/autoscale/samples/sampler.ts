// Takes samples of the pools that scale by a formula, and runs the formulas that are due.
import { Loop } from '#engine/loop.ts'
import { type Instant, instant, plus } from '#kernel/instant.ts'
import { listNodes } from '../../nodes/node.queries.ts'
import {
  nextAutoScale,
  poolsDueToScale,
  postponeAutoScale,
  scalingPools,
} from '../../pools/pool.queries.ts'
import { coresOf } from '../../pools/vm-sizes.ts'
import type { BatchPorts } from '../../ports.ts'
import { applyRun, metricsNow, runFormula } from '../autoscale.commands.ts'
import { SAMPLE_PERIOD_MS } from '../metrics.ts'
import { addSample, removeSamplesBefore } from './sample.queries.ts'
import { usageOf } from './usage.ts'
import { UsageMeter } from './usage-meter.ts'

/** How far back a formula can look. */
const KEPT_MS = 7 * 86_400_000
const LOOK_MS = 1_000

export function scalePools(ports: BatchPorts): { stop(): Promise<void> } {
  const sampling = sampler(ports)
  const running = runner(ports)
  ports.wake.pools = () => {
    sampling.wake()
    running.wake()
  }
  return {
    async stop() {
      await Promise.all([sampling.stop(), running.stop()])
    },
  }
}

/** A pool that is gone, or scales by hand, is not sampled: what it had is forgotten with that. */
function sampler(ports: BatchPorts): Loop {
  const { catalogues, clock, store, onRetry } = ports
  const period = Math.ceil(clock.scaled(SAMPLE_PERIOD_MS))
  const meter = new UsageMeter(ports.nodeAgent)
  let last: Instant | undefined
  return looking(ports, {
    clock,
    onError: (error) => onRetry?.('taking samples of pools', error),
    async scan() {
      const now = clock.now()
      // An early wake-up takes no second sample of the same half minute.
      if (last !== undefined && now < plus(last, period)) return plus(last, period)
      const pools = await scalingPools(store)
      // Woken when there is one.
      if (pools.length === 0) return undefined
      const levels = await meter.read()
      await store.write(
        async (tx) => {
          for (const pool of pools) {
            const nodes = levels.size === 0 ? [] : await listNodes(tx, pool)
            const usage = usageOf(
              levels,
              nodes.map(({ key, vmSize }) => [key, coresOf(catalogues, vmSize)]),
            )
            const values = { ...(await metricsNow(tx, pool)), ...usage }
            await addSample(tx, pool, { at: now, values })
            await removeSamplesBefore(tx, pool, plus(now, -Math.ceil(clock.scaled(KEPT_MS))))
          }
        },
        { flush: 'later' },
      )
      last = last === undefined ? now : onTheBeat(last, period, now)
      return plus(last, period)
    },
  })
}

/** The last moment that a sample was due: one that comes late does not put off the others. */
const onTheBeat = (last: Instant, period: number, now: Instant): Instant =>
  instant(Math.max(last + Math.floor((now - last) / period) * period, last))

function runner(ports: BatchPorts): Loop {
  const { clock, store, engine, onRetry } = ports
  const look = Math.ceil(clock.scaled(LOOK_MS))
  return looking(ports, {
    clock,
    onError: (error) => onRetry?.('scaling pools', error),
    async scan() {
      const now = clock.now()
      for (const pool of await poolsDueToScale(store, now)) {
        if (pool.allocationState !== 'steady') {
          // Assumed: a pool that is being resized has its turn when that is done.
          await store.write((tx) => postponeAutoScale(tx, pool, plus(now, look)))
          continue
        }
        const run = await runFormula(store, ports, pool, pool.settings.autoScale!.formula, now)
        await store.write((tx) => applyRun(tx, ports, pool, run, now))
      }
      engine.wake()
      return nextAutoScale(store)
    },
    sweeps: true,
  })
}

function looking(
  { clock }: Pick<BatchPorts, 'clock'>,
  options: ConstructorParameters<typeof Loop>[0],
): Loop {
  const loop = new Loop(options)
  clock.watch?.(() => loop.busy)
  loop.wake()
  return loop
}
