// Which running tasks make way for which waiting ones: a pure function, called for the tasks that
// `place.ts` found no node for.
import type { WaitingTask } from './place.ts'

/** A running task that may be ended for one of a higher priority, and is queued again then. */
export interface Victim {
  readonly seq: number
  readonly slots: number
  /** Several, if it has several instances: they end together. */
  readonly nodes: readonly string[]
  readonly priority: number
  readonly startedAt: number
}

export interface Preemption {
  readonly task: number
  /** Where it is to run once the victims have ended. */
  readonly nodes: readonly string[]
  /** None: what it waits for is ending already. */
  readonly victims: readonly Victim[]
}

/** What of a pool could be had for waiting tasks. */
export interface Yielding {
  /** Slots of each node that are free or ending, less those that are kept for somebody. */
  readonly rooms: ReadonlyMap<string, number>
  readonly victims: readonly Victim[]
}

/** What was decided, and what is left for tasks that come after these. */
export interface Preempted extends Yielding {
  readonly preemptions: readonly Preemption[]
}

/** What one node has to give up. */
interface Sacrifice {
  readonly node: string
  readonly victims: readonly Victim[]
}

/**
 * Goes through the tasks in their order and makes room for each, or leaves all as it is where that
 * cannot be. Nobody is ended in vain: a task takes what is ending anyway before it ends others, and
 * of these those of the lowest priority first, the youngest among them, and no more than it needs.
 */
export function preempt(yielding: Yielding, tasks: readonly WaitingTask[]): Preempted {
  const room = new Map(yielding.rooms)
  let left: readonly Victim[] = [...yielding.victims].sort(cheapestFirst)
  const preemptions: Preemption[] = []
  for (const task of tasks) {
    const found = sacrificesFor(room, left, task)
    if (!found) continue
    const nodes = found.map(({ node }) => node)
    const ended = needed(room, nodes, task.slots, [...new Set(found.flatMap((one) => one.victims))])
    for (const victim of ended) free(room, victim)
    for (const node of nodes) room.set(node, room.get(node)! - task.slots)
    left = left.filter((victim) => !ended.includes(victim))
    preemptions.push({ task: task.seq, nodes, victims: ended })
  }
  return { preemptions, rooms: room, victims: left }
}

const cheapestFirst = (a: Victim, b: Victim): number =>
  a.priority - b.priority || b.startedAt - a.startedAt || b.seq - a.seq

const free = (room: Map<string, number>, { nodes, slots }: Victim): void => {
  for (const node of nodes) if (room.has(node)) room.set(node, room.get(node)! + slots)
}

/** The nodes that cost least, as many as the task has instances; undefined: there are too few. */
function sacrificesFor(
  room: ReadonlyMap<string, number>,
  victims: readonly Victim[],
  task: WaitingTask,
): readonly Sacrifice[] | undefined {
  const wanted = task.instances ?? 1
  const able: Sacrifice[] = []
  for (const [node, slots] of room) {
    const found = victimsOn(node, slots, victims, task.slots)
    if (found) able.push({ node, victims: found })
  }
  if (able.length < wanted) return undefined
  return able.sort((a, b) => costsLess(a, b, task)).slice(0, wanted)
}

/** Those on the node to end, so that it has room enough. Undefined: it never will. */
function victimsOn(
  node: string,
  room: number,
  victims: readonly Victim[],
  slots: number,
): readonly Victim[] | undefined {
  const taken: Victim[] = []
  let missing = slots - room
  for (const victim of victims) {
    if (missing <= 0) break
    if (!victim.nodes.includes(node)) continue
    taken.push(victim)
    missing -= victim.slots
  }
  return missing <= 0 ? needed(new Map([[node, room]]), [node], slots, taken) : undefined
}

/** Of the victims those without whom some node would not have room: the dearest are let go first. */
function needed(
  room: ReadonlyMap<string, number>,
  nodes: readonly string[],
  slots: number,
  victims: readonly Victim[],
): readonly Victim[] {
  let kept = [...victims].sort(cheapestFirst)
  for (const victim of [...kept].reverse()) {
    const others = kept.filter((one) => one !== victim)
    const suffice = nodes.every((node) => roomWith(room, node, others) >= slots)
    if (suffice) kept = others
  }
  return kept
}

const roomWith = (
  room: ReadonlyMap<string, number>,
  node: string,
  victims: readonly Victim[],
): number =>
  victims
    .filter(({ nodes }) => nodes.includes(node))
    .reduce((sum, { slots }) => sum + slots, room.get(node) ?? 0)

/** The highest priority that is hurt counts most, then how much is ended. */
const costOf = ({ victims }: Sacrifice): readonly [number, number] => [
  victims.reduce((most, { priority }) => Math.max(most, priority), Number.NEGATIVE_INFINITY),
  victims.reduce((sum, { slots, nodes }) => sum + slots * nodes.length, 0),
]

/** Among equals the node that the task would like, then the first: sorting keeps their order. */
function costsLess(a: Sacrifice, b: Sacrifice, { affinity }: WaitingTask): number {
  const [priorityA, slotsA] = costOf(a)
  const [priorityB, slotsB] = costOf(b)
  if (priorityA !== priorityB) return priorityA < priorityB ? -1 : 1
  return slotsA - slotsB || Number(b.node === affinity) - Number(a.node === affinity)
}
