// The server that is active is killed, or stopped for longer than its lease, again and again while clients
// work: another takes over. What was acknowledged is there afterwards, and no task ran twice, or it fails.
import { existsSync } from 'node:fs'
import type { Bench } from '../frame/bench.ts'
import { median } from '../frame/statistics.ts'

/** Five kills to a stop: 200 kills. */
const TAKEOVERS = { full: 240, smoke: 1 }

export const bench: Bench = {
  title: 'seconds until another server has taken over a PostgreSQL, with clients at work',
  missing: async () =>
    existsSync('/usr/lib/postgresql/15/bin/initdb') ? undefined : 'PostgreSQL 15 is not installed',
  async run({ size, figure, reached }) {
    const { takeOver } = await import('../../postgres/takeovers.ts')
    const seed = Number(process.env.SEED ?? 1)
    const onTakeover = (round: number, ms: number): void => {
      if (round % 20 === 19) process.stderr.write(`  ${round + 1}: ${Math.round(ms)} ms\n`)
    }
    const { kills, stops, lost, acknowledged } = await takeOver({
      ...{ takeovers: TAKEOVERS[size], seed, onTakeover },
    })
    const took = kills.length + stops.length
    reached({ what: 'takeovers', value: took, atLeast: TAKEOVERS[size] })
    reached({ what: 'tasks that were acknowledged meanwhile', value: acknowledged, atLeast: took })
    const aim = { atMost: 10 }
    const seconds = (all: readonly number[]): number[] => all.map((ms) => ms / 1_000)
    figure({ what: 'of a kill, median', value: median(seconds(kills)), unit: 's' })
    figure({ what: 'of a kill, longest', value: Math.max(...seconds(kills)), unit: 's', aim })
    figure({ what: 'that lost their lease to the load', value: lost, unit: 'servers' })
    if (stops.length > 0) {
      figure({ what: 'of a stop, median', value: median(seconds(stops)), unit: 's' })
      figure({ what: 'of a stop, longest', value: Math.max(...seconds(stops)), unit: 's', aim })
    }
  },
}
