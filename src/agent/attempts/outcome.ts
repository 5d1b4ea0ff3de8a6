import type { AgentReport, AttemptEnd, CpuTime, TaskFailure } from '#drivers/nodes/port.ts'
import type { Instant } from '#kernel/instant.ts'
import type { AttemptEntry } from '../journal/ledger.ts'
import type { CommandResult } from '../launchers/launcher.ts'
import { failure } from './failures.ts'
import { saysSignal } from './last-words.ts'

/** A shell tells of a signal by adding its number to this. */
export const BY_SIGNAL = 128
export const SIGKILL = 9

/** What a command was told to end with: the failure is for one that a signal of ours did end. */
export interface Ending {
  readonly failure?: TaskFailure
}

/** What a shell's result says about how an attempt's command ended. */
export function endOf(
  { code, said }: CommandResult,
  directory: string,
  ending: Ending | undefined,
): AttemptEnd {
  const signal = code - BY_SIGNAL
  if (signal > 0 && (ending || saysSignal(`${directory}/stderr.txt`, signal))) {
    return { signal, ...ending }
  }
  if (said.trim() !== '') {
    return { failure: failure('CommandLaunchFailed', 'The command could not be started', said) }
  }
  return { exitCode: code }
}

/**
 * How it ends that was told to, where nothing runs that could say it: it has coordinated, brings its
 * output files away, or its files are fetched. Undefined: its command is to be ended.
 */
export function endAtOnce(
  { stage, subtask, end }: AttemptEntry,
  ending: Ending,
  signal: number,
  isBusy: boolean,
): AttemptEnd | undefined {
  if (stage === 'coordinated') {
    const isDone = subtask && !ending.failure
    return { ...end, ...(isDone ? { exitCode: 0 } : { signal, ...ending }) }
  }
  if (stage === 'uploading') return end ?? {}
  return stage === 'preparing' && !isBusy ? { signal, ...ending } : undefined
}

/** Of what several commands took; undefined where none took anything that could be counted. */
export function sumOf(before: CpuTime | undefined, more: CpuTime | undefined): CpuTime | undefined {
  if (!more || more.userMs + more.kernelMs === 0) return before
  const { userMs, kernelMs } = before ?? { userMs: 0, kernelMs: 0 }
  return { userMs: userMs + more.userMs, kernelMs: kernelMs + more.kernelMs }
}

/** The last that is told of an attempt. */
export const exitReport = (
  { attemptId, nodeId, startedAt }: AttemptEntry,
  end: AttemptEnd,
  at: number,
  cpu: CpuTime | undefined,
): AgentReport => ({
  kind: 'exited',
  attemptId,
  nodeId,
  startedAt: startedAt as Instant,
  endedAt: Math.max(at, startedAt) as Instant,
  ...(cpu && { cpu }),
  ...end,
})
