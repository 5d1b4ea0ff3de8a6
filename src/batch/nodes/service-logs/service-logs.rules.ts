// Where a node's logs may be brought, and of which time. Pure.
import type { components } from '#contract/batch/types.ts'
import { parseInstant } from '#kernel/instant.ts'
import { checkAddress } from '../../files/address.rules.ts'
import type { Pool } from '../../pools/pool.ts'
import { invalidProperty } from '../../refusals.ts'

type Wanted = components['schemas']['UploadBatchServiceLogsConfiguration']

/** Assumed: what the documents call necessary is checked before anything is brought. */
export function checkLogUpload({ settings }: Pool, wanted: Wanted): void {
  const { containerUrl, identityReference, startTime, endTime } = wanted
  checkAddress('containerUrl', containerUrl)
  if (!identityReference) checkSignature(containerUrl)
  else checkIdentity(settings, identityReference.resourceId)
  if (endTime === undefined || parseInstant(endTime)! >= parseInstant(startTime)!) return
  throw invalidProperty('endTime', 'The value is before startTime', endTime)
}

/** A SAS by a stored policy has its permissions there. */
function checkSignature(containerUrl: string): void {
  const query = new URL(containerUrl).searchParams
  const permissions = query.get('sp')
  if (query.has('sig') && (permissions === null || permissions.includes('w'))) return
  const reason = 'The URL has no shared access signature that permits to write'
  throw invalidProperty('containerUrl', reason)
}

function checkIdentity({ identity }: Pool['settings'], resourceId: string | undefined): void {
  const path = 'identityReference.resourceId'
  const has = identity?.userAssignedIdentities?.some(
    (each) => each.resourceId.toLowerCase() === resourceId?.toLowerCase(),
  )
  if (!has) throw invalidProperty(path, 'The pool has no such identity', resourceId)
}
