// One round of scheduling, in the caller's transaction: tasks that may run are put on nodes that are
// free, and the driver is told once all is saved.

import type { Catalogues } from '#catalogues/catalogues.ts'
import type { TaskAttempt } from '#drivers/nodes/port.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Tx } from '#store/tx.ts'
import { barredNodesOf } from '../job-nodes/job-node.queries.ts'
import { jobByNumber, noteRun } from '../jobs/job.queries.ts'
import type { Job } from '../jobs/job.ts'
import { type JobNumber, type NodeId, nodeIdOf, type TaskNumber } from '../keys.ts'
import { moveTask } from '../moves.commands.ts'
import { findPool } from '../pools/pool.queries.ts'
import type { Pool } from '../pools/pool.ts'
import { removeSubtasks, saveSubtask } from '../subtasks/subtask.queries.ts'
import type { Changes } from '../tasks/changes.ts'
import { bornBefore } from '../tasks/lifetime.ts'
import { readyTasks } from '../tasks/task.queries.ts'
import { attemptIdOf, type Task } from '../tasks/task.ts'
import { countAlive, insertAttempt } from './attempt.queries.ts'
import { attemptOf, lacksUser, noSuchUser } from './attempt-of.ts'
import { type CandidateJob, candidateJobs, freeNodes } from './candidates.queries.ts'
import { makeRoom, roomFor, yieldingOf } from './make-room.ts'
import { makeWayForManager } from './manager-back.ts'
import { type Assignment, type Fill, type FreeNode, place, type WaitingTask } from './place.ts'
import type { Yielding } from './preempt.ts'
import { Standings } from './prepare.ts'
import { extrasOf } from './rebuild.ts'

/** A round looks so often for further tasks of a job where some of the first find no node. */
const LOOKS = 8

interface PoolState {
  readonly pool: Pool
  readonly catalogues: Catalogues
  nodes: FreeNode[]
  /** Known once some job of the pool may have others make way for it. */
  yielding?: Yielding
  /** Jobs of the round that may have had too few. */
  readonly wanting: JobNumber[]
}

/** Assigns all that can be, job by job in their order. Answers what is to be started. */
export async function assignTasks(
  tx: Tx,
  changes: Changes,
  catalogues: Catalogues,
  now: Instant,
): Promise<TaskAttempt[]> {
  const starts: TaskAttempt[] = []
  const pools = new Map<string, PoolState | undefined>()
  for (const candidate of await candidateJobs(tx)) {
    const state = await poolState(tx, catalogues, pools, candidate)
    const free = state?.nodes.reduce((sum, node) => sum + Math.max(0, node.free), 0) ?? 0
    if (!state) continue
    if (free === 0 && !candidate.mayPreempt && !candidate.hasManagerBack) {
      state.wanting.push(candidate.num)
      continue
    }
    const job = await jobByNumber(tx, candidate.num)
    if (!job) continue
    if (candidate.hasManagerBack && (await keptForManager(tx, changes, job, state, now))) continue
    const { placed, assigned, allowed } = await assignJob(tx, changes, job, state, now)
    if (placed > 0) await noteRun(tx, job.num)
    starts.push(...assigned)
    if (allowed > 0) state.wanting.push(job.num)
    if (candidate.mayPreempt) await makeRoomFor(tx, changes, { job, state, allowed, now })
  }
  return starts
}

/** Whether the job's next node is for its manager, for which tasks of the job have made way. */
async function keptForManager(
  tx: Tx,
  changes: Changes,
  job: Job,
  state: PoolState,
  now: Instant,
): Promise<boolean> {
  const largest = Math.max(...state.nodes.map(({ slots }) => slots))
  // What a job that comes first would have instead is not worth ending anything.
  for (const earlier of state.wanting) {
    if ((await readyTasks(tx, earlier, largest, 1, bornBefore(now))).length > 0) return false
  }
  const [first] = await readyTasks(tx, job.num, largest, 1, bornBefore(now))
  if (!first?.isManager || lacksUser(first.spec, state.pool.settings)) return false
  const back = { job, manager: waiting(job, first), nodes: state.nodes, fill: fillOf(state), now }
  const left = await makeWayForManager(tx, changes, back)
  if (!left) return false
  state.nodes = left
  // What was known of others' tasks is not so any more.
  delete state.yielding
  return true
}

const fillOf = ({ pool: { settings } }: PoolState): Fill =>
  settings.taskSchedulingPolicy.nodeFillType === 'pack' ? 'pack' : 'spread'

interface Wanting {
  readonly job: Job
  readonly state: PoolState
  /** Tasks that the job may still run. */
  readonly allowed: number
  readonly now: Instant
}

