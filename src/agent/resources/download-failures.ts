// What a failed download is called in Batch's words. Pure.
import type { BlobError } from '#blobs/blob-error.ts'
import type { FailureCode, TaskFailure } from '#drivers/nodes/port.ts'
import { failure } from '../attempts/failures.ts'

/** Of what the download was. */
interface Kind {
  readonly missing: FailureCode
  readonly denied: FailureCode
  readonly timedOut: FailureCode
  readonly other: FailureCode
}

const BLOB: Kind = {
  missing: 'BlobNotFound',
  denied: 'BlobAccessDenied',
  timedOut: 'BlobDownloadTimedOut',
  other: 'BlobDownloadMiscError',
}

const CONTAINER: Kind = {
  missing: 'ResourceContainerNotFound',
  denied: 'ResourceContainerAccessDenied',
  timedOut: 'ResourceContainerListTimedOut',
  other: 'ResourceContainerListMiscError',
}

/** As the documents have them; of a container that is not there and of one that is slow: assumed. */
const MESSAGES: Partial<Record<FailureCode, string>> = {
  BlobNotFound: 'One of the specified Azure Blob(s) is not found',
  BlobAccessDenied: 'Access for one of the specified Azure Blob(s) is denied',
  BlobDownloadTimedOut: 'Timeout encountered while downloading one of the specified Azure Blob(s)',
  BlobDownloadMiscError:
    'Miscellaneous error encountered while downloading one of the specified Azure Blob(s)',
  ResourceContainerNotFound: 'One of the specified Azure Blob container(s) is not found',
  ResourceContainerAccessDenied:
    'Access for one of the specified Azure Blob container(s) is denied',
  ResourceContainerListTimedOut:
    'Timeout encountered while listing one of the specified Azure Blob container(s)',
  ResourceContainerListMiscError:
    'Miscellaneous error encountered while listing one of the specified Azure Blob container(s)',
}

function codeOf(error: BlobError, kind: Kind): FailureCode {
  if (error.fault === 'stalled') return kind.timedOut
  if (error.isMissing) return kind.missing
  return error.isDenied ? kind.denied : kind.other
}

/** `from` and `to` as they may be shown. The names of the details are recorded. */
export function downloadFailure(
  error: BlobError,
  what: 'blob' | 'container',
  from: string,
  to: string,
): TaskFailure {
  const code = codeOf(error, what === 'blob' ? BLOB : CONTAINER)
  return {
    ...failure(code, MESSAGES[code]!),
    details: [
      { name: 'BlobSource', value: from },
      { name: 'FilePath', value: to },
      { name: 'Message', value: error.message },
    ],
  }
}
