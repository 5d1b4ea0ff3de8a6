// What an attempt is to leave in storage when its command has ended.
import type { AttemptEnd, NodeSpec, OutputFile, TaskAttempt } from '#drivers/nodes/port.ts'
import type { AttemptEntry } from '../journal/ledger.ts'
import type { Identity } from '../separation/users.ts'
import { outputsFor } from '../transfers/outputs.ts'
import { expanded } from '../transfers/pattern.ts'
import { uploadOutputs } from '../transfers/upload.ts'
import { environmentIn } from './command.ts'
import { failure } from './failures.ts'
import type { Host } from './host.ts'

/** An attempt's output files, with what its variables are where it runs. */
export function outputsOf({ separator }: Host, attempt: TaskAttempt, node: NodeSpec): OutputFile[] {
  const { outputFiles = [] } = attempt
  if (outputFiles.length === 0) return []
  const environment = environmentIn(separator, attempt, node)
  return outputFiles.map((file) => ({ ...file, pattern: expanded(file.pattern, environment) }))
}

/** Brings away what the command's end asks for, and answers how the attempt ends by that. */
export async function bringAway(
  { outputs, separator, transfers }: Host,
  { attemptId, nodeId, directory, end = {} }: AttemptEntry,
  owner: Identity | undefined,
  signal: AbortSignal,
): Promise<AttemptEnd> {
  const rootPath = separator.rootOf(nodeId)
  try {
    const files = outputsFor(outputs.of(attemptId), end)
    if (files.length === 0) return end
    const failed = await uploadOutputs(files, {
      nodeId,
      root: separator.filesOf(nodeId),
      rootPath,
      directory: directory.slice(rootPath.length + 1),
      owner,
      transfers,
      signal,
    })
    return failed ? { failure: failed, ...end } : end
  } catch (error) {
    const message = 'The output files could not be uploaded'
    return { failure: failure('FileUploadMiscError', message, (error as Error).message), ...end }
  }
}
