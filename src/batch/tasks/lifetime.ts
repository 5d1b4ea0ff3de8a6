// The end of tasks that were added too long ago. One that waits is never put on a node any more, and
// stays as it is; one that runs is ended.
import { Loop } from '#engine/loop.ts'
import { type Instant, plus } from '#kernel/instant.ts'
import { limits } from '../limits.ts'
import { moveTask } from '../moves.commands.ts'
import type { BatchPorts } from '../ports.ts'
import { withChanges } from './changes.ts'
import { runningSince, taskBySeq } from './task.queries.ts'

/** A task that starts with little time left may run so much longer. */
const LOOK_MS = 3_600_000
const MESSAGE = 'The task was ended because it was added more than 180 days ago'

/** Tasks that were added until then have had their time. */
export const bornBefore = (now: Instant): Instant => plus(now, -limits.taskLifetimeMs)

/** Ends tasks that run and have had their time. */
export function endOldTasks(ports: BatchPorts): { stop(): Promise<void> } {
  const { clock, store, onRetry, wake } = ports
  const loop = new Loop({
    clock,
    onError: (error) => onRetry?.('old tasks', error),
    async scan() {
      const now = clock.now()
      if ((await runningSince(store, bornBefore(now))).length > 0) {
        await store.write((tx) =>
          withChanges(tx, now, async (changes) => {
            for (const { seq } of await runningSince(tx, bornBefore(now))) {
              // The end of one may have ended its job, and with it others.
              const task = await taskBySeq(tx, seq)
              if (task?.state !== 'running') continue
              const event = { type: 'terminate', asked: false, message: MESSAGE } as const
              await moveTask(tx, changes, task, event, now)
            }
          }),
        )
        wake.scheduler()
      }
      return plus(now, LOOK_MS)
    },
  })
  clock.watch?.(() => loop.busy)
  loop.wake()
  return loop
}
