import type { Handlers } from '../handler.ts'
import { trackedHandlers } from '../tracked/tracked.handlers.ts'
import { virtualMachineTemplates } from './virtual-machine-template.ts'

const handlers = trackedHandlers(virtualMachineTemplates)

export const virtualMachineTemplateHandlers = {
  VirtualMachineTemplates_ListBySubscription: handlers.listBySubscription,
  VirtualMachineTemplates_ListByResourceGroup: handlers.listByGroup,
  VirtualMachineTemplates_Get: handlers.get,
  VirtualMachineTemplates_CreateOrUpdate: handlers.put,
  VirtualMachineTemplates_Update: handlers.patch,
  VirtualMachineTemplates_Delete: handlers.remove,
} satisfies Handlers
