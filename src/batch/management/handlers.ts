// All that Microsoft.Batch serves on ARM's plane. A new part adds its one line here.
import { bindHandlers } from '#kernel/bind.ts'
import type { BoundHandlers } from '#kernel/service.ts'
import type { BatchPorts } from '../ports.ts'
import { accountHandlers } from './accounts/account.handlers.ts'
import { accountFactsHandlers } from './accounts/account-facts.handlers.ts'
import { armApplicationHandlers } from './applications/arm-application.handlers.ts'
import { armPackageHandlers } from './applications/arm-package.handlers.ts'
import { armCertificateHandlers } from './certificates/arm-certificate.handlers.ts'
import type { Handlers } from './handler.ts'
import { skuHandlers } from './images/sku.handlers.ts'
import { armPoolHandlers } from './pools/arm-pool.handlers.ts'

const handlers: Handlers = {
  ...accountHandlers,
  ...accountFactsHandlers,
  ...armApplicationHandlers,
  ...armPackageHandlers,
  ...armCertificateHandlers,
  ...armPoolHandlers,
  ...skuHandlers,
}

export const handlersOf = (ports: BatchPorts): BoundHandlers => bindHandlers(handlers, ports)
