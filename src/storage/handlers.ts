// All that the service serves on Resource Manager.
import { bindHandlers } from '#kernel/bind.ts'
import type { BoundHandlers } from '#kernel/service.ts'
import { accountHandlers } from './accounts/account.handlers.ts'
import { keyHandlers } from './accounts/key.handlers.ts'
import { sasHandlers } from './accounts/sas.handlers.ts'
import type { Handlers } from './handler.ts'
import { locationHandlers } from './locations/location.handlers.ts'
import type { StoragePorts } from './ports.ts'
import { containerHandlers } from './services/container.handlers.ts'
import { serviceHandlers } from './services/service.handlers.ts'
import { shareHandlers } from './services/share.handlers.ts'

export function handlersOf(ports: StoragePorts): BoundHandlers {
  const handlers: Handlers = {
    ...accountHandlers,
    ...keyHandlers,
    ...sasHandlers,
    ...serviceHandlers,
    ...containerHandlers,
    ...shareHandlers,
    ...locationHandlers,
  }
  return bindHandlers(handlers, ports)
}
