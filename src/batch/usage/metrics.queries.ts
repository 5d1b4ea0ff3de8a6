// What is counted for those who watch the server: over all accounts, from counts that are kept.
import { sql } from '#store/sql.ts'
import type { Reader } from '#store/tx.ts'

export interface TaskTotals {
  readonly account: string
  readonly active: number
  readonly running: number
  readonly succeeded: number
  readonly failed: number
}

/** Tasks that are there now, by account. */
export const taskTotals = (reader: Reader): Promise<TaskTotals[]> =>
  reader.all<TaskTotals>(sql`
    select j.account, sum(c.active) as active, sum(c.running) as running,
           sum(c.succeeded) as succeeded, sum(c.failed) as failed
      from batch_job j join batch_task_count c on c.job = j.num
     group by j.account`)

export interface StateTotal {
  readonly account: string
  readonly state: string
  readonly n: number
}

export const jobTotals = (reader: Reader): Promise<StateTotal[]> =>
  reader.all<StateTotal>(sql`
    select account, state, count(*) as n from batch_job group by account, state`)

export interface NodeTotal extends StateTotal {
  readonly pool: string
}

export const nodeTotals = (reader: Reader): Promise<NodeTotal[]> =>
  reader.all<NodeTotal>(sql`
    select n.account, p.id as pool, n.state, count(*) as n
      from batch_node n join batch_pool p on p.account = n.account and p.pool_key = n.pool_key
     group by n.account, p.id, n.state`)
