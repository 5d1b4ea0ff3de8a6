// What tasks and pools may refer to: applications that have a package ready. Packages come with
// storage, so no application has one.
import type { operations } from '#contract/batch/types.ts'
import type { Handler } from '#kernel/handler.ts'
import { batchError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import type { BatchPorts } from '../ports.ts'
import { found } from '../wire/replies.ts'

const Application_List: Handler<operations['Application_List'], BatchPorts> = async () =>
  found({ value: [] })

const Application_Get: Handler<operations['Application_Get'], BatchPorts> = async () => {
  throw batchError('ApplicationNotFound')
}

export const applicationHandlers = { Application_List, Application_Get } satisfies Handlers
