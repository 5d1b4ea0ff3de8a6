import { statSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { sql } from '../../../src/store/sql.ts'
import { SqliteStore } from '../../../src/store/sqlite/sqlite.ts'
import type { Bench } from '../frame/bench.ts'
import { p99 } from '../frame/statistics.ts'

const ROWS = { full: 1_000_000, smoke: 20_000 }
const A_WRITE = 1_000
/** How long the store may take once nothing is written any more. */
const MINUTE_MS = 60_000
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export const bench: Bench = {
  title: 'the size of the store after all tasks of a job were deleted, and reads meanwhile',
  async run(run) {
    const rows = ROWS[run.size]
    const file = join(run.scratch, 'store.db')
    const store = new SqliteStore(file)
    const megabytes = (): number => (statSync(file).size + statSync(`${file}-wal`).size) / 1_000_000
    try {
      store.exec('create table task (id integer primary key, key text unique, body text)')
      const before = megabytes()
      const body = JSON.stringify({
        commandLine: '/bin/true',
        state: 'active',
        pad: 'x'.repeat(200),
      })
      for (let first = 0; first < rows; first += A_WRITE) {
        await store.write(async (tx) => {
          for (let i = first; i < first + A_WRITE; i++) {
            await tx.run(sql`insert into task values (${i}, ${`task-${i}`}, ${body})`)
          }
        })
      }
      const full = megabytes()
      run.reached({ what: 'rows', value: (await count(store)) ?? 0, atLeast: rows })
      for (let first = 100; first < rows; first += A_WRITE) {
        await store.write((tx) =>
          tx.run(sql`delete from task where id >= ${first} and id < ${first + A_WRITE}`),
        )
      }
      const stalls = monitorEventLoopDelay({ resolution: 1 })
      stalls.enable()
      const began = performance.now()
      const reads: number[] = []
      // Never the same read twice: none of them comes from memory.
      for (let i = 0; megabytes() > before * 1.2 + 1; i++) {
        if (performance.now() - began > MINUTE_MS) break
        const at = performance.now()
        await store.get(sql`select body from task where key = ${`task-${i}`}`)
        reads.push(performance.now() - at)
        await pause(2)
      }
      const seconds = (performance.now() - began) / 1000
      run.figure({ what: 'size with all rows', value: full, unit: 'MB' })
      run.figure({ what: 'size a minute of idleness later', value: megabytes(), unit: 'MB' })
      run.figure({ what: 'until it was back', value: seconds, unit: 's', aim: { atMost: 60 } })
      run.figure({ what: 'p99 of a read meanwhile', value: p99(reads), unit: 'ms' })
      run.figure({
        what: 'longest that the event loop stood still meanwhile',
        value: stalls.max / 1e6,
        unit: 'ms',
        aim: { atMost: 50 },
      })
    } finally {
      await store.close()
    }
  },
}

async function count(store: SqliteStore): Promise<number | undefined> {
  return (await store.get<{ n: number }>(sql`select count(*) as n from task`))?.n
}
