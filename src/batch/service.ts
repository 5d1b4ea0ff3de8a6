// What Batch's data plane registers with the server: its contract, its handlers and its habits.
// What an operation does is in the folder of its resource type.
import { routes, versions } from '#contract/batch/routes.ts'
import { bindHandlers } from '#kernel/bind.ts'
import type { BoundHandler } from '#kernel/handler.ts'
import type { Service } from '#kernel/service.ts'
import { authenticateWith } from './accounts/authenticate.ts'
import { keepToJob } from './accounts/task-caller.ts'
import { batchHandlers } from './handlers.ts'
import { limits } from './limits.ts'
import type { BatchPorts } from './ports.ts'
import { refusalsOf } from './refusals.ts'
import { timed } from './wire/timeout.ts'
import { writeError, writeReply } from './wire/write.ts'

/** A task's token may do no more than its job needs, whatever the operation. */
const kept =
  (handler: BoundHandler): BoundHandler =>
  async (request) => {
    keepToJob(request.caller, request.params)
    return handler(request)
  }

export function batchService(ports: BatchPorts): Service {
  const bound = bindHandlers(batchHandlers, ports)
  return {
    name: 'batch',
    plane: 'data',
    errorShape: 'batch',
    routes,
    versions,
    versionsAlike: [],
    resourceTypes: [],
    handlers: Object.fromEntries(
      Object.entries(bound).map(([id, handler]) => [id, timed(kept(handler), ports.clock)]),
    ),
    bodyLimit: limits.bodyBytes,
    bodyHabits: {
      valuesInAnyCase: true,
      nullIsAbsent: true,
      objectsAsText: true,
      closed: true,
      int64AsText: true,
    },
    refuse: refusalsOf(versions),
    authenticate: authenticateWith(ports),
    write: writeReply,
    writeError,
  }
}
