// Joins what Microsoft.Batch serves on ARM's plane.
import { bindHandlers } from '#kernel/bind.ts'
import type { BoundHandlers } from '#kernel/service.ts'
import type { Handlers } from '../handlers.ts'
import type { BatchPorts } from '../ports.ts'
import * as accounts from './accounts/account.handlers.ts'
import * as facts from './accounts/account-facts.handlers.ts'
import { armCertificateHandlers } from './certificates/arm-certificate.handlers.ts'
import { skuHandlers } from './images/sku.handlers.ts'
import { armPoolHandlers } from './pools/arm-pool.handlers.ts'

const { accountOf: _, ...accountHandlers } = accounts

const handlers: Handlers = {
  ...accountHandlers,
  ...facts,
  ...armCertificateHandlers,
  ...armPoolHandlers,
  ...skuHandlers,
}

export const handlersOf = (ports: BatchPorts): BoundHandlers => bindHandlers(handlers, ports)
