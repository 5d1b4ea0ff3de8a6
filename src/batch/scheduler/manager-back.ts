// A job's manager that has to start again, and finds no node: tasks of its own job make way for it.
// Those of other jobs do as for any task of its job, no more.
import type { Instant } from '#kernel/instant.ts'
import type { Tx } from '#store/tx.ts'
import { barredNodesOf } from '../job-nodes/job-node.queries.ts'
import type { Job } from '../jobs/job.ts'
import type { Changes } from '../tasks/changes.ts'
import { runningBeside, slotsEnding } from './attempt.queries.ts'
import { makeWay, victimsOf } from './make-room.ts'
import { type Fill, type FreeNode, place, type WaitingTask } from './place.ts'
import type { Yielding } from './preempt.ts'

export interface ManagerBack {
  readonly job: Job
  readonly manager: WaitingTask
  /** Those of the pool that take tasks. */
  readonly nodes: readonly FreeNode[]
  readonly fill: Fill
  readonly now: Instant
}

/**
 * Has tasks of the job make way for its manager, unless that finds a node as it is, or none could be
 * had. Answers what of the nodes is free for others then: what was ended for it, and what ends anyway,
 * is kept for it.
 */
export async function makeWayForManager(
  tx: Tx,
  changes: Changes,
  { job, manager, nodes, fill, now }: ManagerBack,
): Promise<FreeNode[] | undefined> {
  const barred = job.spec.jobPreparationTask && (await barredNodesOf(tx, job.num))
  const able = nodes.filter((node) => !barred?.has(node.key) && mayHave(node, manager))
  if (able.length === 0 || place(able, [manager], fill).length > 0) return undefined
  const ending = new Map((await slotsEnding(tx)).map(({ node, slots }) => [node, slots]))
  const rooms = new Map(able.map(({ key, free }) => [key, free + (ending.get(key) ?? 0)]))
  const victims = victimsOf(await runningBeside(tx, job.num, manager.seq))
  const left = await makeWay(tx, changes, { rooms, victims }, [needOf(manager, able)], now)
  return left && nodes.map((node) => ({ ...node, free: freeOf(node, left.rooms) }))
}

const mayHave = ({ isDedicated }: FreeNode, { isForDedicated }: WaitingTask): boolean =>
  isDedicated || !isForDedicated

/** One that shares its node with no other needs all of its slots. */
const needOf = (manager: WaitingTask, nodes: readonly FreeNode[]): WaitingTask =>
  manager.isExclusive
    ? { ...manager, slots: Math.max(...nodes.map(({ slots }) => slots)) }
    : manager

const freeOf = ({ key, free }: FreeNode, rooms: Yielding['rooms']): number =>
  Math.min(free, rooms.get(key) ?? free)
