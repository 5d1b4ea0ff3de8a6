// What the scheduler looks at: jobs that have tasks to run, and what is free for them. Nothing is
// kept in memory between two looks: indexes make each one cheap.

import { sql } from '#store/sql.ts'
import type { Reader } from '#store/tx.ts'
import type { AccountKey, JobNumber, NodeId, PoolKey, TaskNumber } from '../keys.ts'
import type { FreeNode } from './place.ts'

export interface CandidateJob {
  readonly num: JobNumber
  readonly account: AccountKey
  readonly poolKey: PoolKey
  readonly priority: number
  /** There are jobs in its pool whose tasks may have to make way for its own. */
  readonly mayPreempt: boolean
  /** Its manager waits to start again. */
  readonly hasManagerBack: boolean
}

interface CandidateRow {
  num: JobNumber
  account: AccountKey
  pool_key: PoolKey
  priority: number
  preempts: number
  manager_back: number
}

/** Active jobs with tasks that may run, in the order in which they are served. */
export async function candidateJobs(reader: Reader): Promise<CandidateJob[]> {
  const rows = await reader.all<CandidateRow>(sql`
    select num, account, pool_key, priority,
           exists (select 1 from batch_job p
                    where p.account = j.account and p.pool_key = j.pool_key and p.preemptible = 1
                      and p.priority < j.priority and p.state = 'active') as preempts,
           -- A manager is the first task of its job.
           coalesce((select case when manager = 1 and attempt > 0 then 1 else 0 end from batch_task t
                      where t.job = j.num and t.state = 'active' and t.waiting_for = 0
                      order by seq limit 1), 0) as manager_back
      from batch_job j
     where state <> 'completed' and state = 'active'
       and exists (select 1 from batch_task t
                    where t.job = j.num and t.state = 'active' and t.waiting_for = 0)
     order by priority desc, num`)
  return rows.map((row) => ({
    num: row.num,
    account: row.account,
    poolKey: row.pool_key,
    priority: row.priority,
    mayPreempt: row.preempts === 1,
    hasManagerBack: row.manager_back === 1,
  }))
}

/** The pool's nodes that take tasks, with the slots that no attempt holds, dying ones included. */
export async function freeNodes(
  reader: Reader,
  account: AccountKey,
  poolKey: PoolKey,
): Promise<FreeNode[]> {
  interface Row {
    readonly key: NodeId
    readonly slots: number
    readonly used: number | null
    readonly dedicated: number
  }
  const rows = await reader.all<Row>(sql`
    select node_key as key, slots, is_dedicated as dedicated,
           (select sum(a.slots) from batch_attempt a where a.node = n.node_key) as used
      from batch_node n
     where account = ${account} and pool_key = ${poolKey}
       and state in ('idle', 'running') and scheduling_state = 'enabled' and change = ''
       and is_ending = 0
     order by number`)
  return rows.map(({ key, slots, used, dedicated }) => ({
    key,
    slots,
    free: slots - (used ?? 0),
    isDedicated: dedicated === 1,
  }))
}

/** How many nodes of the pool take no tasks, by why. */
export const otherNodesOf = (
  reader: Reader,
  account: AccountKey,
  poolKey: PoolKey,
): Promise<{ state: string; count: number }[]> =>
  reader.all<{ state: string; count: number }>(sql`
    select case when state not in ('idle', 'running', 'offline') then state
                when scheduling_state = 'disabled' then 'disabled'
                when is_ending = 1 then 'ending'
                else 'changing' end as state, count(*) as count
      from batch_node
     where account = ${account} and pool_key = ${poolKey}
       and not (state in ('idle', 'running') and scheduling_state = 'enabled' and change = ''
                and is_ending = 0)
     group by 1 order by 1`)

/** Tasks of the job that may run and come before the one. */
export async function countAhead(reader: Reader, job: JobNumber, seq: TaskNumber): Promise<number> {
  const row = await reader.get<{ n: number }>(sql`
    select count(*) as n from batch_task
     where job = ${job} and state = 'active' and waiting_for = 0 and seq < ${seq}`)
  return row?.n ?? 0
}
