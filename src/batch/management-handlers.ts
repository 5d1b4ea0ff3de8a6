// Joins what Microsoft.Batch serves on ARM's plane.
import * as accounts from './accounts/account.handlers.ts'
import * as facts from './accounts/account-facts.handlers.ts'
import { armCertificateHandlers } from './certificates/arm-certificate.handlers.ts'
import type { Handlers } from './handlers.ts'

const { accountOf: _, ...accountHandlers } = accounts

export const managementHandlers: Handlers = {
  ...accountHandlers,
  ...facts,
  ...armCertificateHandlers,
}
