// Why a task does not start: the twin of `place.ts`, in words. Pure.
import type { FreeNode, WaitingTask } from './place.ts'
import { preempt, type Yielding } from './preempt.ts'

/** What stands around a task that is looked at. */
export interface Surroundings {
  readonly jobState: string
  readonly poolId: string
  readonly hasPool: boolean
  /** Nodes that take tasks, and how many more there are, by state. */
  readonly nodes: readonly FreeNode[]
  readonly otherNodes: readonly { readonly state: string; readonly count: number }[]
  readonly takesInstances: boolean
  readonly maxParallelTasks: number
  readonly running: number
  /** Tasks of its job that may run and come before it. */
  readonly ahead: number
  /** What its job may have others give up; absent: no job of the pool has to make way for it. */
  readonly yielding?: Yielding
}

export interface Looked extends WaitingTask {
  readonly state: string
  readonly waitingFor: number
  /** Some of what it waits for, in words. */
  readonly unmet?: readonly string[]
  /** How it failed, if it did. */
  readonly failure?: { readonly code: string; readonly message: string }
  readonly exitCode?: number
  readonly isMultiInstance: boolean
  /** An earlier attempt has not ended yet. */
  readonly isAlive: boolean
  /** It was added longer ago than a task may live. */
  readonly isOutlived?: boolean
  /** It ran, and made way for a task of a higher priority. */
  readonly yielded?: boolean | undefined
}

/** Every reason, the weightiest first; none: it starts in the next round. */
export function reasons(task: Looked, around: Surroundings): string[] {
  if (task.failure) return [howItFailed(task.failure, task.exitCode)]
  if (task.state !== 'active') return [`The task is ${task.state}.`]
  const found: string[] = []
  if (around.jobState !== 'active') found.push(`The job is ${around.jobState}.`)
  if (!around.hasPool) found.push(`There is no pool ${around.poolId}.`)
  if (task.waitingFor > 0) {
    found.push(`${task.waitingFor} of its dependencies are not satisfied.`, ...(task.unmet ?? []))
  }
  if (task.isOutlived) found.push('It was added more than 180 days ago: it never runs.')
  if (task.isAlive) found.push('An earlier attempt of it has not ended yet.')
  if (around.maxParallelTasks !== -1 && around.running >= around.maxParallelTasks) {
    found.push(`The job runs ${around.running} tasks, and may run ${around.maxParallelTasks}.`)
  }
  if (around.hasPool) found.push(...reasonsOfNodes(task, around))
  if (found.length === 0 && around.ahead > 0) found.push(`${around.ahead} tasks are before it.`)
  if (found.length > 0 && task.yielded) {
    found.push('It ran, and made way for a task of a higher priority.')
  }
  return found
}

function howItFailed(
  failure: NonNullable<Looked['failure']>,
  exitCode: number | undefined,
): string {
  const { code, message } = failure
  const exit = exitCode === undefined ? '' : `, exit code ${exitCode}`
  return `It failed (${code}${exit}): ${message.replace(/\.?$/, '.')}`
}

/** A parent that it waits for; `result`: how it ended, absent while it has not. */
export function whyUnmet(
  id: string,
  parent: { readonly state: string; readonly result?: string } | undefined,
): string {
  if (!parent) return `It waits for ${id}, which is not there.`
  if (parent.state !== 'completed') return `It waits for ${id}, which is ${parent.state}.`
  const how = parent.result === 'failure' ? 'has failed' : 'has ended, which does not satisfy it'
  return `It waits for ${id}, which ${how}: it never runs unless that is reactivated.`
}

function reasonsOfNodes(task: Looked, around: Surroundings): string[] {
  const { nodes, otherNodes } = around
  if (task.isMultiInstance && !around.takesInstances) {
    return [
      'The pool is not for multi-instance tasks: it needs communication between nodes and one slot a node.',
    ]
  }
  if (nodes.length === 0) {
    const others = otherNodes.map(({ state, count }) => `${count} ${state}`).join(', ')
    return [`No node of the pool takes tasks${others ? ` (${others})` : ''}.`]
  }
  const largest = Math.max(...nodes.map(({ slots }) => slots))
  if (task.slots > largest) {
    return [
      `It needs ${task.slots} slots on one node, and the nodes have ${largest}: it never runs.`,
    ]
  }
  const able = nodes.filter(({ free }) => free >= task.slots).length
  const wanted = task.instances ?? 1
  if (able >= wanted) return []
  const lack =
    wanted === 1
      ? `None of ${nodes.length} nodes has ${task.slots} free slots.`
      : `It needs ${wanted} nodes at once, and ${able} of ${nodes.length} are free.`
  return [lack, ...reasonsOfOthers(task, around)]
}

/** What becomes of those that are in its way. */
function reasonsOfOthers(task: Looked, { yielding }: Surroundings): string[] {
  if (!yielding) return []
  const [found] = preempt(yielding, [task]).preemptions
  if (!found) return ['No task of a lower priority could make way for it.']
  const { victims } = found
  if (victims.length === 0) return ['It gets the place of tasks that are being ended.']
  const which = victims.length === 1 ? 'A task' : `${victims.length} tasks`
  return [`${which} of a lower priority will make way for it.`]
}
