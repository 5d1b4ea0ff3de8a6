// Why a task does not start: the twin of `place.ts`, in words. Pure.
import type { NodeId } from '../keys.ts'
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
  /** Those of the nodes where the preparation of its job has failed. */
  readonly barred?: ReadonlySet<NodeId>
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
  /** The nodes that are being prepared for it, while it has a place on them. */
  readonly preparing?: readonly Preparing[]
}

export interface Preparing {
  readonly nodeId: string
  /** How often the preparation was tried again. */
  readonly retries: number
  /** The preparation is over there: another node of the task's is waited for. */
  readonly isDone: boolean
}

/** Every reason, the weightiest first; none: it starts in the next round. */
export function reasons(task: Looked, around: Surroundings): string[] {
  if (task.failure) return [howItFailed(task.failure, task.exitCode)]
  if (task.state === 'preparing') return ['The task is preparing.', ...whatPrepares(task)]
  if (task.state !== 'active') return [`The task is ${task.state}.`]
  const found: string[] = []
  if (around.jobState !== 'active') found.push(`The job is ${around.jobState}.`)
  if (!around.hasPool) found.push(`There is no pool ${around.poolId}.`)
  if (task.waitingFor > 0) {
    const are = task.waitingFor === 1 ? 'is' : 'are'
    found.push(
      `${task.waitingFor} of its dependencies ${are} not satisfied.`,
      ...(task.unmet ?? []),
    )
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

const whatPrepares = ({ preparing = [] }: Looked): string[] =>
  preparing.map(({ nodeId, retries, isDone }) => {
    if (isDone) return `The job preparation task has succeeded on ${nodeId}.`
    const again = retries === 0 ? '' : `, for which it was retried ${retries} times`
    return `It waits for the job preparation task on ${nodeId}${again}.`
  })

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

/** How many nodes where a preparation failed are named. */
const NAMED = 5

function reasonsOfNodes(task: Looked, around: Surroundings): string[] {
  const { nodes: all, otherNodes, barred } = around
  if (task.isMultiInstance && !around.takesInstances) {
    return [
      'The pool is not for multi-instance tasks: it needs communication between nodes and one slot a node.',
    ]
  }
  if (all.length === 0) {
    const others = otherNodes.map(({ state, count }) => `${count} ${state}`).join(', ')
    return [`No node of the pool takes tasks${others ? ` (${others})` : ''}.`]
  }
  const largest = Math.max(...all.map(({ slots }) => slots))
  if (task.slots > largest) {
    return [
      `It needs ${task.slots} slots on one node, and the nodes have ${largest}: it never runs.`,
    ]
  }
  const open = all.filter(({ key }) => !barred?.has(key))
  const nodes = task.isForDedicated ? open.filter(({ isDedicated }) => isDedicated) : open
  const found = whereItMayNot(all, open, nodes)
  const wanted = task.instances ?? 1
  const able = nodes.filter((node) => hasRoom(node, task)).length
  if (able >= wanted) return []
  if (nodes.length > 0) found.unshift(lackOf(task, nodes.length, able))
  return [...found, ...reasonsOfOthers(task, around)]
}

const hasRoom = ({ free, slots }: FreeNode, task: Looked): boolean =>
  task.isExclusive ? free === slots : free >= task.slots

function lackOf(task: Looked, nodes: number, able: number): string {
  if ((task.instances ?? 1) > 1) {
    return `It needs ${task.instances} nodes at once, and ${able} of ${nodes} are free.`
  }
  if (task.isExclusive) return `It shares its node with no task, and none of ${nodes} is free.`
  return `None of ${nodes} nodes has ${task.slots} free slots.`
}

/** The nodes that take tasks, but not this one. */
function whereItMayNot(
  all: readonly FreeNode[],
  open: readonly FreeNode[],
  nodes: readonly FreeNode[],
): string[] {
  const found: string[] = []
  const barred = all.filter((node) => !open.includes(node)).map(({ key }) => key)
  if (barred.length > 0) {
    const more = barred.length > NAMED ? ` and ${barred.length - NAMED} more` : ''
    found.push(
      `The job preparation task failed on ${barred.slice(0, NAMED).join(', ')}${more}: ` +
        'no task of the job runs there until the node is reimaged.',
    )
  }
  const spot = open.length - nodes.length
  if (spot > 0) found.push(`It runs on dedicated nodes alone, and ${spot} are not.`)
  return found
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
