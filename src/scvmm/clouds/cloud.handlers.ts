import type { Handlers } from '../handler.ts'
import { trackedHandlers } from '../tracked/tracked.handlers.ts'
import { clouds } from './cloud.ts'

const handlers = trackedHandlers(clouds)

export const cloudHandlers = {
  Clouds_ListBySubscription: handlers.listBySubscription,
  Clouds_ListByResourceGroup: handlers.listByGroup,
  Clouds_Get: handlers.get,
  Clouds_CreateOrUpdate: handlers.put,
  Clouds_Update: handlers.patch,
  Clouds_Delete: handlers.remove,
} satisfies Handlers
