// What schedules do by themselves: they make jobs when these are due, and end when their jobs have.
import { Loop } from '#engine/loop.ts'
import type { Instant } from '#kernel/instant.ts'
import type { BatchPorts } from '../ports.ts'
import { lookAtSchedule } from './job-schedule.commands.ts'
import { nextScheduleLook, schedulesToLookAt } from './job-schedule.queries.ts'

/** Schedules of one transaction: others wait for it. */
const CHUNK = 100

/** Makes jobs until it is stopped. */
export function runSchedules(ports: BatchPorts): { stop(): Promise<void> } {
  const { clock, onRetry, wake } = ports
  const loop = new Loop({
    clock,
    onError: (error) => onRetry?.('job schedules', error),
    scan: () => scan(ports),
    sweeps: true,
  })
  wake.schedules = () => loop.wake()
  clock.watch?.(() => loop.busy)
  loop.wake()
  return loop
}

/** Answers when to look again. */
async function scan(ports: BatchPorts): Promise<Instant | undefined> {
  const { store, clock, wake } = ports
  for (;;) {
    const now = clock.now()
    const waiting = await schedulesToLookAt(store, now, CHUNK)
    if (waiting.length === 0) return nextScheduleLook(store)
    await store.write(async (tx) => {
      for (const schedule of await schedulesToLookAt(tx, now, CHUNK)) {
        await lookAtSchedule(tx, schedule, { now, ports })
      }
    })
    ports.engine.wake()
    wake.pools()
    wake.scheduler()
  }
}
