// Joins what each part of the room serves. A new part adds its one line here.
import { bindHandlers } from '#kernel/bind.ts'
import type { Handler } from '#kernel/handler.ts'
import type { BoundHandlers } from '#kernel/service.ts'
import * as locks from './locks/lock.handlers.ts'
import * as monitors from './monitors/monitor.handlers.ts'
import type { ArmPorts } from './ports.ts'
import * as providerHandlers from './providers/provider.handlers.ts'
import * as deletionResults from './resource-groups/deletion-results.ts'
import * as groups from './resource-groups/resource-group.handlers.ts'
import * as resources from './resources/resource.handlers.ts'
import * as roleAssignments from './roles/role-assignment.handlers.ts'
import * as roleDefinitions from './roles/role-definition.handlers.ts'
import * as subscriptions from './subscriptions/subscription.handlers.ts'
import * as tags from './tags/tag.handlers.ts'
import * as tagNames from './tags/tag-name.handlers.ts'

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

export const handlersOf = (ports: ArmPorts): BoundHandlers =>
  bindHandlers(Object.assign({}, ...files.map(handlersIn)), ports)
