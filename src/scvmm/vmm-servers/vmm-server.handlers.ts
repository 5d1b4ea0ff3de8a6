import type { Handlers } from '../handler.ts'
import { trackedHandlers } from '../tracked/tracked.handlers.ts'
import { vmmServers } from './vmm-server.ts'

const handlers = trackedHandlers(vmmServers)

export const vmmServerHandlers = {
  VmmServers_ListBySubscription: handlers.listBySubscription,
  VmmServers_ListByResourceGroup: handlers.listByGroup,
  VmmServers_Get: handlers.get,
  VmmServers_CreateOrUpdate: handlers.put,
  VmmServers_Update: handlers.patch,
  VmmServers_Delete: handlers.remove,
} satisfies Handlers
