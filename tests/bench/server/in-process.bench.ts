// Servers as a test starts them: in its own process, one after another and twenty at once.
import { execFile } from 'node:child_process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { Bench } from '../frame/bench.ts'
import { median } from '../frame/statistics.ts'
import { packageOf } from '../parts/package.ts'
import type { InProcess } from './in-process.ts'

const program = fileURLToPath(new URL('./in-process.ts', import.meta.url))
const SERVERS = { full: 20, smoke: 2 }

export const bench: Bench = {
  title: 'servers in the process of a test: the first, one more, and twenty at once',
  async run({ size, rounds, figure, reached }) {
    const count = SERVERS[size]
    const door = pathToFileURL(`${await packageOf({ size })}bin/library.js`).href
    const seen: InProcess[] = []
    // The round before the first fills the compile cache.
    for (let round = 0; round <= rounds; round++) {
      const ran = await promisify(execFile)(process.execPath, [program, door, String(count)])
      if (round > 0) seen.push(JSON.parse(ran.stdout))
    }
    const mid = (of: (one: InProcess) => number): number => median(seen.map(of))
    const aim = { atMost: 150 }
    const atOnce = Math.min(...seen.map(({ answered }) => answered))
    reached({ what: 'servers at once, each of which answers', value: atOnce, atLeast: count })
    figure({ what: 'the first server', value: mid(({ first }) => first.ms), unit: 'ms', aim })
    figure({ what: 'its processor time', value: mid(({ first }) => first.cpuMs), unit: 'ms' })
    figure({ what: 'one more', value: mid(({ next }) => next.ms), unit: 'ms', aim })
    figure({ what: 'its processor time', value: mid(({ next }) => next.cpuMs), unit: 'ms' })
    const each = (total: number): number => total / count
    figure({
      what: `${count} at once, each`,
      value: mid(({ many }) => each(many.ms)),
      unit: 'ms',
      aim,
    })
    figure({
      what: 'processor time of each',
      value: mid(({ many }) => each(many.cpuMs)),
      unit: 'ms',
    })
    figure({ what: 'memory of each', value: mid(({ manyMb }) => each(manyMb)), unit: 'MB' })
  },
}
