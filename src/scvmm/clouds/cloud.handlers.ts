import { trackedHandlers } from '../tracked/tracked.handlers.ts'
import { clouds } from './cloud.ts'

const handlers = trackedHandlers(clouds)

export const Clouds_ListBySubscription = handlers.listBySubscription
export const Clouds_ListByResourceGroup = handlers.listByGroup
export const Clouds_Get = handlers.get
export const Clouds_CreateOrUpdate = handlers.put
export const Clouds_Update = handlers.patch
export const Clouds_Delete = handlers.remove
