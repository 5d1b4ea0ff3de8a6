// What tasks and pools may refer to: applications that have a package ready.
import type { operations } from '#contract/batch/types.ts'
import type { Handler } from '#kernel/handler.ts'
import type { Reader } from '#store/tx.ts'
import { batchError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import { accountOf } from '../keys.ts'
import type { BatchPorts } from '../ports.ts'
import { pageOf } from '../wire/page.ts'
import { found } from '../wire/replies.ts'
import { findApplication, listUsable } from './application.queries.ts'
import type { Application } from './application.ts'
import { usableVersions } from './package.queries.ts'

const present = async (reader: Reader, application: Application) => ({
  id: application.name,
  displayName: application.displayName ?? '',
  versions: await usableVersions(reader, application),
})

const Application_List: Handler<operations['Application_List'], BatchPorts> = async (
  request,
  { store },
) =>
  found(
    await pageOf(
      request,
      async (wanted) => {
        const applications = await listUsable(store, accountOf(request), wanted)
        return await Promise.all(applications.map((each) => present(store, each)))
      },
      ({ id }) => id.toLowerCase(),
      (summary) => summary,
    ),
  )

const Application_Get: Handler<operations['Application_Get'], BatchPorts> = async (
  request,
  { store },
) => {
  const { applicationId } = request.params
  const application = await findApplication(store, accountOf(request), applicationId)
  const summary = application && (await present(store, application))
  if (!summary || summary.versions.length === 0) throw batchError('ApplicationNotFound')
  return found(summary)
}

export const applicationHandlers = { Application_List, Application_Get } satisfies Handlers
