import type { FailureCode, TaskFailure } from '#drivers/nodes/port.ts'

const SERVER_ERRORS: ReadonlySet<FailureCode> = new Set([
  'BlobDownloadMiscError',
  'BlobDownloadTimedOut',
  'ContainerMiscError',
  'DiskFull',
  'FileUploadMiscError',
  'ResourceContainerListMiscError',
  'ResourceContainerListTimedOut',
  'ResourceDirectoryCreateFailed',
  'ResourceFileCreateFailed',
  'ResourceFileWriteFailed',
])

/** A failure in Batch's words, with its category, and `Message` among the details as Batch has it. */
export function failure(code: FailureCode, message: string, detail?: string): TaskFailure {
  return {
    category: SERVER_ERRORS.has(code) ? 'ServerError' : 'UserError',
    code,
    message,
    details: detail ? [{ name: 'Message', value: detail }] : [],
  }
}

export const noProcess = failure('CommandLaunchFailed', 'The node could not start another process')

export const noProgram = (word: string): TaskFailure =>
  failure(
    'CommandProgramNotFound',
    'The specified command program is not found',
    `The command line names no program on the node: ${word}`,
  )

/** The failure that an error of the file system means where `otherwise` is what was being done. */
export function fileFailure(error: unknown, otherwise: FailureCode): TaskFailure {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return failure('DiskFull', 'There is not enough disk space on the node', message)
  }
  return failure(otherwise, 'A file or directory of the task could not be made', message)
}

/** Carries a failure to where the attempt can be ended with it. */
export class AttemptFailed extends Error {
  readonly failure: TaskFailure

  constructor(reason: TaskFailure) {
    super(reason.message)
    this.failure = reason
  }
}
