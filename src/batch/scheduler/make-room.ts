// Has running tasks make way for waiting ones of a higher priority, in the transaction of a round.

import type { Instant } from '#kernel/instant.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { AccountKey, PoolKey, TaskNumber } from '../keys.ts'
import { moveTask } from '../moves.commands.ts'
import type { Changes } from '../tasks/changes.ts'
import { taskBySeq } from '../tasks/task.queries.ts'
import { type PreemptibleRow, preemptibleIn, slotsEnding } from './attempt.queries.ts'
import type { FreeNode, WaitingTask } from './place.ts'
import { preempt, type Victim, type Yielding } from './preempt.ts'

/** The most waiting tasks of a job for which one round makes room. */
const AT_ONCE = 100

/** What the pool's nodes could give up. `nodes`: with what is free of them. */
export async function yieldingOf(
  reader: Reader,
  account: AccountKey,
  poolKey: PoolKey,
  nodes: readonly FreeNode[],
): Promise<Yielding> {
  const ending = await slotsEnding(reader)
  const endingOn = new Map(ending.map(({ node, slots }) => [node, slots]))
  const rooms = new Map(nodes.map(({ key, free }) => [key, free + (endingOn.get(key) ?? 0)]))
  const rows = await preemptibleIn(reader, account, poolKey)
  return { rooms, victims: victimsOf(rows) }
}

/** What runs, each task with its nodes. */
export function victimsOf(rows: readonly PreemptibleRow[]): Victim[] {
  const victims = new Map<TaskNumber, Victim>()
  for (const { seq, node, slots, priority, start_time } of rows) {
    const nodes = [...(victims.get(seq)?.nodes ?? []), node]
    victims.set(seq, { seq, slots, nodes, priority, startedAt: start_time ?? 0 })
  }
  return [...victims.values()]
}

/** How many more tasks it is worth looking at. */
export function roomFor({ rooms, victims }: Yielding, priority: number): number {
  const own = [...rooms.values()].reduce((sum, slots) => sum + Math.max(0, slots), 0)
  const others = victims
    .filter((victim) => victim.priority < priority)
    .reduce((sum, { slots, nodes }) => sum + slots * nodes.length, 0)
  return Math.min(AT_ONCE, own + others)
}

/**
 * Ends what has to make way for the tasks, and answers what those that come after them may have:
 * what was ended, and what ends anyway, is kept.
 */
export async function makeRoom(
  tx: Tx,
  changes: Changes,
  { rooms, victims }: Yielding,
  tasks: readonly WaitingTask[],
  priority: number,
  now: Instant,
): Promise<Yielding> {
  const lower = victims.filter((victim) => victim.priority < priority)
  const left = await makeWay(tx, changes, { rooms, victims: lower }, tasks, now)
  if (!left) return { rooms, victims }
  const rest = new Set(left.victims)
  const isThere = (victim: Victim): boolean => victim.priority >= priority || rest.has(victim)
  return { rooms: left.rooms, victims: victims.filter(isThere) }
}

/** The same whatever the priorities are. Undefined: no room could be made. */
export async function makeWay(
  tx: Tx,
  changes: Changes,
  yielding: Yielding,
  tasks: readonly WaitingTask[],
  now: Instant,
): Promise<Yielding | undefined> {
  const { preemptions, rooms, victims } = preempt(yielding, tasks)
  if (preemptions.length === 0) return undefined
  const ended = new Set(preemptions.flatMap((preemption) => preemption.victims))
  for (const victim of ended) await yieldTask(tx, changes, victim, now)
  return { rooms, victims }
}

/** Not counted as a requeue: Azure counts those that a user asked for. */
async function yieldTask(tx: Tx, changes: Changes, { seq }: Victim, now: Instant): Promise<void> {
  const task = await taskBySeq(tx, seq)
  if (task?.state !== 'running') throw new Error(`the task ${seq} ended before it made way`)
  const { attempt } = task
  await moveTask(tx, changes, task, { type: 'requeue', attempt, counted: false, yields: true }, now)
}
