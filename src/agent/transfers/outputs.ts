// Which output files an end of a command asks for, and what they are called in storage. Pure.
import type { AttemptEnd, OutputFile } from '#drivers/nodes/port.ts'

/** Whether Batch calls such an end a success. */
const isSuccess = ({ exitCode, failure }: AttemptEnd): boolean =>
  exitCode === 0 && failure === undefined

export function outputsFor(files: readonly OutputFile[], end: AttemptEnd): OutputFile[] {
  const fitting = isSuccess(end) ? 'tasksuccess' : 'taskfailure'
  return files.filter(({ when }) => when === fitting || when === 'taskcompletion')
}

/**
 * The blob of a file that was found at these names below where its pattern begins. A pattern that is a
 * file's own name has the path for the blob's; any other has it before all.
 */
export function blobNameOf(
  { path = '' }: Pick<OutputFile, 'path'>,
  hasWildcards: boolean,
  names: readonly string[],
): string {
  const before = path.replace(/^\/+|\/+$/g, '')
  const own = names.join('/')
  if (before === '') return own
  return hasWildcards ? `${before}/${own}` : before
}
