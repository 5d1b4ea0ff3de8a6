// What Batch's data plane registers with the server: its contract, its handlers and its habits.
// What an operation does is in the folder of its resource type.
import { routes, versions } from '#contract/batch/routes.ts'
import { lazy } from '#kernel/lazy.ts'
import type { Service } from '#kernel/service.ts'
import { limits } from './limits.ts'
import type { BatchPorts } from './ports.ts'
import { refusalsOf } from './refusals.ts'
import { writeError, writeReply } from './wire/write.ts'

export function batchService(ports: BatchPorts): Service {
  const authenticate = lazy(async () => {
    const { authenticateWith } = await import('./accounts/authenticate.ts')
    return authenticateWith(ports)
  })
  return {
    name: 'batch',
    plane: 'data',
    errorShape: 'batch',
    routes,
    versions,
    versionsAlike: [],
    resourceTypes: [],
    handlers: lazy(async () => (await import('./handlers.ts')).handlersOf(ports)),
    bodyLimit: limits.bodyBytes,
    bodyHabits: {
      valuesInAnyCase: true,
      nullIsAbsent: true,
      leavesOutNull: true,
      objectsAsText: true,
      valuesAsText: true,
      closed: true,
      int64AsText: true,
    },
    refuse: refusalsOf(versions),
    authenticate: async (call) => (await authenticate())(call),
    write: writeReply,
    writeError,
  }
}
