// What of Batch has an id with some text in it. All texts are in lower case.
import { containing, pastAll, sql } from '#store/sql.ts'
import type { Reader } from '#store/tx.ts'

export interface Found {
  readonly id: string
  readonly account: string
  readonly state: string
}

export interface FoundTask extends Found {
  readonly job: string
  /** Null before it has ended. */
  readonly result: string | null
}

export const poolsNamed = (reader: Reader, text: string, most: number): Promise<Found[]> =>
  reader.all<Found>(sql`
    select id, account, state from batch_pool
     where pool_key like ${containing(text)} escape '\\'
     order by account, pool_key limit ${most}`)

export const nodesNamed = (
  reader: Reader,
  prefix: string,
  most: number,
): Promise<(Found & { readonly pool: string })[]> =>
  reader.all<Found & { readonly pool: string }>(sql`
    select n.node_key as id, n.account, n.state, p.id as pool
      from batch_node n join batch_pool p on p.account = n.account and p.pool_key = n.pool_key
     where n.node_key >= ${prefix} and n.node_key < ${pastAll(prefix)}
     order by n.node_key limit ${most}`)

export const jobsNamed = (reader: Reader, text: string, most: number): Promise<Found[]> =>
  reader.all<Found>(sql`
    select id, account, state from batch_job
     where key like ${containing(text)} escape '\\' order by account, key limit ${most}`)

export const schedulesNamed = (reader: Reader, text: string, most: number): Promise<Found[]> =>
  reader.all<Found>(sql`
    select id, account, state from batch_job_schedule
     where key like ${containing(text)} escape '\\' order by account, key limit ${most}`)

/** One look into the index for each job. */
export const tasksNamed = (reader: Reader, prefix: string, most: number): Promise<FoundTask[]> =>
  reader.all<FoundTask>(sql`
    select t.id, j.account, t.state, t.result, j.id as job
      from batch_job j join batch_task t on t.job = j.num
     where t.key >= ${prefix} and t.key < ${pastAll(prefix)}
     order by j.num desc, t.key limit ${most}`)
