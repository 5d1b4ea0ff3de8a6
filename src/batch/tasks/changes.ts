import type { Instant } from '#kernel/instant.ts'
import type { Tx } from '#store/tx.ts'
import type { JobNumber } from '../keys.ts'
import { countTasks } from '../nodes/node.queries.ts'
import { nodeKeyOf } from '../nodes/node.ts'
import type { Task, TaskNode } from './task.ts'
import { CountChange, changeCounts } from './task-counts.queries.ts'

interface NodeChange {
  tasks: number
  slots: number
  run: number
  succeeded: number
}

/**
 * What many moves of tasks change in the counts of jobs and nodes: gathered, so that a transaction
 * writes each job and each node once.
 */
export class Changes {
  readonly #jobs = new Map<JobNumber, CountChange>()
  readonly #nodes = new Map<string, { readonly node: TaskNode; readonly change: NodeChange }>()
  /** How long those waited that run for the first time, in milliseconds. */
  readonly waits: number[] = []
  /** Whether a task has failed without a run: what follows for its job is yet to be looked at. */
  hasFailed = false

  add(task: Task): void {
    this.#countsOf(task).add(task, 1)
  }

  remove(task: Task, now: Instant): void {
    this.#countsOf(task).goes(task, now)
    if (isOnNode(task)) this.#leaves(task, false)
  }

  move(from: Task, to: Task): void {
    const counts = this.#countsOf(from)
    counts.add(from, -1)
    counts.add(to, 1)
    counts.use(from, to)
    if (isOnNode(from) && !isOnNode(to)) this.#leaves(from, to.result === 'success')
    if (!isOnNode(from) && isOnNode(to)) this.#comes(to)
    if (from.state !== 'running' && to.state === 'running') this.#runs(to)
    const isFirst = to.attempt === 1 && from.startTime === undefined
    if (isFirst && to.startTime !== undefined) this.waits.push(to.startTime - to.creationTime)
  }

  #countsOf({ job }: Task): CountChange {
    const known = this.#jobs.get(job)
    if (known) return known
    const change = new CountChange()
    this.#jobs.set(job, change)
    return change
  }

  #comes(task: Task): void {
    for (const node of nodesOf(task)) {
      const change = this.#changeOf(node)
      change.tasks += 1
      change.slots += task.slots
    }
  }

  #runs(task: Task): void {
    for (const node of nodesOf(task)) this.#changeOf(node).run += 1
  }

  #leaves(task: Task, succeeded: boolean): void {
    for (const node of nodesOf(task)) {
      const change = this.#changeOf(node)
      change.tasks -= 1
      change.slots -= task.slots
      if (succeeded) change.succeeded += 1
    }
  }

  #changeOf(node: TaskNode): NodeChange {
    const key = `${node.account}/${node.poolId}/${node.nodeId}`
    const known = this.#nodes.get(key)
    if (known) return known.change
    const change: NodeChange = { tasks: 0, slots: 0, run: 0, succeeded: 0 }
    this.#nodes.set(key, { node, change })
    return change
  }

  async save(tx: Tx, now: Instant): Promise<void> {
    for (const [job, change] of this.#jobs) await changeCounts(tx, job, change)
    for (const { node, change } of this.#nodes.values()) {
      await countTasks(tx, nodeKeyOf(node), change, now)
    }
    this.#jobs.clear()
    this.#nodes.clear()
  }
}

/** Whether it has its slots on a node, be it that it waits there for the node's preparation. */
const isOnNode = ({ state }: Task): boolean => state === 'preparing' || state === 'running'

function nodesOf({ node, otherNodes = [] }: Task): TaskNode[] {
  return node ? [node, ...otherNodes.map((nodeId) => ({ ...node, nodeId }))] : []
}

/** Does the work and saves what it counted. */
export async function withChanges<T>(
  tx: Tx,
  now: Instant,
  work: (changes: Changes) => Promise<T>,
): Promise<T> {
  const changes = new Changes()
  const answer = await work(changes)
  await changes.save(tx, now)
  return answer
}
