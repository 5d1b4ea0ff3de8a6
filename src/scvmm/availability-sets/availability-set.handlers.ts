import { trackedHandlers } from '../tracked/tracked.handlers.ts'
import { availabilitySets } from './availability-set.ts'

const handlers = trackedHandlers(availabilitySets)

export const AvailabilitySets_ListBySubscription = handlers.listBySubscription
export const AvailabilitySets_ListByResourceGroup = handlers.listByGroup
export const AvailabilitySets_Get = handlers.get
export const AvailabilitySets_CreateOrUpdate = handlers.put
export const AvailabilitySets_Update = handlers.patch
export const AvailabilitySets_Delete = handlers.remove
