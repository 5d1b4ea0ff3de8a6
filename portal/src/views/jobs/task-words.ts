// How a task stands, in a sentence.

interface TaskOf {
  readonly state?: string | undefined
  readonly executionInfo?:
    | {
        readonly exitCode?: number | undefined
        readonly result?: string | undefined
        readonly retryCount?: number | undefined
        readonly failureInfo?:
          | { readonly code?: string | undefined; readonly message?: string | undefined }
          | undefined
      }
    | undefined
  readonly constraints?: { readonly maxTaskRetryCount?: number | undefined } | undefined
}

/** What shells and kernels mean by exit codes that programs seldom choose themselves. */
const EXIT_CODES: Readonly<Record<number, string>> = {
  126: 'the command was found but cannot be run: is it executable?',
  127: 'the command was not found: is it installed on the node, and spelt right?',
  130: 'it was interrupted (SIGINT).',
  134: 'it aborted itself (SIGABRT).',
  137: 'it was killed (SIGKILL): it was terminated, or had not enough memory.',
  139: 'it read or wrote memory that is not its own (SIGSEGV).',
  143: 'it was told to end (SIGTERM).',
}

/** A signal that ended a command is told as 128 and its number, or as its number below nothing. */
function exitWords(code: number): string {
  const words = EXIT_CODES[code < 0 ? 128 - code : code]
  return words === undefined ? `exit code ${code}.` : `exit code ${code}: ${words}`
}

/** How the command ended, or why it did not. */
export const endWords = (exitCode: number | undefined, message = ''): string =>
  exitCode === undefined || exitCode === 0 ? message : exitWords(exitCode)

/** Undefined: there is nothing to explain. */
export function whyFailed({ executionInfo, constraints }: TaskOf): string | undefined {
  if (executionInfo?.result !== 'failure') return undefined
  const { exitCode, failureInfo, retryCount = 0 } = executionInfo
  const what =
    exitCode !== undefined && exitCode !== 0
      ? `Its command ended with ${exitWords(exitCode)}`
      : 'Its command did not end by itself.'
  const said =
    failureInfo?.message && failureInfo.code !== 'FailureExitCode'
      ? // Batch's own sentences have no full stop, as a rule.
        ` Batch says: ${failureInfo.message.replace(/\.?$/, '.')}`
      : ''
  const most = constraints?.maxTaskRetryCount ?? 0
  const tries =
    retryCount > 0
      ? ` It was tried ${retryCount + 1} times.`
      : most === 0
        ? ' It is not retried.'
        : ''
  return `${what}${said}${tries}`
}
