import type { AgentReport, AttemptEnd } from '#drivers/nodes/port.ts'
import type { Instant } from '#kernel/instant.ts'
import { containerInfoOf } from '../../containers/container-info.ts'
import type { Node, NodeState, StartTaskRun } from '../node.ts'

/** What a report means for a node's start task. */
export interface StartTaskNews {
  readonly run: StartTaskRun
  /** It is to be tried again, as the attempt that `run` names. */
  readonly again: boolean
  /** How it ended for good. */
  readonly isGood?: boolean
}

/** A task that was killed shows this. */
const KILLED = -9

/** The id of a start task's attempt; each boot and each try has its own. */
export const startTaskAttempt = (boot: string, count: number): string =>
  `starttask-${boot}-${count}`

function nextAttempt(attemptId: string): string {
  const [, boot, count] = /^starttask-(.*)-(\d+)$/.exec(attemptId)!
  return startTaskAttempt(boot!, Number(count) + 1)
}

/** A node that is on its way to somewhere else has given its start task up. */
const PLACES: readonly NodeState[] = [
  'waitingforstarttask',
  'idle',
  'running',
  'offline',
  'unknown',
]

/** The run of the start task that goes on, if there is one. */
export const presentRun = ({ state, startTaskRun }: Node): StartTaskRun | undefined =>
  startTaskRun?.state === 'running' && PLACES.includes(state) ? startTaskRun : undefined

/** Undefined: the report says nothing about the start task's present attempt. */
export function startTaskNews(
  node: Node,
  report: AgentReport,
  now: Instant,
): StartTaskNews | undefined {
  const run = presentRun(node)
  if (!run) return undefined
  if (report.kind === 'nodeUp') return isForgotten(run, report) ? lost(run) : undefined
  if (!('attemptId' in report) || report.attemptId !== run.attemptId) return undefined
  switch (report.kind) {
    case 'started':
    case 'coordinated':
      return undefined
    case 'lost':
      return lost(run)
    case 'exited':
      return ended(node, run, report, now)
  }
}

/** A node that came up without an attempt that it had taken before has lost it. */
const isForgotten = (
  { attemptId, handedOverAt }: StartTaskRun,
  report: Extract<AgentReport, { kind: 'nodeUp' }>,
): boolean =>
  handedOverAt !== undefined && report.at > handedOverAt && !report.attempts.includes(attemptId)

/** Not the task's fault, so it does not count as a retry. */
const lost = (run: StartTaskRun): StartTaskNews => ({
  run: { ...run, attemptId: nextAttempt(run.attemptId), handedOverAt: undefined },
  again: true,
})

function ended(
  { startTask }: Node,
  run: StartTaskRun,
  end: AttemptEnd & { readonly startedAt: Instant; readonly endedAt: Instant },
  now: Instant,
): StartTaskNews {
  const { startedAt, endedAt, failure } = end
  const exitCode = end.exitCode ?? (end.signal === undefined ? undefined : KILLED)
  const isGood = exitCode === 0 && !failure
  const told: StartTaskRun = {
    ...run,
    startTime: startedAt,
    endTime: endedAt,
    exitCode,
    result: isGood ? 'success' : 'failure',
    failureInfo: isGood ? undefined : failureInfo(end, exitCode),
    ...containerInfoOf(end.container),
  }
  const most = startTask?.maxTaskRetryCount ?? 0
  // Only a program that ran is tried again, not one that could not be started.
  const again = !isGood && exitCode !== undefined && (most === -1 || run.retryCount < most)
  if (!again) return { run: { ...told, state: 'completed' }, again, isGood }
  return {
    run: {
      ...told,
      attemptId: nextAttempt(run.attemptId),
      handedOverAt: undefined,
      retryCount: run.retryCount + 1,
      lastRetryTime: now,
    },
    again,
  }
}

function failureInfo(
  { failure }: AttemptEnd,
  exitCode: number | undefined,
): StartTaskRun['failureInfo'] {
  if (failure) {
    return { ...failure, details: [...failure.details] }
  }
  return {
    category: 'UserError',
    code: 'FailureExitCode',
    message: 'The task exited with an exit code representing a failure',
    details: [{ name: 'Message', value: `The task exited with exit code ${exitCode}` }],
  }
}
