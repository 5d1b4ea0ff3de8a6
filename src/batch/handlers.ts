// Joins what each part of the room serves. A new part adds its one line here, and one in
// `durables.ts` for its durable operations.
import type { Handler } from '#kernel/handler.ts'
import { applicationHandlers } from './applications/application.handlers.ts'
import { certificateHandlers } from './certificates/certificate.handlers.ts'
import { imageHandlers } from './images/image.handlers.ts'
import { jobHandlers } from './jobs/job.handlers.ts'
import { loginHandlers } from './nodes/login.handlers.ts'
import { nodeHandlers } from './nodes/node.handlers.ts'
import { nodeFileHandlers } from './nodes/node-file.handlers.ts'
import { nodeUserHandlers } from './nodes/node-user.handlers.ts'
import { nodeCountHandlers } from './pools/node-counts.handlers.ts'
import { poolHandlers } from './pools/pool.handlers.ts'
import { poolSizeHandlers } from './pools/pool-size.handlers.ts'
import type { BatchPorts } from './ports.ts'
import { subtaskHandlers } from './subtasks/subtask.handlers.ts'
import { taskHandlers } from './tasks/task.handlers.ts'
import { taskFileHandlers } from './tasks/task-file.handlers.ts'

export type Handlers = Readonly<Record<string, Handler<never, BatchPorts>>>

export const batchHandlers: Handlers = {
  ...applicationHandlers,
  ...certificateHandlers,
  ...imageHandlers,
  ...jobHandlers,
  ...subtaskHandlers,
  ...taskHandlers,
  ...taskFileHandlers,
  ...poolHandlers,
  ...nodeHandlers,
  ...nodeUserHandlers,
  ...nodeFileHandlers,
  ...loginHandlers,
  ...nodeCountHandlers,
  ...poolSizeHandlers,
}
