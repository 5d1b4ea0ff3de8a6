import { trackedHandlers } from '../tracked/tracked.handlers.ts'
import { virtualNetworks } from './virtual-network.ts'

const handlers = trackedHandlers(virtualNetworks)

export const VirtualNetworks_ListBySubscription = handlers.listBySubscription
export const VirtualNetworks_ListByResourceGroup = handlers.listByGroup
export const VirtualNetworks_Get = handlers.get
export const VirtualNetworks_CreateOrUpdate = handlers.put
export const VirtualNetworks_Update = handlers.patch
export const VirtualNetworks_Delete = handlers.remove
