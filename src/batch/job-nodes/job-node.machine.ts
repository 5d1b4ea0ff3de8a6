import type { AttemptEnd } from '#drivers/nodes/port.ts'
import { accept, type Decision } from '#kernel/decision.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Moves } from '#kernel/moves.ts'
import { containerInfoOf } from '../containers/container-info.ts'
import type { FailureInfo } from '../tasks/task.ts'
import type { JobNode, JobNodeAttempt, JobNodeState, JobTaskKind, NodeRun } from './job-node.ts'
import { presentAttempt } from './job-node.ts'

/** What of the job's settings decides here. */
export interface Rules {
  readonly waitForSuccess: boolean
  readonly rerunOnNodeRebootAfterSuccess: boolean
  /** Of the preparation task; -1 is without end. */
  readonly maxTaskRetryCount: number
  readonly hasRelease: boolean
}

export type JobNodeEvent =
  /** A task of the job is put on the node. */
  | { readonly type: 'place' }
  /** What is due starts on the node. */
  | { readonly type: 'start' }
  | ({ readonly type: 'exit'; readonly attempt: JobNodeAttempt } & RunEnd)
  /** Gone without a result, by no fault of its own. */
  | { readonly type: 'lost'; readonly attempt: JobNodeAttempt }
  /** The node starts again, with the files that it had. */
  | { readonly type: 'restart' }
  /** The node is as new, or gone. */
  | { readonly type: 'wipe' }
  /** The node is switched off. */
  | { readonly type: 'leave' }
  /** The job stops running tasks for a while. */
  | { readonly type: 'suspend' }
  /** The job ends. */
  | { readonly type: 'end' }
  /** The job waits no longer for its end. */
  | { readonly type: 'force' }

type RunEnd = Pick<AttemptEnd, 'container'> & {
  readonly failure?: FailureInfo | undefined
  readonly startedAt: Instant
  readonly endedAt: Instant
  readonly exitCode?: number | undefined
}

const ending = { end: ['toRelease', 'over'], wipe: ['unprepared'] } as const

/** The legal moves. The row goes with its job: that is no state. */
export const jobNodeMoves = {
  toPrepare: {
    start: ['preparing'],
    restart: ['unprepared'],
    suspend: ['unprepared'],
    ...ending,
  },
  preparing: {
    exit: ['prepared', 'barred', 'toPrepare'],
    lost: ['toPrepare'],
    restart: ['unprepared'],
    suspend: ['unprepared'],
    ...ending,
  },
  prepared: { restart: ['prepared', 'unprepared'], ...ending },
  barred: ending,
  unprepared: { place: ['toPrepare'], ...ending },
  toRelease: { start: ['releasing'], wipe: ['over'], leave: ['over'], force: ['over'] },
  releasing: {
    exit: ['over'],
    lost: ['toRelease'],
    restart: ['toRelease'],
    wipe: ['over'],
    leave: ['over'],
    force: ['over'],
  },
  over: {},
} as const satisfies Moves<JobNodeState, JobNodeEvent['type']>

/** The attempt is to end. */
interface JobNodeEffect {
  readonly type: 'stop'
  readonly attempt: JobNodeAttempt
}

export type JobNodeDecision = Extract<Decision<JobNode, JobNodeEffect>, { readonly accepted: true }>

/** Whether tasks of the job that are on the node may run. */
export const isOpen = ({ state }: JobNode, { waitForSuccess }: Rules): boolean =>
  state === 'prepared' || (!waitForSuccess && (state === 'toPrepare' || state === 'preparing'))

export function decide(
  node: JobNode,
  event: JobNodeEvent,
  rules: Rules,
  now: Instant,
): JobNodeDecision {
  if (!(event.type in jobNodeMoves[node.state]) || isStale(node, event)) return accepted(node)
  switch (event.type) {
    case 'place':
      return accepted({ ...node, state: 'toPrepare' })
    case 'start':
      return accepted(started(node, now))
    case 'exit':
      return accepted(ended(node, event, rules, now))
    case 'lost':
      return accepted({ ...node, state: node.state === 'releasing' ? 'toRelease' : 'toPrepare' })
    case 'restart':
      return restarted(node, rules, now)
    case 'wipe': {
      const isEnding = node.state === 'toRelease' || node.state === 'releasing'
      const state = isEnding ? 'over' : 'unprepared'
      return stopped(node, { state, hasRun: false }, GONE, now)
    }
    case 'leave':
      return stopped(node, { state: 'over' }, GONE, now)
    case 'suspend':
      return stopped(node, { state: 'unprepared' }, JOB_ENDED, now)
    case 'end': {
      const state = node.hasRun && rules.hasRelease ? 'toRelease' : 'over'
      return stopped(node, { state }, JOB_ENDED, now)
    }
    case 'force':
      return stopped(node, { state: 'over' }, JOB_ENDED, now)
  }
}

