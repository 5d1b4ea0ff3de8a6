import type { components } from '#contract/batch/types.ts'
import type { ExitConditions } from './task.ts'

/** How a task ended, as far as its exit conditions tell one end from another. */
export type ExitKind =
  | { readonly exitCode: number }
  | { readonly failure: 'preProcessingError' }
  | { readonly failure: 'fileUploadError'; readonly exitCode: number }

type Schemas = components['schemas']

export interface ExitDecision {
  readonly dependencyAction: Schemas['DependencyAction']
  readonly jobAction: Schemas['JobAction']
}

/**
 * What the end means for those that wait for the task and for its job. What is listed for the very
 * exit code or the error comes first, then `default`, which is for failures only.
 */
export function exitOptions(conditions: ExitConditions | undefined, kind: ExitKind): ExitDecision {
  const isSuccess = !('failure' in kind) && kind.exitCode === 0
  const said = listed(conditions, kind) ?? (isSuccess ? undefined : conditions?.default)
  return {
    dependencyAction: said?.dependencyAction ?? (isSuccess ? 'satisfy' : 'block'),
    jobAction: said?.jobAction ?? (isSuccess ? 'none' : 'terminate'),
  }
}

function listed(
  conditions: ExitConditions | undefined,
  kind: ExitKind,
): Schemas['ExitOptions'] | undefined {
  if (!('exitCode' in kind)) return conditions?.preProcessingError
  const { exitCode } = kind
  return (
    conditions?.exitCodes?.find(({ code }) => code === exitCode)?.exitOptions ??
    conditions?.exitCodeRanges?.find(({ start, end }) => start <= exitCode && exitCode <= end)
      ?.exitOptions ??
    // Documented: what is listed for the exit code comes before what is listed for the upload.
    ('failure' in kind ? conditions?.fileUploadError : undefined)
  )
}
