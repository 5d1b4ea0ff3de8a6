// What a failed upload is called in Batch's words. Pure.
import type { BlobError } from '#blobs/blob-error.ts'
import type { FailureCode, TaskFailure } from '#drivers/nodes/port.ts'
import { failure } from '../attempts/failures.ts'

/** The first is in the documents; of the others the code is, and the words are assumed. */
const MESSAGES = {
  FileUploadContainerNotFound:
    'One of the specified Azure container(s) was not found while attempting to upload an output file',
  FileUploadAccessDenied:
    'Access was denied to one of the specified Azure container(s) while attempting to upload an output file',
  FileUploadMiscError:
    'A miscellaneous error was encountered while uploading one of the output files',
} as const satisfies Partial<Record<FailureCode, string>>

export function uploadFailure(error: BlobError, file: string, to: string): TaskFailure {
  const isMissing = error.isMissing || error.code === 'ContainerBeingDeleted'
  const code = isMissing
    ? 'FileUploadContainerNotFound'
    : error.isDenied
      ? 'FileUploadAccessDenied'
      : 'FileUploadMiscError'
  return {
    ...failure(code, MESSAGES[code]),
    details: [
      { name: 'FilePath', value: file },
      { name: 'Destination', value: to },
      { name: 'Message', value: error.message },
    ],
  }
}

/** A file that could not be read: it was found, and is not what it was. */
export const unreadFailure = (file: string, cause: unknown): TaskFailure =>
  failure(
    'FileUploadMiscError',
    MESSAGES.FileUploadMiscError,
    `${file}: ${(cause as Error).message}`,
  )
