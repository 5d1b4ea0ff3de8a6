// The nodes of jobs that have them prepared and released: what is to start there, and what its end
// means for the tasks that wait on the node.
import type { Catalogues } from '#catalogues/catalogues.ts'
import type { AgentReport, TaskAttempt } from '#drivers/nodes/port.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Tx } from '#store/tx.ts'
import { moveJobNode, rulesOf } from '../job-nodes/job-node.commands.ts'
import { isOpen, type Rules } from '../job-nodes/job-node.machine.ts'
import {
  dueJobNodes,
  insertJobNode,
  jobNodeByNumber,
  jobNodesAmong,
  saveJobNode,
} from '../job-nodes/job-node.queries.ts'
import {
  type JobNode,
  type JobNodeAttempt,
  jobNodeAttemptId,
  jobNodeAttemptOf,
  presentAttempt,
} from '../job-nodes/job-node.ts'
import { jobByNumber } from '../jobs/job.queries.ts'
import type { Job } from '../jobs/job.ts'
import { type NodeId, nodeIdOf, poolKeyOf, taskNumberOf } from '../keys.ts'
import { moveTask } from '../moves.commands.ts'
import { findPool } from '../pools/pool.queries.ts'
import type { Changes } from '../tasks/changes.ts'
import { preparingTasksOn } from '../tasks/task.queries.ts'
import type { FailureInfo, Task } from '../tasks/task.ts'
import { attemptsOfTask, insertAttempt } from './attempt.queries.ts'
import { attemptOf, jobNodeAttempt, lacksUser, noSuchUser } from './attempt-of.ts'
import type { FreeNode } from './place.ts'
import { extrasOf } from './rebuild.ts'

/** How a job stands with nodes of its pool, while a round puts its tasks there. */
export class Standings {
  readonly #job: Job
  readonly #rules: Rules
  readonly #known: Map<NodeId, JobNode>

  private constructor(job: Job, rules: Rules, known: Map<NodeId, JobNode>) {
    this.#job = job
    this.#rules = rules
    this.#known = known
  }

  /** Undefined: the job needs no node prepared. */
  static async of(tx: Tx, job: Job, nodes: readonly FreeNode[]): Promise<Standings | undefined> {
    const rules = rulesOf(job)
    if (!rules) return undefined
    const keys = nodes.filter(({ free }) => free > 0).map(({ key }) => key)
    return new Standings(job, rules, await jobNodesAmong(tx, job.num, keys))
  }

  isBarred(key: NodeId): boolean {
    return this.#known.get(key)?.state === 'barred'
  }

