// Gathers what `explain.ts` looks at. For whoever runs the server, not for Azure's clients.
import type { Instant } from '#kernel/instant.ts'
import { sql } from '#store/sql.ts'
import type { Reader } from '#store/tx.ts'
import { findJob } from '../jobs/job.queries.ts'
import type { Job } from '../jobs/job.ts'
import { findPool } from '../pools/pool.queries.ts'
import { bornBefore } from '../tasks/lifetime.ts'
import { findTask } from '../tasks/task.queries.ts'
import type { Task } from '../tasks/task.ts'
import { countsOf } from '../tasks/task-counts.queries.ts'
import { takesInstances, waiting } from './assign.ts'
import { attemptsOfTask, countAlive } from './attempt.queries.ts'
import { candidateJobs, freeNodes } from './candidates.queries.ts'
import { reasons, type Surroundings } from './explain.ts'
import { yieldingOf } from './make-room.ts'

export interface Explanation {
  readonly what: string
  readonly state: string
  readonly reasons: readonly string[]
}

/** Why the task, or the job's next task, does not start. Undefined: there is no such job or task. */
export async function explain(
  reader: Reader,
  account: string,
  now: Instant,
  jobId: string,
  taskId?: string,
): Promise<Explanation | undefined> {
  const job = await findJob(reader, account, jobId)
  if (!job) return undefined
  const task =
    taskId === undefined ? await nextTask(reader, job) : await findTask(reader, job.num, taskId)
  if (!task) return taskId === undefined ? withoutTasks(reader, job) : undefined
  const around = await surroundings(reader, job, task)
  const attempts = await attemptsOfTask(reader, task.seq)
  const looked = {
    ...waiting(task),
    state: task.state,
    waitingFor: task.waitingFor,
    isMultiInstance: task.spec.multiInstanceSettings !== undefined,
    isAlive: task.state === 'active' && attempts.length > 0,
    yielded: task.yielded,
    isOutlived: task.creationTime <= bornBefore(now),
  }
  return { what: `${job.id}/${task.id}`, state: task.state, reasons: reasons(looked, around) }
}

/** The first that waits: those that may run before those that may not. */
async function nextTask(reader: Reader, job: Job): Promise<Task | undefined> {
  const row = await reader.get<{ id: string }>(sql`
    select id from batch_task where job = ${job.num} and state = 'active'
     order by waiting_for > 0, seq limit 1`)
  return row && findTask(reader, job.num, row.id)
}

async function withoutTasks(reader: Reader, job: Job): Promise<Explanation> {
  const { tasks } = await countsOf(reader, job.num)
  const done = tasks.succeeded + tasks.failed
  return {
    what: job.id,
    state: job.state,
    reasons: [`No task of it waits: ${tasks.running} run, ${done} are completed.`],
  }
}

async function surroundings(reader: Reader, job: Job, task: Task): Promise<Surroundings> {
  const poolId = job.spec.poolInfo.poolId ?? ''
  const poolKey = poolId.toLowerCase()
  const pool = await findPool(reader, job.account, poolId)
  const otherNodes = await reader.all<{ state: string; count: number }>(sql`
    select case when state not in ('idle', 'running', 'offline') then state
                when scheduling_state = 'disabled' then 'disabled'
                when is_ending = 1 then 'ending'
                else 'changing' end as state, count(*) as count
      from batch_node
     where account = ${job.account} and pool_key = ${poolKey}
       and not (state in ('idle', 'running') and scheduling_state = 'enabled' and change = ''
                and is_ending = 0)
     group by 1 order by 1`)
  const ahead = await reader.get<{ n: number }>(sql`
    select count(*) as n from batch_task
     where job = ${job.num} and state = 'active' and waiting_for = 0 and seq < ${task.seq}`)
  const nodes = await freeNodes(reader, job.account, poolKey)
  const { rooms, victims } = await yieldingOf(reader, job.account, poolKey, nodes)
  const lower = victims.filter((victim) => victim.priority < job.spec.priority)
  const mayPreempt = (await candidateJobs(reader)).some(
    ({ num, mayPreempt }) => num === job.num && mayPreempt,
  )
  return {
    jobState: job.state,
    poolId,
    hasPool: pool !== undefined,
    nodes,
    ...(mayPreempt && { yielding: { rooms, victims: lower } }),
    otherNodes,
    takesInstances: pool !== undefined && takesInstances(pool.settings),
    maxParallelTasks: job.spec.maxParallelTasks,
    running: await countAlive(reader, job.num),
    ahead: ahead?.n ?? 0,
  }
}
