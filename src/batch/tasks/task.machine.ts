import type { ContainerEnd } from '#drivers/nodes/port.ts'
import { accept, type Decision, reject } from '#kernel/decision.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Moves } from '#kernel/moves.ts'
import { containerInfoOf } from '../containers/container-info.ts'
import { type ExitKind, exitOptions } from './exit-conditions.ts'
import type { CpuTime, FailureInfo, Task, TaskNode, TaskState } from './task.ts'
import { charged } from './usage.ts'

/** How a run ended, in Batch's words. */
interface RunEnd {
  readonly startedAt: Instant
  readonly endedAt: Instant
  readonly exitCode?: number | undefined
  /** Why it has no exit code of its own to be judged by. */
  readonly failure?: FailureInfo | undefined
  /** It counts whatever the task has come to meanwhile: it was used. */
  readonly cpu?: CpuTime | undefined
  /** What it ran in, if that was a container. */
  readonly container?: ContainerEnd | undefined
}

export type TaskEvent =
  | {
      readonly type: 'assign'
      readonly node: TaskNode
      /** Multi-instance only. */
      readonly otherNodes?: readonly string[]
      /** A node is to be prepared for its job first. */
      readonly waits?: boolean
    }
  /** Its nodes are prepared: it runs now. */
  | { readonly type: 'prepared' }
  | ({ readonly type: 'exit'; readonly attempt: number } & RunEnd)
  /** Its run is over without a result; `counted`: Azure counts such a requeue. */
  | {
      readonly type: 'requeue'
      readonly attempt: number
      readonly counted: boolean
      /** It makes way for a task of a higher priority. */
      readonly yields?: boolean
    }
  /** `asked`: a client asked for this task's end, so its ETag changes. */
  | {
      readonly type: 'terminate'
      readonly asked: boolean
      readonly message: string
      /** Where it cannot run at all: Batch's code for that. */
      readonly code?: 'TaskSchedulingConstraintFailed'
    }
  | { readonly type: 'reactivate' }

/** The legal moves. Portal and docs draw this table; the test proves that `decide` keeps to it. */
export const taskMoves = {
  active: { assign: ['preparing', 'running'], terminate: ['completed'] },
  // Only jobs with a preparation task have tasks in this state.
  preparing: { prepared: ['running'], requeue: ['active'], terminate: ['completed'] },
  running: { exit: ['active', 'completed'], requeue: ['active'], terminate: ['completed'] },
  completed: { reactivate: ['active'] },
} as const satisfies Moves<TaskState, TaskEvent['type']>

/** What follows from a task's move for others. */
export type TaskEffect =
  /** Its attempt is to end, and with it all that it started. */
  | { readonly type: 'stop'; readonly attempt: number }
  /** Its attempt was not started, and never will be. */
  | { readonly type: 'drop'; readonly attempt: number }
  /** Those that wait for it need to wait no longer. */
  | { readonly type: 'release' }
  /** Its exit asks something of the job, if the job listens. */
  | { readonly type: 'job'; readonly action: 'terminate' | 'disable' }
  /** The job's manager has ended, and with it the job, if it is one of those. */
  | { readonly type: 'managed' }

type Accepted = Extract<Decision<Task, TaskEffect>, { readonly accepted: true }>

export type TaskRefusal = 'TaskCompleted' | 'TaskNotCompleted' | 'TaskSucceeded'

export function decide(
  before: Task,
  event: TaskEvent,
  now: Instant,
): Decision<Task, TaskEffect, TaskRefusal> {
  const task = event.type === 'exit' ? charged(before, event.cpu) : before
  const refused = refusal(task, event)
  if (refused) return reject(refused)
  if (event.type === 'exit' && tellsExitCodeLate(task, event)) {
    return accept({ ...task, exitCode: event.exitCode })
  }
  // Drivers lag and repeat themselves: news of an attempt we gave up on changes nothing.
  if (!(event.type in taskMoves[task.state]) || isStale(task, event)) return accept(task)
  const moved = movedFrom(task, now)
  switch (event.type) {
    case 'assign':
      return accept({
        ...moved,
        ...(event.waits ? { state: 'preparing' } : { state: 'running', startTime: now }),
        attempt: task.attempt + 1,
        node: event.node,
        ...(event.otherNodes && { otherNodes: event.otherNodes }),
      })
    case 'prepared':
      return accept({ ...moved, state: 'running', startTime: now })
    case 'exit':
      return ended(task, moved, event, now)
    case 'requeue':
      return accept(requeued(moved, event, now), stopping(task))
    case 'terminate': {
      const failure: FailureInfo = {
        category: 'UserError',
        code: event.code ?? 'TaskEnded',
        message: event.message,
      }
      const changed = event.asked ? { lastModified: now, version: task.version + 1 } : {}
      const decision = completed(
        { ...moved, ...changed },
        { endTime: now, failureInfo: failure },
        { failure: 'preProcessingError' },
        stopping(task),
      )
      // A client that ends a task may start it again: only what fails by itself concerns the job.
      return event.asked ? { ...decision, effects: decision.effects.filter(isNoJobs) } : decision
    }
    case 'reactivate':
      return accept(fresh(moved, task.endTime, now))
  }
}

const refusal = (task: Task, event: TaskEvent): TaskRefusal | undefined => {
  if (event.type === 'terminate' && event.asked && task.state === 'completed') {
    return 'TaskCompleted'
  }
  if (event.type !== 'reactivate') return undefined
  if (task.state !== 'completed') return 'TaskNotCompleted'
  return task.result === 'success' ? 'TaskSucceeded' : undefined
}

