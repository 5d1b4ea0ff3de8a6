// Microsoft.ScVmm as the server sees it: routes, versions, handlers and refusals.
// What a handler does is in the folder of its resource.
import { routes, versions } from '#contract/scvmm/routes.ts'
import { lazy } from '#kernel/lazy.ts'
import type { Service } from '#kernel/service.ts'
import { NAMESPACE } from './ids.ts'
import { BODY_LIMIT } from './limits.ts'
import type { ScvmmPorts } from './ports.ts'
import { refusalsOf } from './refusals.ts'
import { resourceTypes } from './resource-types.ts'

export function scvmmService(ports: ScvmmPorts): Service {
  return {
    name: 'scvmm',
    plane: 'arm',
    namespace: NAMESPACE,
    errorShape: 'arm',
    routes,
    versions,
    versionsAlike: [],
    resourceTypes,
    handlers: lazy(async () => (await import('./handlers.ts')).handlersOf(ports)),
    bodyLimit: BODY_LIMIT,
    refuse: refusalsOf(versions),
  }
}