/** What the job's tasks found no node for, others may have to end for. */
async function makeRoomFor(
  tx: Tx,
  changes: Changes,
  { job, state, allowed, now }: Wanting,
): Promise<void> {
  if (allowed <= 0) return
  const { account, spec } = job
  state.yielding ??= await yieldingOf(tx, account, state.pool.key, state.nodes)
  const all = state.yielding
  // Nothing has to make way on a node where the job's tasks may not run.
  const barred = spec.jobPreparationTask && (await barredNodesOf(tx, job.num))
  const isBarred = (key: NodeId): boolean => barred?.has(key) ?? false
  const able = onlyOn(all, (key) => !isBarred(key))
  const limit = Math.min(allowed, roomFor(able, spec.priority))
  if (limit <= 0) return
  const largest = Math.max(...state.nodes.map(({ slots }) => slots))
  const ready = await readyTasks(tx, job.num, largest, limit, bornBefore(now))
  const tasks = waitingFor(job, ready, state.pool)
  if (tasks.length === 0) return
  const left = await makeRoom(tx, changes, able, tasks, spec.priority, now)
  const rest = onlyOn(all, isBarred)
  const rooms = new Map([...rest.rooms, ...left.rooms])
  state.yielding = { rooms, victims: [...rest.victims, ...left.victims] }
  state.nodes = state.nodes.map((node) => ({
    ...node,
    free: Math.min(node.free, rooms.get(node.key) ?? 0),
  }))
}

/** What nodes of these could give up: a task of several nodes counts where all of them are. */
const onlyOn = ({ rooms, victims }: Yielding, isOne: (key: NodeId) => boolean): Yielding => ({
  rooms: new Map([...rooms].filter(([key]) => isOne(key))),
  victims: victims.filter(({ nodes }) => nodes.every(isOne)),
})

async function poolState(
  tx: Tx,
  catalogues: Catalogues,
  known: Map<string, PoolState | undefined>,
  { account, poolKey }: CandidateJob,
): Promise<PoolState | undefined> {
  const key = `${account}/${poolKey}`
  if (!known.has(key)) {
    const nodes = await freeNodes(tx, account, poolKey)
    const pool = nodes.length > 0 ? await findPool(tx, account, poolKey) : undefined
    known.set(key, pool && { pool, nodes, catalogues, wanting: [] })
  }
  return known.get(key)
}

interface Assigned {
  /** How many of its tasks were put on nodes. */
  readonly placed: number
  readonly assigned: readonly TaskAttempt[]
  /** How many more it may have there. */
  readonly allowed: number
}

async function assignJob(
  tx: Tx,
  changes: Changes,
  job: Job,
  state: PoolState,
  now: Instant,
): Promise<Assigned> {
  const { maxParallelTasks } = job.spec
  const allowed =
    maxParallelTasks === -1
      ? Number.POSITIVE_INFINITY
      : maxParallelTasks - (await countAlive(tx, job.num))
  const fill = fillOf(state)
  const standings = await Standings.of(tx, job, state.nodes)
  const isAble = ({ key }: FreeNode): boolean => !standings?.isBarred(key)
  const starts: TaskAttempt[] = []
  const passedOver = new Set<TaskNumber>()
  let assigned = 0
  for (let look = 0; look < LOOKS; ) {
    const nodes = state.nodes.filter(isAble)
    const room = nodes.map((node) => Math.max(0, node.free))
    const wanted = Math.min(
      room.reduce((sum, free) => sum + free, 0),
      allowed - assigned,
    )
    if (wanted <= 0) break
    const limit = wanted + passedOver.size
    const ready = await readyTasks(tx, job.num, Math.max(...room), limit, bornBefore(now))
    const tasks = ready.filter(({ seq }) => !passedOver.has(seq)).slice(0, wanted)
    if (tasks.length === 0) break
    const unable = tasks.filter(({ spec }) => lacksUser(spec, state.pool.settings))
    if (unable.length > 0) {
      await fail(tx, changes, unable, now)
      // Its failures may have ended or disabled it.
      if ((await jobByNumber(tx, job.num))?.state === 'active') continue
      return { placed: assigned, assigned: starts, allowed: 0 }
    }
    look++
    for (const task of tasks) passedOver.add(task.seq)
    for (const assignment of place(nodes, waitingFor(job, tasks, state.pool), fill)) {
      const task = tasks.find(({ seq }) => seq === assignment.task)!
      const assigning = { job, task, state, standings, assignment, now }
      starts.push(...(await assign(tx, changes, assigning)))
      passedOver.delete(task.seq)
      assigned++
      take(state, assignment, job, task)
    }
  }
  return { placed: assigned, assigned: starts, allowed: allowed - assigned }
}

