// What each operation answers while a pool, a job or a schedule is in a state that it is not for.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { raw, sql } from '#store/sql.ts'
import { type BatchServer, startBatch } from '../batch-server.ts'
import { aJob, aPool, aTask } from '../tasks/tasks-world.ts'

const NEW = '?api-version=2024-07-01.20.0'
const poolInfo = { poolId: 'pool1' }
const task = { id: 't', commandLine: 'x' }

/** A call by its method and what follows the resource's path, with its body. */
type Call = readonly [call: string, body?: object]

/** Makes each call while all rows of the table have the state, and collects what was answered. */
async function answered(
  batch: BatchServer,
  path: string,
  { table, column, state }: { table: string; column: string; state: string },
  calls: readonly Call[],
): Promise<Record<string, string>> {
  const told: Record<string, string> = {}
  for (const [call, body] of calls) {
    await batch.ports.store.write((tx) =>
      tx.run(sql`update ${raw(table)} set ${raw(column)} = ${state}`),
    )
    const [method = '', rest = ''] = call.split(' ')
    const at = rest.startsWith('/') || rest.startsWith('?') ? `${path}${rest}` : path
    const sent = method === 'GET' || method === 'DELETE' ? {} : { body: body ?? {} }
    const { status, body: said } = await batch.call(method, at, sent)
    told[call] = `${status} ${said?.code ?? ''}`.trim()
  }
  return told
}

const each = (calls: readonly Call[], answer: string): Record<string, string> =>
  Object.fromEntries(calls.map(([call]) => [call, answer]))

const formula = { autoScaleFormula: '$TargetDedicatedNodes=1' }
const properties = { metadata: [], certificateReferences: [], applicationPackageReferences: [] }

test('a pool that is being deleted takes nothing, and one of its id is not added meanwhile', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  const calls: readonly Call[] = [
    ['PATCH', { metadata: [] }],
    ['DELETE'],
    ['POST /updateproperties', properties],
    ['POST /resize', { targetDedicatedNodes: 2 }],
    ['POST /stopresize'],
    ['POST /removenodes', { nodeList: ['none'] }],
    ['POST /enableautoscale', formula],
    ['POST /disableautoscale'],
  ]
  const into = { table: 'batch_pool', column: 'state', state: 'deleting' }
  assert.deepEqual(
    await answered(batch, '/pools/pool1', into, calls),
    each(calls, '409 PoolBeingDeleted'),
  )
  const body = { id: 'POOL1', vmSize: 'small', cloudServiceConfiguration: { osFamily: '5' } }
  const again = await batch.call('POST', '/pools', { body: { ...body, vmSize: 'standard_d2' } })
  assert.equal(again.body.code, 'PoolBeingDeleted', again.text)
})

for (const state of ['resizing', 'stopping'] as const) {
  test(`a pool that is ${state} has one size at a time`, async () => {
    await using batch = await startBatch()
    const [node] = await aPool(batch)
    const calls: readonly Call[] = [
      ['POST /resize', { targetDedicatedNodes: 2 }],
      ['POST /removenodes', { nodeList: [node] }],
      ['POST /enableautoscale', formula],
    ]
    const into = { table: 'batch_pool', column: 'allocation_state', state }
    assert.deepEqual(
      await answered(batch, '/pools/pool1', into, calls),
      each(calls, '409 PoolBeingResized'),
    )
    const stop: Call = ['POST /stopresize']
    const [told] = Object.values(await answered(batch, '/pools/pool1', into, [stop]))
    assert.equal(told, state === 'resizing' ? '202' : '409 OperationInvalidForCurrentState')
  })
}

