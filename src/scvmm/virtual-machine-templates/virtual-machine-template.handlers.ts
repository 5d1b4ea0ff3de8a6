import { trackedHandlers } from '../tracked/tracked.handlers.ts'
import { virtualMachineTemplates } from './virtual-machine-template.ts'

const handlers = trackedHandlers(virtualMachineTemplates)

export const VirtualMachineTemplates_ListBySubscription = handlers.listBySubscription
export const VirtualMachineTemplates_ListByResourceGroup = handlers.listByGroup
export const VirtualMachineTemplates_Get = handlers.get
export const VirtualMachineTemplates_CreateOrUpdate = handlers.put
export const VirtualMachineTemplates_Update = handlers.patch
export const VirtualMachineTemplates_Delete = handlers.remove
