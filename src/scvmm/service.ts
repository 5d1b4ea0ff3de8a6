// Microsoft.ScVmm as the server sees it: routes, versions, handlers and refusals.
// What a handler does is in the folder of its resource.
import { routes, versions } from '#contract/scvmm/routes.ts'
import { lazy } from '#kernel/caching/lazy.ts'
import type { Route, Service } from '#kernel/service.ts'
import { refusalsOf } from './answers/refusals.ts'
import { NAMESPACE } from './ids.ts'
import { BODY_LIMIT } from './limits.ts'
import type { ScvmmPorts } from './ports.ts'
import { resourceTypes } from './resource-types.ts'

/** Of the first the shapes agree but for machines, which then were resources of ARM's plane. */
const PREVIEWS: readonly string[] = ['2020-06-05-preview', '2023-04-01-preview']

const takesVersion = (version: string, { path }: Pick<Route, 'path'>): boolean =>
  PREVIEWS.includes(version) &&
  (version !== PREVIEWS[0] || !path.includes('/virtualMachineInstances'))

export function scvmmService(ports: ScvmmPorts): Service {
  return {
    name: 'scvmm',
    plane: 'arm',
    namespace: NAMESPACE,
    errorShape: 'arm',
    routes,
    versions,
    compatibleVersions: PREVIEWS,
    takesVersion,
    resourceTypes,
    bodyHabits: { membersInAnyCase: true, readsOverMisplaced: true },
    handlers: lazy(async () => (await import('./handlers.ts')).handlersOf(ports)),
    bodyLimit: BODY_LIMIT,
    refuse: refusalsOf([...PREVIEWS, ...versions]),
  }
}
