import type { Undefinable } from '#kernel/defined.ts'
import type { Instant } from '#kernel/instant.ts'
import { readJson, readRow, readRows, readUpTo, type Shape } from '#store/read-json.ts'
import { join, raw, type Sql, sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { type JobNumber, type NodeId, nodeIdOf, poolKeyOf } from '../keys.ts'
import type { PageRequest } from '../wire/page.ts'
import type { JobNode, JobNodeState, JobTaskKind, NodeRun } from './job-node.ts'

interface JobNodeRow {
  num: number
  job: JobNumber
  pool_id: string
  node_id: string
  state: JobNodeState
  body: string
}

type Body = Pick<JobNode, 'hasRun' | 'preparations' | 'releases' | 'preparation' | 'release'>

const shape: Shape<Body> = {
  hasRun: 'boolean',
  preparations: 'number',
  releases: 'number',
  preparation: 'object?',
  release: 'object?',
}

const fromRow = (row: JobNodeRow): JobNode => ({
  ...readJson(row.body, shape, { table: 'batch_job_node', key: row.num, column: 'body' }),
  num: row.num,
  job: row.job,
  poolId: row.pool_id,
  nodeId: row.node_id,
  state: row.state,
})

const bodyOf = ({ hasRun, preparations, releases, preparation, release }: JobNode): string =>
  JSON.stringify({
    hasRun,
    preparations,
    releases,
    preparation,
    release,
  } satisfies Undefinable<Body>)

/** Answers it with its number. */
export async function insertJobNode(tx: Tx, node: JobNode): Promise<JobNode> {
  const row = await tx.get<{ num: number }>(sql`
    insert into batch_job_node (job, node, pool_id, pool_key, node_id, state, body)
    values (${node.job}, ${nodeIdOf(node.nodeId)}, ${node.poolId},
            ${poolKeyOf(node.poolId)}, ${node.nodeId}, ${node.state}, ${bodyOf(node)})
    returning num`)
  return { ...node, num: row!.num }
}

/** Saves what was read in the same transaction and changed. */
export async function saveJobNode(tx: Tx, node: JobNode): Promise<void> {
  const { preparation, release } = node
  await tx.run(sql`
    update batch_job_node
       set state = ${node.state}, ${runColumns('preparation', preparation)},
           ${runColumns('release', release)}, body = ${bodyOf(node)}
     where num = ${node.num}`)
}

function runColumns(kind: JobTaskKind, run: NodeRun | undefined): Sql {
  const set = (name: string, value: string | number | undefined): Sql =>
    sql`${raw(`${kind}_${name}`)} = ${value}`
  const columns = [
    set('state', run?.state),
    set('result', run?.result),
    set('start', run?.startTime),
    set('end', run?.endTime),
    set('exit', run?.exitCode),
  ]
  return join(columns, ', ')
}

export async function jobNodeByNumber(reader: Reader, num: number): Promise<JobNode | undefined> {
  const row = await reader.get<JobNodeRow>(sql`select * from batch_job_node where num = ${num}`)
  return readRow(row, fromRow)
}

/** The most values of one statement. */
const CHUNK = 500

/** How the job stands with these of its nodes, by their keys; a node that it never met is missing. */
export async function jobNodesAmong(
  reader: Reader,
  job: JobNumber,
  keys: readonly NodeId[],
): Promise<Map<NodeId, JobNode>> {
  const found = new Map<NodeId, JobNode>()
  for (let at = 0; at < keys.length; at += CHUNK) {
    const some = keys.slice(at, at + CHUNK).map((key) => sql`${key}`)
    const rows = await reader.all<JobNodeRow>(sql`
      select * from batch_job_node where job = ${job} and node in (${join(some, ', ')})`)
    for (const node of readRows(rows, fromRow)) found.set(nodeIdOf(node.nodeId), node)
  }
  return found
}

export async function jobNodesOf(reader: Reader, job: JobNumber): Promise<JobNode[]> {
  const rows = await reader.all<JobNodeRow>(sql`
    select * from batch_job_node where job = ${job} order by node`)
  return readRows(rows, fromRow)
}

/** Those of all jobs that have anything to do with the node. */
export async function jobNodesOn(reader: Reader, node: NodeId): Promise<JobNode[]> {
  const rows = await reader.all<JobNodeRow>(sql`
    select * from batch_job_node where node = ${node} and state <> 'over'`)
  return readRows(rows, fromRow)
}

/** The nodes on which no task of the job may run. */
export async function barredNodesOf(reader: Reader, job: JobNumber): Promise<Set<NodeId>> {
  const rows = await reader.all<{ node: NodeId }>(sql`
    select node from batch_job_node where job = ${job} and state = 'barred'`)
  return new Set(rows.map(({ node }) => node))
}

/** A page of the job's nodes, in the order of their ids. */
export async function pageOfJobNodes(
  reader: Reader,
  job: JobNumber,
  filter: Sql,
  { after, limit }: PageRequest,
): Promise<JobNode[]> {
  const conditions = [sql`job = ${job} and preparation_state is not null`, filter]
  if (after !== undefined) conditions.push(sql`node > ${after}`)
  return readUpTo(
    limit,
    (most) =>
      reader.all<JobNodeRow>(sql`
    select * from batch_job_node where ${join(conditions, ' and ')} order by node limit ${most}`),
    fromRow,
  )
}

/**
 * What can start now: a preparation once an earlier attempt of it has ended, a release once nothing
 * of the job runs on the node.
 */
export async function dueJobNodes(reader: Reader): Promise<JobNode[]> {
  const rows = await reader.all<JobNodeRow>(sql`
    select d.* from batch_job_node d join batch_node n on n.node_key = d.node
     where d.state in ('toPrepare', 'toRelease')
       and n.state in ('idle', 'running', 'offline', 'starttaskfailed')
       and not exists (select 1 from batch_attempt a
                        where a.job = d.job and a.node = d.node
                          and (a.task = 0 or d.state = 'toRelease'))`)
  return readRows(rows, fromRow)
}

export async function removeJobNodes(tx: Tx, job: JobNumber): Promise<void> {
  await tx.run(sql`delete from batch_job_node where job = ${job}`)
}

/** The files of what ended are kept so much longer. */
export interface Retention {
  readonly preparationMs: number
  readonly releaseMs: number
}

/** The job is over: from now on the files of what it ran on its nodes are kept for their time. */
export async function retainFilesOf(
  tx: Tx,
  job: JobNumber,
  { preparationMs, releaseMs }: Retention,
  now: Instant,
): Promise<void> {
  const keeps = (ms: number): number | undefined => (Number.isSafeInteger(ms) ? ms : undefined)
  const until = sql`preparation_end + ${keeps(preparationMs)}`
  await tx.run(sql`
    update batch_job_node
       set preparation_retain = case when ${until} < ${now} then ${now} else ${until} end,
           release_retain = release_end + ${keeps(releaseMs)}
     where job = ${job}`)
}

/** Files of a preparation or a release that were kept long enough. */
export interface ExpiredRun {
  readonly num: number
  readonly job: JobNumber
  readonly node: NodeId
  readonly kind: JobTaskKind
}

export const expiredRuns = (reader: Reader, now: Instant, limit: number): Promise<ExpiredRun[]> =>
  reader.all<ExpiredRun>(sql`
    select num, job, node, 'preparation' as kind from batch_job_node
     where preparation_retain <= ${now}
    union all
    select num, job, node, 'release' as kind from batch_job_node where release_retain <= ${now}
    limit ${limit}`)

/** Those files are gone. */
export async function forgetRunFiles(tx: Tx, { num, kind }: ExpiredRun): Promise<void> {
  await tx.run(sql`
    update batch_job_node set ${raw(`${kind}_retain`)} = null where num = ${num}`)
}

/** The node's files are gone. */
export async function forgetRunFilesOn(tx: Tx, node: NodeId): Promise<void> {
  await tx.run(sql`
    update batch_job_node set preparation_retain = null, release_retain = null
     where node = ${node} and (preparation_retain is not null or release_retain is not null)`)
}

/** When the next such files were kept long enough. */
export async function nextRunExpiry(reader: Reader): Promise<Instant | undefined> {
  const row = await reader.get<{ at: Instant | null }>(sql`
    select min(at) as at from (
      select min(preparation_retain) as at from batch_job_node where preparation_retain is not null
      union all
      select min(release_retain) from batch_job_node where release_retain is not null) times`)
  return row?.at ?? undefined
}

/** Until when such files are to stay on the node; undefined: no longer. */
export async function runFilesKeptUntil(
  reader: Reader,
  node: NodeId,
  now: Instant,
): Promise<Instant | undefined> {
  const row = await reader.get<{ at: Instant | null }>(sql`
    select max(at) as at from (
      select preparation_retain as at from batch_job_node where node = ${node}
      union all
      select release_retain from batch_job_node where node = ${node}) times`)
  return row?.at != null && row.at > now ? row.at : undefined
}
