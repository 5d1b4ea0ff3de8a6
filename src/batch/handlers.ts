// All that the data plane serves. A new part adds its one line here, and one in `durables.ts` for
// its durable operations.
import { bindHandlers } from '#kernel/bind.ts'
import type { BoundHandler } from '#kernel/handler.ts'
import type { BoundHandlers } from '#kernel/service.ts'
import { lifetimeHandlers } from './accounts/lifetime.handlers.ts'
import { keepToJob } from './accounts/task-caller.ts'
import { applicationHandlers } from './applications/application.handlers.ts'
import { autoScaleHandlers } from './autoscale/autoscale.handlers.ts'
import { certificateHandlers } from './certificates/certificate.handlers.ts'
import type { Handlers } from './handler.ts'
import { imageHandlers } from './images/image.handlers.ts'
import { jobNodeHandlers } from './job-nodes/job-node.handlers.ts'
import { jobScheduleHandlers } from './job-schedules/job-schedule.handlers.ts'
import { jobHandlers } from './jobs/job.handlers.ts'
import { extensionHandlers } from './nodes/extension.handlers.ts'
import { nodeHandlers } from './nodes/node.handlers.ts'
import { nodeFileHandlers } from './nodes/node-file.handlers.ts'
import { serviceLogHandlers } from './nodes/service-logs/service-logs.handlers.ts'
import { loginHandlers } from './nodes/users/login.handlers.ts'
import { nodeUserHandlers } from './nodes/users/node-user.handlers.ts'
import { nodeCountHandlers } from './pools/counts/node-counts.handlers.ts'
import { poolHandlers } from './pools/pool.handlers.ts'
import { poolSizeHandlers } from './pools/pool-size.handlers.ts'
import type { BatchPorts } from './ports.ts'
import { subtaskHandlers } from './subtasks/subtask.handlers.ts'
import { taskFileHandlers } from './tasks/files/task-file.handlers.ts'
import { taskHandlers } from './tasks/task.handlers.ts'
import { usageHandlers } from './usage/usage.handlers.ts'
import { timed } from './wire/timeout.ts'

const batchHandlers: Handlers = {
  ...applicationHandlers,
  ...autoScaleHandlers,
  ...certificateHandlers,
  ...imageHandlers,
  ...jobHandlers,
  ...jobNodeHandlers,
  ...jobScheduleHandlers,
  ...lifetimeHandlers,
  ...subtaskHandlers,
  ...taskHandlers,
  ...taskFileHandlers,
  ...poolHandlers,
  ...nodeHandlers,
  ...nodeUserHandlers,
  ...nodeFileHandlers,
  ...extensionHandlers,
  ...loginHandlers,
  ...serviceLogHandlers,
  ...nodeCountHandlers,
  ...poolSizeHandlers,
  ...usageHandlers,
}

/** A task's token may do no more than its job needs, whatever the operation. */
const kept =
  (handler: BoundHandler): BoundHandler =>
  (request) => {
    keepToJob(request.caller, request.params)
    return handler(request)
  }

export const handlersOf = (ports: BatchPorts): BoundHandlers =>
  Object.fromEntries(
    Object.entries(bindHandlers(batchHandlers, ports)).map(([id, handler]) => [
      id,
      timed(kept(handler), ports.clock),
    ]),
  )