/**
 * A task that was terminated while it ran shows the exit code of what was killed once that is known.
 * One that waited has none, though an attempt that it was taken from may end after it.
 */
const tellsExitCodeLate = <E extends { attempt: number } & RunEnd>(
  task: Task,
  event: E,
): event is E & { readonly exitCode: number } =>
  task.state === 'completed' &&
  task.startTime !== undefined &&
  task.attempt === event.attempt &&
  task.failureInfo?.code === 'TaskEnded' &&
  task.exitCode === undefined &&
  event.exitCode !== undefined

const isStale = (task: Task, event: TaskEvent): boolean =>
  'attempt' in event && event.attempt !== task.attempt

type Moved = Omit<
  Task,
  'exitCode' | 'result' | 'failureInfo' | 'containerInfo' | 'endTime' | 'yielded'
>

/** The task on its way to another state, without what only a completed one has. */
function movedFrom(task: Task, now: Instant): Moved {
  const { exitCode, result, failureInfo, containerInfo, endTime, yielded, ...kept } = task
  return {
    ...kept,
    stateTransitionTime: now,
    previousState: task.state,
    previousStateTransitionTime: task.stateTransitionTime,
  }
}

const isNoJobs = ({ type }: TaskEffect): boolean => type !== 'job'

function stopping({ state, attempt }: Task): readonly TaskEffect[] {
  if (state === 'preparing') return [{ type: 'drop', attempt }]
  return state === 'running' ? [{ type: 'stop', attempt }] : []
}

/** The end of one instance ends the others. */
const others = (task: Task): readonly TaskEffect[] => (task.otherNodes ? stopping(task) : [])

const requeued = (
  moved: Moved,
  { counted, yields }: { readonly counted: boolean; readonly yields?: boolean },
  now: Instant,
): Task => ({
  ...unplaced(moved, now),
  ...(yields && { yielded: true }),
  ...(counted ? { requeueCount: moved.requeueCount + 1, lastRequeueTime: now } : {}),
})

/** Off its node, which it was on until `end`. */
function unplaced(moved: Moved, end: Instant | undefined): Task {
  const { startTime, node, otherNodes, ...kept } = moved
  if (startTime === undefined || end === undefined) return { ...kept, state: 'active' }
  const earlierWallMs = (moved.earlierWallMs ?? 0) + Math.max(0, end - startTime)
  return { ...kept, state: 'active', earlierWallMs }
}

/** As if it had never run. */
function fresh(moved: Moved, endTime: Instant | undefined, now: Instant): Task {
  const { lastRetryTime, ...kept } = unplaced(moved, endTime)
  return {
    ...kept,
    retryCount: 0,
    satisfied: false,
    lastModified: now,
    version: moved.version + 1,
  }
}

const FAILURE_EXIT: FailureInfo = {
  category: 'UserError',
  code: 'FailureExitCode',
  message: 'The task exited with an exit code representing a failure',
}

function ended(
  task: Task,
  moved: Moved,
  end: RunEnd,
  now: Instant,
): Decision<Task, TaskEffect, TaskRefusal> {
  const { exitCode, failure, startedAt, endedAt } = end
  const failed = failure !== undefined || exitCode !== 0
  if (failed && !failure && mayRetry(task)) {
    const again = unplaced({ ...moved, startTime: startedAt }, endedAt)
    const retried = { ...again, retryCount: task.retryCount + 1, lastRetryTime: now }
    return accept(retried, others(task))
  }
  const facts = {
    startTime: startedAt,
    endTime: endedAt,
    ...(exitCode === undefined ? {} : { exitCode }),
    ...containerInfoOf(end.container),
    ...(failed
      ? { failureInfo: failure ?? { ...FAILURE_EXIT, details: exitDetails(exitCode) } }
      : {}),
  }
  return completed({ ...moved, ...facts }, facts, exitKindOf(end), others(task))
}

/** Its files are uploaded after its command: what fails then has an exit code to show as well. */
function exitKindOf({ exitCode = -1, failure }: RunEnd): ExitKind {
  if (!failure) return { exitCode }
  return failure.code.startsWith('FileUpload')
    ? { failure: 'fileUploadError', exitCode }
    : { failure: 'preProcessingError' }
}

const exitDetails = (exitCode: number | undefined) => [
  { name: 'Message', value: `The task process exited with an exit code of ${exitCode}` },
]

const mayRetry = ({ spec, retryCount }: Task): boolean => {
  const { maxTaskRetryCount } = spec.constraints
  return maxTaskRetryCount === -1 || retryCount < maxTaskRetryCount
}

function completed(
  moved: Moved,
  facts: Pick<Task, 'endTime' | 'failureInfo'>,
  kind: ExitKind,
  also: readonly TaskEffect[] = [],
): Accepted {
  const { dependencyAction, jobAction } = exitOptions(moved.spec.exitConditions, kind)
  const satisfied = dependencyAction === 'satisfy'
  const next: Task = {
    ...moved,
    ...facts,
    state: 'completed',
    result: facts.failureInfo ? 'failure' : 'success',
    satisfied,
  }
  return accept(next, [
    ...also,
    ...(satisfied ? [{ type: 'release' } as const] : []),
    ...(jobAction === 'none' ? [] : [{ type: 'job', action: jobAction } as const]),
    ...(moved.isManager ? [{ type: 'managed' } as const] : []),
  ])
}
