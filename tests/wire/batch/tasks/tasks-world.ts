// Pools, jobs and tasks for the wire tests of tasks: nodes are rows and simulated nodes, at once
// idle, and an attempt ends when a test says so.

import assert from 'node:assert/strict'
import { nodeIdOf, poolKeyOf } from '#batch/keys.ts'
import { insertNode } from '#batch/nodes/node.queries.ts'
import type { Node } from '#batch/nodes/node.ts'
import { insertPool } from '#batch/pools/pool.queries.ts'
import type { Pool, PoolSettings } from '#batch/pools/pool.ts'
import type { AttemptEnd } from '#drivers/nodes/port.ts'
import { sql } from '#store/sql.ts'
import { ACCOUNT, type BatchServer, type Body } from '../batch-server.ts'

export interface PoolSpec extends Partial<PoolSettings> {
  readonly id?: string
  readonly nodes?: number
  readonly slots?: number
}

/** A steady pool whose nodes are idle. Answers their ids. */
export async function aPool(
  batch: BatchServer,
  { id = 'pool1', nodes = 1, slots = 1, ...settings }: PoolSpec = {},
): Promise<readonly string[]> {
  const { nodes: simulated } = batch
  const { store } = batch.ports
  const now = batch.clock.now()
  const pool: Pool = {
    account: ACCOUNT,
    key: poolKeyOf(id),
    id,
    state: 'active',
    stateTransitionTime: now,
    allocationState: 'steady',
    allocationStateTransitionTime: now,
    allocation: '',
    creationTime: now,
    lastModified: now,
    revision: 1,
    settings: {
      vmSize: 'standard_d2s_v3',
      taskSlotsPerNode: slots,
      taskSchedulingPolicy: { nodeFillType: 'spread' },
      enableAutoScale: false,
      enableInterNodeCommunication: false,
      ...settings,
    },
    size: { targetDedicatedNodes: nodes, targetLowPriorityNodes: 0, resizeTimeoutMs: 900_000 },
    resizeErrors: [],
    nextNode: nodes,
  }
  const rows = Array.from({ length: nodes }, (_, number): Node => {
    const key = `tvmps_${id.toLowerCase()}${number}_d`
    return {
      account: ACCOUNT,
      poolKey: poolKeyOf(id),
      poolId: id,
      key: nodeIdOf(key),
      id: key,
      state: 'idle',
      stateTransitionTime: now,
      schedulingState: 'enabled',
      change: '',
      isDedicated: true,
      number,
      allocationTime: now,
      lastBootTime: now,
      slots,
      runningSlots: 0,
      runningTasks: 0,
      totalTasksRun: 0,
      totalTasksSucceeded: 0,
      vmSize: pool.settings.vmSize,
    }
  })
  await store.write(async (tx) => {
    await insertPool(tx, pool)
    for (const node of rows) await insertNode(tx, node)
  })
  for (const { key } of rows) {
    await simulated.setUp({ nodeId: key, poolId: id, slots, environment: {} })
  }
  batch.ports.wake.scheduler()
  await batch.pass(0)
  return rows.map(({ key }) => key)
}

export async function aJob(
  batch: BatchServer,
  id = 'job1',
  body: Record<string, unknown> = {},
): Promise<void> {
  const sent = { id, poolInfo: { poolId: 'pool1' }, ...body }
  const added = await batch.call('POST', '/jobs', { body: sent })
  assert.equal(added.status, 201, added.text)
}

export async function aTask(
  batch: BatchServer,
  id = 'task1',
  body: Record<string, unknown> = {},
  job = 'job1',
): Promise<void> {
  const sent = { id, commandLine: '/bin/true', ...body }
  const added = await batch.call('POST', `/jobs/${job}/tasks`, { body: sent })
  assert.equal(added.status, 201, added.text)
  await batch.pass(0)
}

export const getTask = async (batch: BatchServer, id = 'task1', job = 'job1'): Promise<Body> =>
  (await batch.call('GET', `/jobs/${job}/tasks/${id}`)).body

export const stateOf = async (batch: BatchServer, id = 'task1', job = 'job1'): Promise<string> =>
  String((await getTask(batch, id, job)).state)

/** The ids of the attempts that the task has on nodes. */
export async function attemptsOf(
  batch: BatchServer,
  id = 'task1',
  job = 'job1',
): Promise<readonly string[]> {
  const rows = await batch.ports.store.all<{ id: string }>(sql`
    select a.id from batch_attempt a join batch_task t on t.seq = a.task
      join batch_job j on j.num = t.job
     where t.key = ${id} and j.key = ${job} order by a.id`)
  return rows.map((row) => row.id)
}

/** Ends the task's present attempt out there, and lets the news arrive. */
export async function finish(
  batch: BatchServer,
  id = 'task1',
  end: AttemptEnd = { exitCode: 0 },
  job = 'job1',
): Promise<void> {
  const attempt = (await attemptsOf(batch, id, job)).at(-1)
  assert.ok(attempt, `${id} has no attempt`)
  batch.nodes.finish(attempt, end)
  await batch.pass(0)
}

export const counts = async (batch: BatchServer, job = 'job1'): Promise<Body> =>
  (await batch.call('GET', `/jobs/${job}/taskcounts`)).body