/** Tasks that cannot run in the pool end. */
async function fail(tx: Tx, changes: Changes, tasks: readonly Task[], now: Instant): Promise<void> {
  changes.hasFailed = true
  for (const task of tasks) {
    const { code, message } = noSuchUser(task.spec.userIdentity)
    await moveTask(tx, changes, task, { type: 'terminate', asked: false, message, code }, now)
  }
}

function take(state: PoolState, { nodes: keys }: Assignment, job: Job, task: Task): void {
  state.nodes = state.nodes.map((node) =>
    keys.includes(node.key) ? { ...node, free: node.free - heldOn(job, task, node) } : node,
  )
  if (!state.yielding) return
  const rooms = new Map(state.yielding.rooms)
  for (const node of state.nodes) {
    if (!keys.includes(node.key)) continue
    rooms.set(node.key, (rooms.get(node.key) ?? 0) - heldOn(job, task, node))
  }
  state.yielding = { ...state.yielding, rooms }
}

/** Multi-instance tasks wait for ever in a pool that was not made for them. */
const waitingFor = (job: Job, tasks: readonly Task[], pool: Pool): WaitingTask[] =>
  tasks
    .filter(({ spec }) => !spec.multiInstanceSettings || takesInstances(pool.settings))
    .filter(({ spec }) => !lacksUser(spec, pool.settings))
    .map((task) => waiting(job, task))

export const takesInstances = (settings: Pool['settings']): boolean =>
  settings.enableInterNodeCommunication && settings.taskSlotsPerNode === 1

/** A task as the pure placement sees it. */
export function waiting(job: Job, task: Task): WaitingTask {
  const affinity = task.spec.affinityInfo?.affinityId
  const instances = task.spec.multiInstanceSettings?.numberOfInstances ?? 1
  return {
    seq: task.seq,
    slots: task.slots,
    ...(instances > 1 && { instances }),
    ...(task.isManager && managersPlace(job)),
    ...(affinity !== undefined && { affinity: nodeIdOf(affinity.replace(/^TVM:/i, '')) }),
  }
}

function managersPlace({
  spec: { jobManagerTask: manager },
}: Job): Pick<WaitingTask, 'isExclusive' | 'isForDedicated'> {
  return {
    ...(manager?.runExclusive && { isExclusive: true }),
    ...(manager?.allowLowPriorityNode === false && { isForDedicated: true }),
  }
}

/** The slots that the task holds on a node: all of them, where it shares the node with none. */
const heldOn = (job: Job, task: Task, node: FreeNode): number =>
  waiting(job, task).isExclusive ? node.slots : task.slots

interface Assigning {
  readonly job: Job
  readonly task: Task
  readonly state: PoolState
  /** Absent: the job needs no node prepared. */
  readonly standings: Standings | undefined
  readonly assignment: Assignment
  readonly now: Instant
}

async function assign(
  tx: Tx,
  changes: Changes,
  { job, task, state, standings, assignment, now }: Assigning,
): Promise<TaskAttempt[]> {
  const waits = (await standings?.place(tx, state.pool.id, assignment.nodes, now)) === false
  const [nodeId, ...otherNodes] = assignment.nodes as readonly [NodeId, ...NodeId[]]
  const node = { account: job.account, poolId: state.pool.id, nodeId }
  const isMulti = task.spec.multiInstanceSettings !== undefined
  const event = {
    type: 'assign',
    node,
    ...(isMulti && { otherNodes }),
    ...(waits && { waits }),
  } as const
  const moved = await moveTask(tx, changes, task, event, now)
  if (!moved.accepted) throw new Error(`a task that may run refused to: ${moved.refusal}`)
  if (isMulti) await removeSubtasks(tx, task.seq)
  for (const [instance, key] of assignment.nodes.entries()) {
    const on = state.nodes.find((one) => one.key === key)!
    await insertInstance(tx, moved.next, { key, slots: heldOn(job, task, on), instance, now })
  }
  if (waits) return []
  const extras = await extrasOf(tx, state.catalogues, job, moved.next)
  const starts: TaskAttempt[] = []
  for (const [instance, key] of assignment.nodes.entries()) {
    starts.push(attemptOf(job, moved.next, state.pool.settings, key, instance, extras))
  }
  return starts
}

interface Instance {
  readonly key: NodeId
  readonly slots: number
  readonly instance: number
  readonly now: Instant
}

async function insertInstance(
  tx: Tx,
  { seq, job, attempt, node, spec }: Task,
  { key, slots, instance, now }: Instance,
): Promise<void> {
  const id = attemptIdOf(seq, attempt, instance)
  const stopping = false
  await insertAttempt(tx, { id, task: seq, job, attempt, instance, node: key, slots, stopping })
  if (!spec.multiInstanceSettings) return
  await saveSubtask(tx, {
    task: seq,
    instance,
    state: 'preparing',
    stateTransitionTime: now,
    node: { ...node!, nodeId: key },
    startTime: now,
  })
}