const accepted = (next: JobNode): JobNodeDecision => accept<JobNode, JobNodeEffect>(next)

/** News of an attempt that was given up changes nothing. */
function isStale(node: JobNode, event: JobNodeEvent): boolean {
  if (event.type !== 'exit' && event.type !== 'lost') return false
  const present = presentAttempt(node)
  const { kind, attempt } = event.attempt
  return present?.kind !== kind || present.attempt !== attempt
}

function started(node: JobNode, now: Instant): JobNode {
  if (node.state === 'toRelease') {
    return {
      ...node,
      state: 'releasing',
      releases: node.releases + 1,
      release: { state: 'running', startTime: now, retryCount: 0 },
    }
  }
  const { retryCount = 0, lastRetryTime } = isUnderWay(node.preparation) ? node.preparation : {}
  return {
    ...node,
    state: 'preparing',
    preparations: node.preparations + 1,
    preparation: {
      state: 'running',
      startTime: now,
      retryCount,
      ...(lastRetryTime !== undefined && { lastRetryTime }),
    },
  }
}

const isUnderWay = (run: NodeRun | undefined): run is NodeRun => run?.state === 'running'

function ended(
  node: JobNode,
  end: RunEnd,
  { waitForSuccess, maxTaskRetryCount }: Rules,
  now: Instant,
): JobNode {
  const kind: JobTaskKind = node.state === 'releasing' ? 'release' : 'preparation'
  const run = runAfter(node[kind]!, end)
  if (kind === 'release') return { ...node, state: 'over', release: run }
  const isGood = run.result === 'success'
  // Only a program that ran is tried again, not one that could not be started.
  const mayRetry = maxTaskRetryCount === -1 || run.retryCount < maxTaskRetryCount
  if (!isGood && !end.failure && mayRetry) {
    const again: NodeRun = {
      state: 'running',
      startTime: run.startTime,
      retryCount: run.retryCount + 1,
      lastRetryTime: now,
    }
    return { ...node, state: 'toPrepare', preparation: again }
  }
  return { ...node, state: isGood || !waitForSuccess ? 'prepared' : 'barred', preparation: run }
}

function runAfter(run: NodeRun, end: RunEnd): NodeRun {
  const { exitCode, failure, startedAt, endedAt } = end
  const isGood = exitCode === 0 && !failure
  return {
    ...run,
    state: 'completed',
    startTime: startedAt,
    endTime: endedAt,
    ...(exitCode !== undefined && { exitCode }),
    ...containerInfoOf(end.container),
    result: isGood ? 'success' : 'failure',
    ...(!isGood && { failureInfo: failure ?? exitFailure(exitCode) }),
  }
}

const exitFailure = (exitCode: number | undefined): FailureInfo => ({
  category: 'UserError',
  code: 'FailureExitCode',
  message: 'The task exited with an exit code representing a failure',
  details: [{ name: 'Message', value: `The task process exited with an exit code of ${exitCode}` }],
})

const taskEnded = (message: string): FailureInfo => ({
  category: 'UserError',
  code: 'TaskEnded',
  message,
})
const RESTARTED = taskEnded('The task was ended because its node started again')
const GONE = taskEnded('The task was ended because its node was taken away')
const JOB_ENDED = taskEnded('The task was ended because its job runs no tasks')

/** What had not succeeded is done again; what had, where the job wants it. */
function restarted(node: JobNode, rules: Rules, now: Instant): JobNodeDecision {
  if (node.state === 'releasing') return stopped(node, { state: 'toRelease' }, RESTARTED, now)
  const isDone = node.state === 'prepared' && node.preparation?.result === 'success'
  if (isDone && !rules.rerunOnNodeRebootAfterSuccess) return accepted(node)
  return stopped(node, { state: 'unprepared' }, RESTARTED, now)
}

/** The node in another state, in which nothing runs any more. */
function stopped(
  node: JobNode,
  to: Partial<JobNode>,
  failureInfo: FailureInfo,
  now: Instant,
): JobNodeDecision {
  const ended = (run: NodeRun | undefined): NodeRun | undefined =>
    isUnderWay(run)
      ? { ...run, state: 'completed', endTime: now, result: 'failure', failureInfo }
      : run
  const preparation = ended(node.preparation)
  const release = ended(node.release)
  const next = {
    ...node,
    ...(preparation && { preparation }),
    ...(release && { release }),
    ...to,
  }
  const attempt = presentAttempt(node)
  return accept<JobNode, JobNodeEffect>(next, attempt ? [{ type: 'stop', attempt }] : [])
}
