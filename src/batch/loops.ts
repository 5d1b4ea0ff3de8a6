// What this room does unasked. A new part adds its one line here.
import { scalePools } from './autoscale/samples/sampler.ts'
import { runSchedules } from './job-schedules/run-schedules.ts'
import { forgetCompleted } from './jobs/forget-completed.ts'
import { observeNodes } from './nodes/reports/observe.ts'
import type { BatchPorts } from './ports.ts'
import { startDispatcher } from './scheduler/dispatcher.ts'
import { sweepTaskFiles } from './tasks/files/task-files.ts'
import { endOldTasks } from './tasks/lifetime.ts'

/** Something that goes on until it is stopped. */
export interface BatchLoop {
  /** Begins nothing more and waits for what is under way. */
  stop(): Promise<void>
}

/** Call it when every kind of operation is registered; stop it before the driver is closed. */
export function startBatchLoops(ports: BatchPorts): BatchLoop {
  const { keepCompletedMs: keepMs } = ports.options
  const dispatcher = startDispatcher(ports)
  const loops: readonly BatchLoop[] = [
    observeNodes(ports, dispatcher),
    dispatcher,
    sweepTaskFiles(ports),
    endOldTasks(ports),
    scalePools(ports),
    runSchedules(ports),
    ...(keepMs === undefined ? [] : [forgetCompleted(ports, keepMs)]),
  ]
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()))
    },
  }
}
