import { trackedHandlers } from '../tracked/tracked.handlers.ts'
import { vmmServers } from './vmm-server.ts'

const handlers = trackedHandlers(vmmServers)

export const VmmServers_ListBySubscription = handlers.listBySubscription
export const VmmServers_ListByResourceGroup = handlers.listByGroup
export const VmmServers_Get = handlers.get
export const VmmServers_CreateOrUpdate = handlers.put
export const VmmServers_Update = handlers.patch
export const VmmServers_Delete = handlers.remove
