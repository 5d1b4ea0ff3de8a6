// What Batch's data plane registers with the server: its contract, its handlers and its habits.
// What an operation does is in the folder of its resource type.
import { routes, versions } from '#contract/batch/routes.ts'
import { lazy } from '#kernel/caching/lazy.ts'
import { after } from '#kernel/caching/soon.ts'
import type { Service } from '#kernel/service.ts'
import { limits } from './limits.ts'
import type { BatchPorts } from './ports.ts'
import { refusalsOf } from './refusals.ts'
import { writeError, writeReply } from './wire/write.ts'

/** Api-versions that clients still send; each is answered as the nearest before it that is described. */
const compatibleVersions: readonly string[] = [
  '2018-12-01.8.0',
  '2019-08-01.10.0',
  '2020-09-01.12.0',
  '2021-06-01.14.0',
  '2022-01-01.15.0',
  '2023-05-01.17.0',
]

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
    compatibleVersions,
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
    refuse: refusalsOf([...versions, ...compatibleVersions]),
    authenticate: (call) => after(authenticate(), (check) => check(call)),
    write: writeReply,
    writeError,
  }
}
