// Which running tasks make way for which waiting ones: a pure function, called for the tasks that
// `place.ts` found no node for.
import type { NodeId, TaskNumber } from '../keys.ts'
import type { WaitingTask } from './place.ts'

/** A running task that may be ended for one of a higher priority, and is queued again then. */
export interface Victim {
  readonly seq: TaskNumber
  readonly slots: number
  /** Several, if it has several instances: they end together. */
  readonly nodes: readonly NodeId[]
  readonly priority: number
  readonly startedAt: number
}

interface Preemption {
  readonly task: TaskNumber
  /** Where it is to run once the victims have ended. */
  readonly nodes: readonly NodeId[]
  /** None: what it waits for is ending already. */
  readonly victims: readonly Victim[]
}

/** What of a pool could be had for waiting tasks. */
export interface Yielding {
  /** Slots of each node that are free or ending, less those that are kept for a task. */
  readonly rooms: ReadonlyMap<NodeId, number>
  readonly victims: readonly Victim[]
}

/** What was decided, and what is left for tasks that come after these. */
export interface Preempted extends Yielding {
  readonly preemptions: readonly Preemption[]
}

/** What one node has to give up, and at what price. */
interface Sacrifice {
  readonly node: NodeId
  readonly victims: readonly Victim[]
  /** The highest priority that is hurt: it counts most. */
  readonly dearest: number
  /** How much is ended, on other nodes too. */
  readonly slots: number
}

/**
 * Goes through the tasks in their order and makes room for each, or leaves all as it is where that
 * cannot be. No task is ended in vain: a task takes what is ending anyway before it ends others, and
 * of these those of the lowest priority first, the youngest among them, and no more than it needs.
 */
export function preempt(yielding: Yielding, tasks: readonly WaitingTask[]): Preempted {
  const board = new Board(yielding)
  const preemptions: Preemption[] = []
  for (const task of tasks) {
    const found = board.cheapest(task)
    if (!found) continue
    const nodes = found.map(({ node }) => node)
    const victims = new Set(found.flatMap((one) => one.victims))
    const ended = needed(board.room, nodes, task.slots, [...victims])
    board.take(nodes, task.slots, ended)
    preemptions.push({ task: task.seq, nodes, victims: ended })
  }
  const victims = yielding.victims.filter((victim) => !board.gone.has(victim))
  return { preemptions, rooms: board.room, victims }
}

/** The pool while it is decided. What a node would give up is found again only where that changed. */
class Board {
  readonly room: Map<NodeId, number>
  readonly gone = new Set<Victim>()
  /** The cheapest first. */
  readonly #victims = new Map<string, Victim[]>()
  /** By the slots that are asked for, and by the node; undefined: it never has as many. */
  readonly #known = new Map<number, Map<NodeId, Sacrifice | undefined>>()

  constructor({ rooms, victims }: Yielding) {
    this.room = new Map(rooms)
    for (const victim of [...victims].sort(cheapestFirst)) {
      for (const node of victim.nodes) {
        const there = this.#victims.get(node)
        if (there) there.push(victim)
        else this.#victims.set(node, [victim])
      }
    }
  }

  /** The nodes that cost least, as many as the task has instances; undefined: there are too few. */
  cheapest(task: WaitingTask): readonly Sacrifice[] | undefined {
    const wanted = task.instances ?? 1
    const able: Sacrifice[] = []
    let best: Sacrifice | undefined
    for (const node of this.room.keys()) {
      const found = this.#sacrificeOf(node, task.slots)
      if (!found) continue
      if (wanted > 1) able.push(found)
      else if (!best || costsLess(found, best, task) < 0) best = found
    }
    if (wanted === 1) return best && [best]
    if (able.length < wanted) return undefined
    return able.sort((a, b) => costsLess(a, b, task)).slice(0, wanted)
  }

  /** The victims end, and the nodes' slots are kept for a task. */
  take(nodes: readonly NodeId[], slots: number, ended: readonly Victim[]): void {
    const change = (node: NodeId, by: number): void => {
      const room = this.room.get(node)
      if (room !== undefined) this.room.set(node, room + by)
      for (const known of this.#known.values()) known.delete(node)
    }
    for (const victim of ended) {
      this.gone.add(victim)
      for (const node of victim.nodes) change(node, victim.slots)
    }
    for (const node of nodes) change(node, -slots)
  }

  #sacrificeOf(node: NodeId, slots: number): Sacrifice | undefined {
    const known = this.#known.get(slots) ?? new Map<NodeId, Sacrifice | undefined>()
    this.#known.set(slots, known)
    if (!known.has(node)) known.set(node, this.#find(node, slots))
    return known.get(node)
  }

  #find(node: NodeId, slots: number): Sacrifice | undefined {
    const taken: Victim[] = []
    let missing = slots - this.room.get(node)!
    for (const victim of this.#victims.get(node) ?? []) {
      if (missing <= 0) break
      if (this.gone.has(victim)) continue
      taken.push(victim)
      missing -= victim.slots
    }
    if (missing > 0) return undefined
    const victims = needed(this.room, [node], slots, taken)
    return {
      node,
      victims,
      dearest: victims.reduce((most, one) => Math.max(most, one.priority), -Infinity),
      slots: victims.reduce((sum, one) => sum + one.slots * one.nodes.length, 0),
    }
  }
}

const cheapestFirst = (a: Victim, b: Victim): number =>
  a.priority - b.priority || b.startedAt - a.startedAt || b.seq - a.seq

/** Among equals the node that the task would like, then the first. */
function costsLess(a: Sacrifice, b: Sacrifice, { affinity }: WaitingTask): number {
  if (a.dearest !== b.dearest) return a.dearest < b.dearest ? -1 : 1
  return a.slots - b.slots || Number(b.node === affinity) - Number(a.node === affinity)
}

/** Of the victims those without which some node would not have room: the dearest are let go first. */
function needed(
  room: ReadonlyMap<NodeId, number>,
  nodes: readonly NodeId[],
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
  room: ReadonlyMap<NodeId, number>,
  node: NodeId,
  victims: readonly Victim[],
): number =>
  victims
    .filter(({ nodes }) => nodes.includes(node))
    .reduce((sum, { slots }) => sum + slots, room.get(node) ?? 0)
