import type { Instant } from '#kernel/instant.ts'
import {
  type Place,
  readJson,
  readRow,
  readRows,
  readUpTo,
  readWord,
  type Shape,
} from '#store/read-json.ts'
import { join, type Sql, sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { AccountKey, NodeId, PoolKey } from '../keys.ts'
import type { PageRequest } from '../wire/page.ts'
import { nodeMoves } from './node.machine.ts'
import { type Node, type NodeKey, type NodeState, schedulingStates } from './node.ts'

interface NodeRow {
  account: AccountKey
  pool_key: PoolKey
  node_key: NodeId
  state: string
  state_transition_time: number
  scheduling_state: string
  change: string
  is_dedicated: number
  number: number
  allocation_time: number
  last_boot_time: number | null
  slots: number
  running_slots: number
  running_tasks: number
  total_tasks_run: number
  total_tasks_succeeded: number
  body: string
}

type NodeBody = Pick<
  Node,
  | 'id'
  | 'poolId'
  | 'vmSize'
  | 'changeKind'
  | 'stateBefore'
  | 'startTask'
  | 'certificateReferences'
  | 'packageReferences'
  | 'imageReference'
  | 'admins'
  | 'startTaskRun'
  | 'machine'
  | 'agentBootId'
  | 'capabilities'
  | 'errors'
>

const bodyShape: Shape<NodeBody> = {
  id: 'string',
  poolId: 'string',
  vmSize: 'string',
  changeKind: 'string?',
  stateBefore: 'string?',
  startTask: 'object?',
  certificateReferences: 'array?',
  packageReferences: 'array?',
  imageReference: 'object?',
  admins: 'array?',
  startTaskRun: 'object?',
  machine: 'object?',
  agentBootId: 'string?',
  capabilities: 'object?',
  errors: 'array?',
}

const placeOf = (row: NodeRow, column: string): Place => ({
  table: 'batch_node',
  key: row.node_key,
  column,
})

const fromRow = (row: NodeRow): Node => ({
  ...readJson(row.body, bodyShape, placeOf(row, 'body')),
  account: row.account,
  poolKey: row.pool_key,
  key: row.node_key,
  state: readWord(row.state, nodeMoves, placeOf(row, 'state')),
  stateTransitionTime: row.state_transition_time as Instant,
  schedulingState: readWord(
    row.scheduling_state,
    schedulingStates,
    placeOf(row, 'scheduling_state'),
  ),
  change: row.change,
  isDedicated: row.is_dedicated === 1,
  number: row.number,
  allocationTime: row.allocation_time as Instant,
  ...(row.last_boot_time === null ? {} : { lastBootTime: row.last_boot_time as Instant }),
  slots: row.slots,
  runningSlots: row.running_slots,
  runningTasks: row.running_tasks,
  totalTasksRun: row.total_tasks_run,
  totalTasksSucceeded: row.total_tasks_succeeded,
})

function bodyOf(node: Node): string {
  const { id, poolId, vmSize, changeKind, stateBefore, startTask, startTaskRun } = node
  const { certificateReferences, packageReferences, imageReference, admins, errors } = node
  const { machine, agentBootId, capabilities } = node
  const body: NodeBody = {
    id,
    poolId,
    vmSize,
    changeKind,
    stateBefore,
    startTask,
    certificateReferences,
    packageReferences,
    imageReference,
    admins,
    startTaskRun,
    errors,
    machine,
    agentBootId,
    capabilities,
  }
  return JSON.stringify(body)
}

const isNode = ({ account, poolKey, key }: NodeKey): Sql =>
  sql`account = ${account} and pool_key = ${poolKey} and node_key = ${key}`

export async function findNode(reader: Reader, key: NodeKey): Promise<Node | undefined> {
  const row = await reader.get<NodeRow>(sql`select * from batch_node where ${isNode(key)}`)
  return row && fromRow(row)
}

/** By the id that provider and agent know: in whichever account and pool it is. */
export async function findNodeAnywhere(reader: Reader, nodeId: NodeId): Promise<Node | undefined> {
  const row = await reader.get<NodeRow>(sql`select * from batch_node where node_key = ${nodeId}`)
  return readRow(row, fromRow)
}

/** Whether there is a row of the node, in whichever account and pool. */
export const hasNode = async (reader: Reader, nodeId: NodeId): Promise<boolean> =>
  (await reader.get(sql`select 1 from batch_node where node_key = ${nodeId}`)) !== undefined

/** All of a pool, or those in one of the states, in the order of their numbers. */
export async function listNodes(
  reader: Reader,
  { account, key }: { readonly account: AccountKey; readonly key: PoolKey },
  states?: readonly NodeState[],
): Promise<Node[]> {
  const conditions = [sql`account = ${account} and pool_key = ${key}`]
  if (states) {
    const words = states.map((state) => sql`${state}`)
    conditions.push(sql`state in (${join(words, ', ')})`)
  }
  const rows = await reader.all<NodeRow>(sql`
    select * from batch_node where ${join(conditions, ' and ')} order by number`)
  return readRows(rows, fromRow)
}

/** A page of a pool's nodes, in the order of their ids. */
export async function pageOfNodes(
  reader: Reader,
  { account, key }: { readonly account: AccountKey; readonly key: PoolKey },
  filter: Sql,
  { after, limit }: PageRequest,
): Promise<Node[]> {
  const conditions = [sql`account = ${account} and pool_key = ${key}`, filter]
  if (after !== undefined) conditions.push(sql`node_key > ${after}`)
  return readUpTo(
    limit,
    (most) =>
      reader.all<NodeRow>(sql`
    select * from batch_node where ${join(conditions, ' and ')} order by node_key limit ${most}`),
    fromRow,
  )
}

/** Those of all accounts that the agent is to have. */
export async function listAllocated(reader: Reader): Promise<Node[]> {
  const rows = await reader.all<NodeRow>(sql`
    select * from batch_node
     where state not in ('creating', 'deallocating', 'deallocated', 'leavingpool', 'preempted')
     order by node_key`)
  return readRows(rows, fromRow)
}

/** The node, if `listAllocated` has it. */
export async function findAllocated(reader: Reader, key: NodeId): Promise<Node | undefined> {
  const rows = await reader.all<NodeRow>(sql`
    select * from batch_node
     where node_key = ${key}
       and state not in ('creating', 'deallocating', 'deallocated', 'leavingpool', 'preempted')`)
  return readRows(rows, fromRow)[0]
}

export async function listNodesOfAccount(reader: Reader, account: AccountKey): Promise<Node[]> {
  const rows = await reader.all<NodeRow>(
    sql`select * from batch_node where account = ${account} order by node_key`,
  )
  return readRows(rows, fromRow)
}

/** Those of all accounts, in whatever state. */
export async function listEveryNode(reader: Reader): Promise<Node[]> {
  return readRows(await reader.all<NodeRow>(sql`select * from batch_node`), fromRow)
}

export async function insertNode(tx: Tx, node: Node): Promise<void> {
  await tx.run(sql`
    insert into batch_node
      (account, pool_key, node_key, state, state_transition_time, scheduling_state, change,
       is_dedicated, number, allocation_time, slots, body)
    values (${node.account}, ${node.poolKey}, ${node.key}, ${node.state},
            ${node.stateTransitionTime}, ${node.schedulingState}, ${node.change},
            ${Number(node.isDedicated)}, ${node.number}, ${node.allocationTime}, ${node.slots},
            ${bodyOf(node)})`)
}

/** Saves what was read in the same transaction and changed, but for the counts of tasks. */
export async function saveNode(tx: Tx, node: Node): Promise<void> {
  const run = node.startTaskRun
  await tx.run(sql`
    update batch_node
       set state = ${node.state}, state_transition_time = ${node.stateTransitionTime},
           scheduling_state = ${node.schedulingState}, change = ${node.change},
           last_boot_time = ${node.lastBootTime}, slots = ${node.slots},
           is_ending = ${Number(node.machine?.state === 'ending')},
           start_task_attempt = ${run?.attemptId}, start_task_state = ${run?.state},
           start_task_result = ${run?.result}, start_task_exit_code = ${run?.exitCode},
           start_task_start_time = ${run?.startTime}, start_task_end_time = ${run?.endTime},
           body = ${bodyOf(node)}
     where ${isNode(node)}`)
}

export async function removeNode(tx: Tx, node: NodeKey): Promise<void> {
  await tx.run(sql`delete from batch_node where ${isNode(node)}`)
  await tx.run(sql`delete from batch_node_user where ${isNode(node)}`)
}

/** A change in what tasks do on a node: differences, negative for tasks that left it. */
export interface TaskChange {
  readonly tasks: number
  readonly slots: number
  /** Attempts that came to run. Start tasks and tasks of the job itself do not count. */
  readonly run?: number
  readonly succeeded?: number
}

/**
 * Counts what tasks do on a node and moves it between `idle`, `running` and (when its scheduling is
 * disabled) `offline`. For what puts tasks on nodes and takes them off, in that transaction.
 */
export async function countTasks(
  tx: Tx,
  node: NodeKey,
  { tasks, slots, run = 0, succeeded = 0 }: TaskChange,
  now: Instant,
): Promise<void> {
  const { account, poolKey, key } = node
  await tx.put(sql`
    update batch_node
       set running_tasks = running_tasks + ${tasks}, running_slots = running_slots + ${slots},
           total_tasks_run = total_tasks_run + ${run},
           total_tasks_succeeded = total_tasks_succeeded + ${succeeded}
     where account = ${account} and pool_key = ${poolKey} and node_key = ${key}`)
  // Apart, because most often there is nothing to do: a state that is set moves its index as well.
  await tx.put(sql`
    update batch_node
       set state_transition_time = ${now},
           state = case when running_tasks > 0 then 'running'
                        when scheduling_state = 'disabled' then 'offline' else 'idle' end
     where account = ${account} and pool_key = ${poolKey} and node_key = ${key}
       and state in ('idle', 'running', 'offline')
       and state <> case when running_tasks > 0 then 'running'
                         when scheduling_state = 'disabled' then 'offline' else 'idle' end`)
}
