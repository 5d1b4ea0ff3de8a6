// All that Resource Manager itself serves. A new part adds its one line here.
import { bindHandlers } from '#kernel/bind.ts'
import type { BoundHandlers } from '#kernel/service.ts'
import type { Handlers } from './handler.ts'
import { lockHandlers } from './locks/lock.handlers.ts'
import { monitorHandlers } from './monitors/monitor.handlers.ts'
import type { ArmPorts } from './ports.ts'
import { providerHandlers } from './providers/provider.handlers.ts'
import { providerOperationsHandlers } from './providers/provider-operations.handlers.ts'
import { deletionResultHandlers } from './resource-groups/deletion-results.ts'
import { ResourceGroups_ExportTemplate } from './resource-groups/export-template.ts'
import { resourceGroupHandlers } from './resource-groups/resource-group.handlers.ts'
import { resourceHandlers } from './resources/resource.handlers.ts'
import { permissionHandlers } from './roles/permission.handlers.ts'
import { roleAssignmentHandlers } from './roles/role-assignment.handlers.ts'
import { roleDefinitionHandlers } from './roles/role-definition.handlers.ts'
import { subscriptionHandlers } from './subscriptions/subscription.handlers.ts'
import { tagHandlers } from './tags/tag.handlers.ts'
import { tagNameHandlers } from './tags/tag-name.handlers.ts'

const handlers: Handlers = {
  ...subscriptionHandlers,
  ...resourceGroupHandlers,
  ResourceGroups_ExportTemplate,
  ...deletionResultHandlers,
  ...providerHandlers,
  ...providerOperationsHandlers,
  ...resourceHandlers,
  ...monitorHandlers,
  ...tagHandlers,
  ...tagNameHandlers,
  ...lockHandlers,
  ...permissionHandlers,
  ...roleAssignmentHandlers,
  ...roleDefinitionHandlers,
}

export const handlersOf = (ports: ArmPorts): BoundHandlers => bindHandlers(handlers, ports)
