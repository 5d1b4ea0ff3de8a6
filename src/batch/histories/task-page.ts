// Pages of tasks, failed ones first or those that changed last. Pure.
import type { components } from '#contract/lazuli/types.ts'
import { type Instant, toIso } from '#kernel/instant.ts'
import type { Task } from '../tasks/task.ts'
import type { Group } from './task-page.queries.ts'

type Schemas = components['schemas']

export interface TaskFilter {
  readonly state?: Schemas['TaskState'] | undefined
  readonly result?: Schemas['TaskResult'] | undefined
  readonly since?: Instant | undefined
  readonly until?: Instant | undefined
  readonly order: Schemas['TaskOrder']
  readonly top: number
  readonly after?: string | undefined
}

/** The last task of a page: the part of the list that it is in, its time and its number. */
export interface Position {
  readonly part: number
  readonly time: number
  readonly seq: number
}

const GROUPS: readonly Group[] = [
  { state: 'completed', result: 'failure' },
  { state: 'completed', result: 'success' },
  { state: 'running', result: null },
  { state: 'preparing', result: null },
  { state: 'active', result: null },
]

/** The parts of a list, one after the other; the groups of a part are mixed by their times. */
export function partsOf({ state, result, order }: TaskFilter): readonly (readonly Group[])[] {
  const wanted = GROUPS.filter(
    (group) =>
      (state === undefined || group.state === state) &&
      (result === undefined || group.result === result),
  )
  if (order === 'newest') return [wanted]
  const failed = wanted.filter((group) => group.result === 'failure')
  return [failed, wanted.filter((group) => !failed.includes(group))]
}

/** Those first that changed their state last. */
export const byTime = (a: Task, b: Task): number =>
  b.stateTransitionTime - a.stateTransitionTime || b.seq - a.seq

/** The text of the contract: `part-time-seq`. */
export function positionIn(text: string): Position {
  const [part = 0, time = 0, seq = 0] = text.split('-').map(Number)
  return { part, time, seq }
}

export const positionText = (part: number, { stateTransitionTime, seq }: Task): string =>
  `${part}-${stateTransitionTime}-${seq}`

export const taskLine = (task: Task): Schemas['TaskLine'] => ({
  id: task.id,
  state: task.state,
  stateTransitionTime: toIso(task.stateTransitionTime),
  creationTime: toIso(task.creationTime),
  ...(task.result && { result: task.result }),
  ...(task.startTime !== undefined && { startTime: toIso(task.startTime) }),
  ...(task.endTime !== undefined && { endTime: toIso(task.endTime) }),
  ...(task.exitCode !== undefined && { exitCode: task.exitCode }),
  ...(task.failureInfo && { failure: wordsOf(task.failureInfo) }),
  attempts: task.attempt,
  retryCount: task.retryCount,
  requeueCount: task.requeueCount,
  waitingFor: task.waitingFor,
  ...(task.node && { pool: task.node.poolId, node: task.node.nodeId }),
})

export const wordsOf = ({
  code,
  message,
}: {
  readonly code: string
  readonly message: string
}): Schemas['ErrorWords'] => ({ code, message })
