// Applications as calls on Resource Manager name them.
import type { operations } from '#contract/batch-management/types.ts'
import type { Request } from '#kernel/handler.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Reader } from '#store/tx.ts'
import type { AccountResource } from '../../accounts/account.ts'
import { findApplication } from '../../applications/application.queries.ts'
import type { Application } from '../../applications/application.ts'
import { batchError } from '../../errors.ts'
import { accountKeyOf } from '../../keys.ts'
import { etagOf } from '../../wire/etag.ts'
import { accountOf } from '../accounts/account.handlers.ts'

type Named = Pick<Request<operations['Application_Get']>, 'params'>

export interface Found {
  readonly account: AccountResource
  readonly application: Application | undefined
}

export async function find(reader: Reader, { params }: Named): Promise<Found> {
  const account = await accountOf(reader, params)
  return {
    account,
    application: await findApplication(reader, accountKeyOf(account.name), params.applicationName),
  }
}

export async function existing(
  reader: Reader,
  request: Named,
): Promise<Found & { readonly application: Application }> {
  const { account, application } = await find(reader, request)
  if (!application) throw batchError('ApplicationNotFound')
  return { account, application }
}

/** Recorded with the mark of a weak tag, for packages as well. */
export const armEtagOf = ({
  lastModified,
  revision,
}: {
  readonly lastModified: Instant
  readonly revision: number
}): string => `W/"${etagOf(lastModified, revision)}"`