test('a job refuses by its state what it is not for', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch)
  // What runs keeps the job that is deleted.
  await aTask(batch)
  const wait = { disableTasks: 'wait' }
  const all: readonly Call[] = [
    ['POST /disable', wait],
    ['POST /enable'],
    ['POST /terminate'],
    ['PATCH', { priority: 1 }],
    ['PUT', { poolInfo, priority: 1 }],
    ['POST /tasks', task],
    ['POST /addtaskcollection', { value: [task] }],
  ]
  const none = (...calls: string[]): readonly Call[] => all.filter(([call]) => calls.includes(call))
  const table: readonly (readonly [string, readonly Call[], string])[] = [
    [
      'deleting',
      [...all, ['DELETE'], ['DELETE ?forceAfterSeconds=5&api-version=2024-07-01.20.0']],
      '409 JobBeingDeleted',
    ],
    ['completed', all, '409 JobCompleted'],
    [
      'terminating',
      none(
        'POST /disable',
        'POST /enable',
        'POST /terminate',
        'POST /tasks',
        'POST /addtaskcollection',
      ),
      '409 JobBeingTerminated',
    ],
    ['enabling', none('POST /disable', 'POST /enable'), '409 OperationInvalidForCurrentState'],
    ['active', none('POST /enable'), '409 OperationInvalidForCurrentState'],
    ['disabling', none('POST /enable'), '409 OperationInvalidForCurrentState'],
  ]
  for (const [state, calls, answer] of table) {
    const into = { table: 'batch_job', column: 'state', state }
    assert.deepEqual(await answered(batch, '/jobs/job1', into, calls), each(calls, answer), state)
  }
})

test('a task of a job that is over is not started again', async () => {
  await using batch = await startBatch()
  await aJob(batch)
  await batch.call('POST', '/jobs/job1/tasks', { body: task })
  assert.equal((await batch.call('POST', '/jobs/job1/tasks/t/terminate')).status, 204)
  for (const [state, answer] of [
    ['terminating', '409 JobBeingTerminated'],
    ['completed', '409 JobCompleted'],
    ['deleting', '409 JobBeingDeleted'],
  ] as const) {
    const into = { table: 'batch_job', column: 'state', state }
    const call: Call = ['POST /tasks/t/reactivate']
    assert.deepEqual(await answered(batch, '/jobs/job1', into, [call]), each([call], answer))
  }
})

test('a schedule refuses by its state what it is not for', async () => {
  await using batch = await startBatch()
  const jobSpecification = { poolInfo }
  const body = { id: 's', schedule: {}, jobSpecification }
  assert.equal((await batch.call('POST', '/jobschedules', { body })).status, 201)
  const all: readonly Call[] = [
    ['PATCH', { metadata: [] }],
    ['PUT', { schedule: {}, jobSpecification }],
    ['POST /disable'],
    ['POST /enable'],
    ['POST /terminate'],
  ]
  const table: readonly (readonly [string, readonly Call[], string])[] = [
    ['deleting', [...all, ['DELETE'], [`DELETE ${NEW}&force=true`]], '409 JobScheduleBeingDeleted'],
    ['terminating', all, '409 JobScheduleBeingTerminated'],
    ['completed', all, '409 JobScheduleCompleted'],
  ]
  for (const [state, calls, answer] of table) {
    const into = { table: 'batch_job_schedule', column: 'state', state }
    const told = await answered(batch, '/jobschedules/s', into, calls)
    assert.deepEqual(told, each(calls, answer), state)
  }
})

test('users of a node, its extensions and its scheduling need a node that is ready', async () => {
  await using batch = await startBatch()
  const [node] = await aPool(batch)
  const user = { name: 'kim', password: 'x' }
  const users: readonly Call[] = [
    ['POST /users', user],
    ['PUT /users/kim', { password: 'x' }],
    ['DELETE /users/kim'],
  ]
  const disable: Call = ['POST /disablescheduling']
  for (const state of [
    'creating',
    'starting',
    'waitingforstarttask',
    'starttaskfailed',
    'rebooting',
    'reimaging',
    'offline',
    'leavingpool',
    'unusable',
    'unknown',
    'preempted',
    'deallocating',
    'deallocated',
    'upgradingos',
  ]) {
    const into = { table: 'batch_node', column: 'state', state }
    assert.deepEqual(
      await answered(batch, `/pools/pool1/nodes/${node}`, into, users),
      each(users, '409 OperationNotValidOnNode'),
      state,
    )
    if (state === 'offline') continue
    assert.deepEqual(
      await answered(batch, `/pools/pool1/nodes/${node}`, into, [disable]),
      each([disable], '409 NodeNotReady'),
      state,
    )
  }
})
