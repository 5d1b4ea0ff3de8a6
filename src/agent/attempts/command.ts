import type { NodeSpec, TaskAttempt } from '#drivers/nodes/port.ts'
import type { Launcher } from '../launchers/launcher.ts'
import type { Command } from '../launchers/script.ts'
import { launcherSettings } from '../remote/remote-shell.ts'
import type { Separator } from '../separation/separation.ts'
import { splitCommandLine } from './command-line.ts'
import { environmentOf } from './environment.ts'
import { findProgram } from './programs.ts'

/** A shell for a command beside an attempt's own. */
export interface Beside extends Pick<Command, 'environment' | 'workingDirectory'> {
  readonly launcher: Launcher
}

interface Wanted {
  readonly attempt: TaskAttempt
  readonly node: NodeSpec
  /** The attempt's: absolute. */
  readonly directory: string
  readonly stage: 'coordinating' | 'running'
  /** The program that runs commands on the task's other nodes. */
  readonly remoteShell?: string
  /** What it is told of how it runs. */
  readonly notice?: string
}

/** The environment of what an attempt runs. */
export const environmentIn = (
  separator: Separator,
  attempt: TaskAttempt,
  node: NodeSpec,
  remoteShell?: string,
): Map<string, string> =>
  environmentOf(attempt, node, separator.rootOf(attempt.nodeId), {
    userName: separator.userName(attempt.user),
    ...(remoteShell !== undefined && {
      usual: launcherSettings(remoteShell, separator.separation),
    }),
  })

/** What an attempt is to run now, or the word for which there is no program. */
export function findCommand(
  separator: Separator,
  { attempt, node, directory, stage, remoteShell, notice }: Wanted,
): Omit<Command, 'number'> | { readonly missing: string } {
  const { coordination, commandLine, nodeId, work } = attempt
  const environment = environmentIn(separator, attempt, node, remoteShell)
  const coordinates = stage === 'coordinating'
  const words = splitCommandLine(coordinates ? coordination!.commandLine : commandLine)
  const [first = ''] = words
  const program = findProgram(first, environment.get('PATH')!, `${directory}/wd`, (path) =>
    separator.realPath(nodeId, path),
  )
  if (!program) return { missing: first }
  return {
    words: [program, ...words.slice(1)],
    environment,
    workingDirectory: `${directory}/wd`,
    stdout: `${directory}/stdout.txt`,
    stderr: `${directory}/stderr.txt`,
    ...(notice !== undefined && { notice }),
    append: coordination !== undefined && !coordinates,
    makeDirectory: work.kind === 'task' && (work.instance ?? 0) > 0,
  }
}