  /** A task is put on these nodes. Answers whether it may run there already. */
  async place(tx: Tx, poolId: string, keys: readonly NodeId[], now: Instant): Promise<boolean> {
    const nodes: JobNode[] = []
    for (const key of keys) {
      const met = this.#known.get(key) ?? (await insertJobNode(tx, newNode(this.#job, poolId, key)))
      nodes.push(await moveJobNode(tx, met, { type: 'place' }, this.#rules, now))
    }
    const areOpen = nodes.every((node) => isOpen(node, this.#rules))
    for (const node of nodes) {
      this.#known.set(nodeIdOf(node.nodeId), areOpen ? await withRun(tx, node) : node)
    }
    return areOpen
  }
}

const newNode = (job: Job, poolId: string, nodeId: string): JobNode => ({
  num: 0,
  job: job.num,
  poolId,
  nodeId,
  state: 'unprepared',
  hasRun: false,
  preparations: 0,
  releases: 0,
})

async function withRun(tx: Tx, node: JobNode): Promise<JobNode> {
  if (node.hasRun) return node
  const next = { ...node, hasRun: true }
  await saveJobNode(tx, next)
  return next
}

/** Starts what is due on nodes. Answers what the agent is to be told. */
export async function startDue(
  tx: Tx,
  changes: Changes,
  catalogues: Catalogues,
  now: Instant,
): Promise<TaskAttempt[]> {
  const starts: TaskAttempt[] = []
  for (const due of await dueJobNodes(tx)) {
    const job = await jobByNumber(tx, due.job)
    const rules = job && rulesOf(job)
    if (!rules) continue
    const node = await moveJobNode(tx, due, { type: 'start' }, rules, now)
    const present = presentAttempt(node)!
    const pool = await findPool(tx, job.account, poolKeyOf(node.poolId))
    const own = present.kind === 'release' ? job.spec.jobReleaseTask : job.spec.jobPreparationTask
    if (pool && own && lacksUser(own, pool.settings)) {
      const end = endedAtOnce(node, present, noSuchUser(own.userIdentity), now)
      changes.hasFailed = true
      starts.push(...(await endJobTask(tx, changes, catalogues, end, undefined, now)))
      continue
    }
    await insertAttempt(tx, {
      id: jobNodeAttemptId(present),
      task: taskNumberOf(0),
      job: job.num,
      attempt: present.attempt,
      instance: 0,
      node: nodeIdOf(node.nodeId),
      slots: 0,
      stopping: false,
    })
    starts.push(jobNodeAttempt(job, node, present, pool?.settings))
  }
  return starts
}

type Exited = Extract<AgentReport, { kind: 'exited' }>
/** Beside what an agent tells, the end of what never reached one. */
type Last =
  | (Omit<Exited, 'failure'> & { readonly failure?: FailureInfo | undefined })
  | Extract<AgentReport, { kind: 'lost' }>

/** Its end without a run, as that of a task is. */
const endedAtOnce = (
  { nodeId }: JobNode,
  present: JobNodeAttempt,
  failure: FailureInfo,
  now: Instant,
): Last => ({
  kind: 'exited',
  attemptId: jobNodeAttemptId(present),
  nodeId,
  startedAt: now,
  endedAt: now,
  failure,
})

/** A preparation or a release has ended. Answers what starts by that. */
export async function endJobTask(
  tx: Tx,
  changes: Changes,
  catalogues: Catalogues,
  report: Last,
  exitCode: number | undefined,
  now: Instant,
): Promise<TaskAttempt[]> {
  const attempt = jobNodeAttemptOf(report.attemptId)
  const before = attempt && (await jobNodeByNumber(tx, attempt.num))
  const job = before && (await jobByNumber(tx, before.job))
  const rules = job && rulesOf(job)
  if (!attempt || !before || !rules) return []
  const event =
    report.kind === 'lost'
      ? ({ type: 'lost', attempt } as const)
      : ({ ...report, type: 'exit', attempt, exitCode } as const)
  const node = await moveJobNode(tx, before, event, rules, now)
  if (node.state === before.state) return []
  if (node.state === 'barred') await sendAway(tx, changes, node, now)
  return isOpen(node, rules) ? startWaiting(tx, changes, catalogues, { job, node, rules, now }) : []
}

/** The tasks that waited for the node run elsewhere, if they can. */
async function sendAway(tx: Tx, changes: Changes, node: JobNode, now: Instant): Promise<void> {
  for (const task of await preparingTasksOn(tx, node.job, nodeIdOf(node.nodeId))) {
    const { attempt } = task
    await moveTask(tx, changes, task, { type: 'requeue', attempt, counted: false }, now)
  }
}

interface Opened {
  readonly job: Job
  readonly node: JobNode
  readonly rules: Rules
  readonly now: Instant
}

async function startWaiting(
  tx: Tx,
  changes: Changes,
  catalogues: Catalogues,
  { job, node, rules, now }: Opened,
): Promise<TaskAttempt[]> {
  const starts: TaskAttempt[] = []
  const waiting = await preparingTasksOn(tx, job.num, nodeIdOf(node.nodeId))
  if (waiting.length === 0) return starts
  const pool = await findPool(tx, job.account, poolKeyOf(node.poolId))
  for (const task of waiting) {
    const instances = await attemptsOfTask(tx, task.seq)
    const keys = instances.map((instance) => instance.node)
    const nodes = await jobNodesAmong(tx, job.num, keys)
    const isReady = keys.every((key) => {
      const one = nodes.get(key)
      return one !== undefined && isOpen(one, rules)
    })
    if (!isReady) continue
    for (const one of nodes.values()) await withRun(tx, one)
    const running = await run(tx, changes, task, now)
    const extras = await extrasOf(tx, catalogues, job, running)
    for (const { node: key, instance } of instances) {
      starts.push(attemptOf(job, running, pool?.settings, key, instance, extras))
    }
  }
  return starts
}

async function run(tx: Tx, changes: Changes, task: Task, now: Instant): Promise<Task> {
  const moved = await moveTask(tx, changes, task, { type: 'prepared' }, now)
  if (!moved.accepted) throw new Error(`a prepared task refused to run: ${moved.refusal}`)
  return moved.next
}
