import type { Handlers } from '../handler.ts'
import { trackedHandlers } from '../tracked/tracked.handlers.ts'
import { virtualNetworks } from './virtual-network.ts'

const handlers = trackedHandlers(virtualNetworks)

export const virtualNetworkHandlers = {
  VirtualNetworks_ListBySubscription: handlers.listBySubscription,
  VirtualNetworks_ListByResourceGroup: handlers.listByGroup,
  VirtualNetworks_Get: handlers.get,
  VirtualNetworks_CreateOrUpdate: handlers.put,
  VirtualNetworks_Update: handlers.patch,
  VirtualNetworks_Delete: handlers.remove,
} satisfies Handlers
