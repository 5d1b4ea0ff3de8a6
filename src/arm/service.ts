// Resource Manager as a service: what ARM itself answers, whoever the resources belong to. What
// belongs to one provider is in that provider's room.
import { routes, versions } from '#contract/arm/routes.ts'
import { bindHandlers } from '#kernel/bind.ts'
import type { Handler } from '#kernel/handler.ts'
import type { Service } from '#kernel/service.ts'
import * as locks from './locks/lock.handlers.ts'
import * as monitors from './monitors/monitor.handlers.ts'
import type { ArmPorts } from './ports.ts'
import * as providerHandlers from './providers/provider.handlers.ts'
import { ownVersions } from './providers/provider.ts'
import { armRefusals } from './refusals.ts'
import * as deletionResults from './resource-groups/deletion-results.ts'
import * as groups from './resource-groups/resource-group.handlers.ts'
import { groupDeletion } from './resource-groups/resource-group.operations.ts'
import * as resources from './resources/resource.handlers.ts'
import * as roleAssignments from './roles/role-assignment.handlers.ts'
import * as roleDefinitions from './roles/role-definition.handlers.ts'
import * as subscriptions from './subscriptions/subscription.handlers.ts'
import * as tags from './tags/tag.handlers.ts'
import * as tagNames from './tags/tag-name.handlers.ts'

/** What ARM reads of a body at most. */
const BODY_LIMIT = 4 * 2 ** 20

/** Handlers are named as their operation; what else a file exports starts in lower case. */
const handlersIn = (file: object): Record<string, Handler<never, ArmPorts>> =>
  Object.fromEntries(Object.entries(file).filter(([name]) => /^[A-Z]\w+_[A-Z]/.test(name)))

const files = [
  subscriptions,
  groups,
  deletionResults,
  providerHandlers,
  resources,
  monitors,
  tags,
  tagNames,
  locks,
  roleAssignments,
  roleDefinitions,
]

export function armService(ports: ArmPorts): Service {
  ports.engine.register(groupDeletion(ports))
  return {
    name: 'arm',
    plane: 'arm',
    errorShape: 'arm',
    routes,
    versions,
    versionsAlike: ['*'],
    resourceTypes: [],
    handlers: bindHandlers(Object.assign({}, ...files.map(handlersIn)), ports),
    bodyLimit: BODY_LIMIT,
    refuse: armRefusals({ resourceTypes: [], versions: ownVersions }),
  }
}
