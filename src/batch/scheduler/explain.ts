// Why a task does not start: the twin of `place.ts`, in words. Pure.
import type { FreeNode, WaitingTask } from './place.ts'

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
}

export interface Looked extends WaitingTask {
  readonly state: string
  readonly waitingFor: number
  readonly isMultiInstance: boolean
  /** An earlier attempt has not ended yet. */
  readonly isAlive: boolean
}

/** Every reason, the weightiest first; none: it starts in the next round. */
export function reasons(task: Looked, around: Surroundings): string[] {
  if (task.state !== 'active') return [`The task is ${task.state}.`]
  const found: string[] = []
  if (around.jobState !== 'active') found.push(`The job is ${around.jobState}.`)
  if (!around.hasPool) found.push(`There is no pool ${around.poolId}.`)
  if (task.waitingFor > 0) {
    found.push(`${task.waitingFor} of its dependencies are not satisfied.`)
  }
  if (task.isAlive) found.push('An earlier attempt of it has not ended yet.')
  if (around.maxParallelTasks !== -1 && around.running >= around.maxParallelTasks) {
    found.push(`The job runs ${around.running} tasks, and may run ${around.maxParallelTasks}.`)
  }
  if (around.hasPool) found.push(...reasonsOfNodes(task, around))
  if (found.length === 0 && around.ahead > 0) found.push(`${around.ahead} tasks are before it.`)
  return found
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
  return wanted === 1
    ? [`None of ${nodes.length} nodes has ${task.slots} free slots.`]
    : [`It needs ${wanted} nodes at once, and ${able} of ${nodes.length} are free.`]
}
