import type { Handlers } from '../handler.ts'
import { trackedHandlers } from '../tracked/tracked.handlers.ts'
import { availabilitySets } from './availability-set.ts'

const handlers = trackedHandlers(availabilitySets)

export const availabilitySetHandlers = {
  AvailabilitySets_ListBySubscription: handlers.listBySubscription,
  AvailabilitySets_ListByResourceGroup: handlers.listByGroup,
  AvailabilitySets_Get: handlers.get,
  AvailabilitySets_CreateOrUpdate: handlers.put,
  AvailabilitySets_Update: handlers.patch,
  AvailabilitySets_Delete: handlers.remove,
} satisfies Handlers
