// Gathers what `explain.ts` looks at. For those who run the server, not for Azure's clients.

import { NodeFileError, type NodeFiles } from '#drivers/nodes/port.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Reader } from '#store/tx.ts'
import { barredNodesOf, jobNodesAmong } from '../job-nodes/job-node.queries.ts'
import { findJob } from '../jobs/job.queries.ts'
import { type Job, poolIdOf } from '../jobs/job.ts'
import { type AccountKey, jobKeyOf, nodeIdOf, poolKeyOf, taskKeyOf } from '../keys.ts'
import { findPool } from '../pools/pool.queries.ts'
import { unmetDependencies } from '../tasks/dependency.queries.ts'
import { bornBefore } from '../tasks/lifetime.ts'
import { findTask, waitingTasks } from '../tasks/task.queries.ts'
import type { Task } from '../tasks/task.ts'
import { directoryFor } from '../tasks/task.wire.ts'
import { countsOf } from '../tasks/task-counts.queries.ts'
import { takesInstances, waiting } from './assign.ts'
import { attemptsOfTask, countAlive } from './attempt.queries.ts'
import { candidateJobs, countAhead, freeNodes, otherNodesOf } from './candidates.queries.ts'
import { type Preparing, reasons, type Surroundings, whyUnmet } from './explain.ts'
import { yieldingOf } from './make-room.ts'

export interface Explanation {
  readonly what: string
  readonly state: string
  readonly reasons: readonly string[]
}

/** How much of a failed task's stderr is shown, and of what a job's tasks wait for. */
const TAIL_BYTES = 1_000
const TAIL_LINES = 10
const NAMED = 5
const LOOKED_AT = 50

/** Why the task, or the job's tasks that wait, do not start. Undefined: there is no such job or task. */
export async function explain(
  reader: Reader,
  account: AccountKey,
  now: Instant,
  jobId: string,
  taskId?: string,
  files?: NodeFiles,
): Promise<Explanation | undefined> {
  const job = await findJob(reader, account, jobKeyOf(jobId))
  if (!job) return undefined
  if (taskId === undefined) return explainJob(reader, job, now)
  const task = await findTask(reader, job.num, taskKeyOf(taskId))
  if (!task) return undefined
  const why = await reasonsOf(reader, job, task, now)
  const tail = files && task.result === 'failure' ? await lastErrors(files, job, task) : []
  return { what: `${job.id}/${task.id}`, state: task.state, reasons: [...why, ...tail] }
}

async function reasonsOf(
  reader: Reader,
  job: Job,
  task: Task,
  now: Instant,
): Promise<readonly string[]> {
  const around = await surroundings(reader, job, task)
  const attempts = await attemptsOfTask(reader, task.seq)
  return reasons(
    {
      ...waiting(job, task),
      state: task.state,
      waitingFor: task.waitingFor,
      unmet: task.waitingFor > 0 ? await unmetOf(reader, job, task) : [],
      ...(task.failureInfo && { failure: task.failureInfo }),
      ...(task.exitCode !== undefined && { exitCode: task.exitCode }),
      isMultiInstance: task.spec.multiInstanceSettings !== undefined,
      isAlive: task.state === 'active' && attempts.length > 0,
      ...(task.yielded && { yielded: true }),
      ...(task.state === 'preparing' && { preparing: await preparingFor(reader, job, task) }),
      isOutlived: task.creationTime <= bornBefore(now),
    },
    around,
  )
}

/** The nodes on which the task has a place, and how their preparation stands. */
async function preparingFor(reader: Reader, job: Job, task: Task): Promise<readonly Preparing[]> {
  const keys = (await attemptsOfTask(reader, task.seq)).map(({ node }) => node)
  const nodes = await jobNodesAmong(reader, job.num, keys)
  return [...nodes.values()].map(({ nodeId, state, preparation }) => ({
    nodeId,
    retries: preparation?.retryCount ?? 0,
    isDone: state === 'prepared',
  }))
}

async function unmetOf(reader: Reader, job: Job, task: Task): Promise<readonly string[]> {
  const words: string[] = []
  for (const { parent, first, last } of await unmetDependencies(reader, task.seq, NAMED)) {
    if (parent === null) words.push(`It waits for tasks of the range ${first} to ${last}.`)
    else words.push(whyUnmet(parent, await findTask(reader, job.num, parent)))
  }
  return words
}

/** The end of what the task wrote to stderr, as far as its node can tell. */
async function lastErrors(files: NodeFiles, job: Job, task: Task): Promise<readonly string[]> {
  if (!task.node) return []
  const node = nodeIdOf(task.node.nodeId)
  const path = `${directoryFor(job.id, task.id)}/stderr.txt`
  try {
    const { size } = await files.stat(node, path)
    if (size === 0) return []
    const { body } = await files.read(node, path, { first: Math.max(0, size - TAIL_BYTES) })
    const chunks: Uint8Array[] = []
    for await (const chunk of body) chunks.push(chunk)
    const lines = Buffer.concat(chunks).toString().trimEnd().split('\n')
    return lines.slice(-TAIL_LINES).map((line) => `stderr.txt: ${line}`)
  } catch (error) {
    if (error instanceof NodeFileError) return []
    throw error
  }
}

/** What keeps the tasks of the job that wait, each reason once with the tasks that have it. */
async function explainJob(reader: Reader, job: Job, now: Instant): Promise<Explanation> {
  const { tasks } = await countsOf(reader, job.num)
  const names = new Map<string, string[]>()
  for (const task of await waitingTasks(reader, job.num, LOOKED_AT)) {
    const [why = 'Nothing keeps it from starting.'] = await reasonsOf(reader, job, task, now)
    const known = names.get(why)
    if (known) known.push(task.id)
    else names.set(why, [task.id])
  }
  const done = tasks.succeeded + tasks.failed
  const counted = `${tasks.active} of its tasks wait, ${tasks.running} run, ${done} are completed.`
  const each = [...names].map(([why, ids]) => `${named(ids)}: ${why}`)
  return { what: job.id, state: job.state, reasons: [counted, ...each] }
}

const named = (ids: readonly string[]): string => {
  const shown = ids.slice(0, NAMED).join(', ')
  return ids.length > NAMED ? `${shown} and ${ids.length - NAMED} more` : shown
}

async function surroundings(reader: Reader, job: Job, task: Task): Promise<Surroundings> {
  const poolId = poolIdOf(job)
  const poolKey = poolKeyOf(poolId)
  const pool = await findPool(reader, job.account, poolKey)
  const otherNodes = await otherNodesOf(reader, job.account, poolKey)
  const ahead = await countAhead(reader, job.num, task.seq)
  const nodes = await freeNodes(reader, job.account, poolKey)
  const { rooms, victims } = await yieldingOf(reader, job.account, poolKey, nodes)
  const lower = victims.filter((victim) => victim.priority < job.spec.priority)
  const mayPreempt = (await candidateJobs(reader)).some(
    ({ num, mayPreempt }) => num === job.num && mayPreempt,
  )
  const prepares = job.spec.jobPreparationTask !== undefined
  return {
    jobState: job.state,
    poolId,
    hasPool: pool !== undefined,
    nodes,
    ...(mayPreempt && { yielding: { rooms, victims: lower } }),
    otherNodes,
    ...(prepares && { barred: await barredNodesOf(reader, job.num) }),
    takesInstances: pool !== undefined && takesInstances(pool.settings),
    maxParallelTasks: job.spec.maxParallelTasks,
    running: await countAlive(reader, job.num),
    ahead,
  }
}
