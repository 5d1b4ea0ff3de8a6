// Which task goes to which node: a pure function from what is free and what waits to assignments.
import type { NodeId, TaskNumber } from '../keys.ts'

/** A node that takes tasks. */
export interface FreeNode {
  readonly key: NodeId
  readonly slots: number
  readonly free: number
  readonly isDedicated: boolean
}

/** A task that may run. */
export interface WaitingTask {
  readonly seq: TaskNumber
  readonly slots: number
  /** The node it would like, by its key. */
  readonly affinity?: NodeId
  /** Nodes that a multi-instance task needs at once; absent: it is an ordinary task. */
  readonly instances?: number
  /** It shares its node with no other task. */
  readonly isExclusive?: boolean
  /** It does not run on a node that may be taken away. */
  readonly isForDedicated?: boolean
}

export interface Assignment {
  readonly task: TaskNumber
  /** One node, or as many as the task has instances, the primary's first. */
  readonly nodes: readonly NodeId[]
}

export type Fill = 'spread' | 'pack'

/**
 * Goes through the tasks in their order and gives each the best node at that moment; what finds none
 * waits and holds up no other. `spread` takes the emptiest node, `pack` the fullest that has room.
 */
export function place(
  nodes: readonly FreeNode[],
  tasks: readonly WaitingTask[],
  fill: Fill,
): Assignment[] {
  const free = new Map(nodes.map(({ key, free: count }) => [key, count]))
  const assignments: Assignment[] = []
  for (const task of tasks) {
    const chosen = nodesFor(nodes, free, task, fill)
    if (!chosen) continue
    for (const key of chosen) free.set(key, task.isExclusive ? 0 : free.get(key)! - task.slots)
    assignments.push({ task: task.seq, nodes: chosen })
  }
  return assignments
}

function nodesFor(
  nodes: readonly FreeNode[],
  free: ReadonlyMap<NodeId, number>,
  task: WaitingTask,
  fill: Fill,
): readonly NodeId[] | undefined {
  const wanted = task.instances ?? 1
  const room = (key: NodeId): number => free.get(key) ?? 0
  if (task.isExclusive || task.isForDedicated) {
    const able = nodes.filter((node) => mayHave(node, room(node.key), task))
    const best = bestNode(able, free, task.slots, fill)
    return best === undefined ? undefined : [best]
  }
  if (wanted === 1) {
    if (task.affinity !== undefined && room(task.affinity) >= task.slots) return [task.affinity]
    const best = bestNode(nodes, free, task.slots, fill)
    return best === undefined ? undefined : [best]
  }
  const able = nodes.filter(({ key }) => room(key) >= task.slots).map(({ key }) => key)
  return able.length < wanted ? undefined : able.slice(0, wanted)
}

const mayHave = (
  { slots, isDedicated }: FreeNode,
  room: number,
  { isExclusive, isForDedicated }: WaitingTask,
): boolean => (!isExclusive || room === slots) && (!isForDedicated || isDedicated)

/** Among equals the first: the order of the nodes is part of the input. */
function bestNode(
  nodes: readonly FreeNode[],
  free: ReadonlyMap<NodeId, number>,
  slots: number,
  fill: Fill,
): NodeId | undefined {
  let best: NodeId | undefined
  let bestRoom = 0
  for (const { key } of nodes) {
    const room = free.get(key)!
    if (room < slots) continue
    const isBetter = fill === 'spread' ? room > bestRoom : room < bestRoom
    if (best === undefined || isBetter) {
      best = key
      bestRoom = room
    }
  }
  return best
}
