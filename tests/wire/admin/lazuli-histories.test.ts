// What Batch has no call for: orders, attempts and dependents of tasks, histories of pools, and search.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keepPast } from '#batch/histories/pool-history.queries.ts'
import { keepAttempt } from '#batch/histories/task-attempt.queries.ts'
import { poolKeyOf, taskNumberOf } from '#batch/keys.ts'
import type { components } from '#contract/lazuli/types.ts'
import { sql } from '#store/sql.ts'
import { ACCOUNT, type BatchServer, startBatch } from '../batch/batch-server.ts'
import { aJob, aPool, aTask, finish } from '../batch/tasks/tasks-world.ts'

type Schemas = components['schemas']

async function ask<Body>(batch: BatchServer, path: string): Promise<Body> {
  const { status, text } = await batch.call('GET', `/lazuli/${path}`, { version: '' })
  assert.equal(status, 200, text)
  return JSON.parse(text)
}

async function refused(batch: BatchServer, path: string): Promise<readonly unknown[]> {
  const { status, text } = await batch.call('GET', `/lazuli/${path}`, { version: '' })
  const { error } = JSON.parse(text)
  return [status, error.target ?? error.message]
}

async function allPages(batch: BatchServer, query: string): Promise<readonly string[]> {
  const ids: string[] = []
  let after = ''
  for (;;) {
    const page: Schemas['TaskPage'] = await ask(batch, `tasks?job=job1&${query}${after}`)
    ids.push(...page.value.map(({ id }) => id))
    if (page.next === undefined) return ids
    after = `&after=${page.next}`
  }
}

test('tasks come in pages, failed ones first and then those that changed last', async () => {
  await using batch = await startBatch()
  await aPool(batch, { slots: 2 })
  await aJob(batch)
  for (const id of ['good', 'bad1', 'runs', 'bad2', 'more', 'waits']) {
    await aTask(batch, id)
    if (id === 'good') await finish(batch, id)
    if (id.startsWith('bad')) await finish(batch, id, { exitCode: 2 })
    await batch.pass(1000)
  }
  const order = ['bad2', 'bad1', 'waits', 'more', 'runs', 'good']
  for (const top of [1, 2, 3, 5, 6, 100]) {
    assert.deepEqual(await allPages(batch, `top=${top}`), order, String(top))
  }
  const newest = ['waits', 'more', 'bad2', 'runs', 'bad1', 'good']
  assert.deepEqual(await allPages(batch, 'order=newest&top=2'), newest)
  assert.deepEqual(await allPages(batch, 'state=completed&top=1'), ['bad2', 'bad1', 'good'])
  assert.deepEqual(await allPages(batch, 'result=success&top=1'), ['good'])
  assert.deepEqual(await allPages(batch, 'state=active&result=failure'), [])
  const { value } = await ask<Schemas['TaskPage']>(batch, 'tasks?job=JOB1&state=completed')
  const [since, until] = [value[1]!.stateTransitionTime, value[0]!.stateTransitionTime]
  assert.deepEqual(await allPages(batch, `since=${since}&until=${until}`), ['bad1', 'runs'])
  assert.deepEqual(
    [value[0]!.exitCode, value[0]!.failure?.code, value[0]!.attempts],
    [2, 'FailureExitCode', 1],
  )
})

test('pages need no sort, however many tasks there are', async () => {
  await using batch = await startBatch()
  const plan = await batch.ports.store.all<{ detail: string }>(sql`
    explain query plan
    select * from batch_task
     where job = 1 and state = 'active' and result is null
       and state_time <= 5 and (state_time < 5 or seq < 7)
     order by state_time desc, seq desc limit 10`)
  const details = plan.map(({ detail }) => detail).join('; ')
  assert.match(details, /SEARCH batch_task USING INDEX batch_task_order/)
  assert.doesNotMatch(details, /TEMP B-TREE/)
})

test('a page goes on where the last one ended while tasks change', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch)
  for (const id of ['a', 'b', 'c', 'd']) await aTask(batch, id)
  const first = await ask<Schemas['TaskPage']>(batch, 'tasks?job=job1&order=newest&top=2')
  await batch.pass(1000)
  await finish(batch, 'a')
  const path = `tasks?job=job1&order=newest&top=2&after=${first.next}`
  const second = await ask<Schemas['TaskPage']>(batch, path)
  assert.deepEqual(
    [...first.value, ...second.value].map(({ id }) => id),
    ['d', 'c'],
    'a and b have moved to the front meanwhile, and none comes twice',
  )
})

test('what runs and what failed lately is told of all jobs', async () => {
  await using batch = await startBatch()
  assert.deepEqual(await ask(batch, 'activity'), { running: [], failed: [] })
  await aPool(batch, { slots: 4 })
  for (const job of ['first', 'second', 'idle']) await aJob(batch, job)
  const failed = [
    ['first', 'a'],
    ['second', 'a'],
    ['first', 'b'],
  ] as const
  for (const [job, task] of failed) {
    await aTask(batch, task, {}, job)
    await finish(batch, task, { exitCode: 3 }, job)
    await batch.pass(1000)
  }
  await aTask(batch, 'runs', {}, 'second')
  const told = await ask<Schemas['Activity']>(batch, 'activity?top=2')
  assert.deepEqual(told.running, [
    { account: ACCOUNT, job: 'second', active: 0, running: 1, succeeded: 0, failed: 1 },
  ])
  assert.deepEqual(
    told.failed.map(({ account, job, id, exitCode }) => [account, job, id, exitCode]),
    [
      [ACCOUNT, 'first', 'b', 3],
      [ACCOUNT, 'second', 'a', 3],
    ],
  )
  await batch.call('POST', '/jobs/first/tasks/b/reactivate', { body: {} })
  await batch.call('DELETE', '/jobs/second/tasks/a')
  const left = await ask<Schemas['Activity']>(batch, 'activity')
  assert.deepEqual(
    left.failed.map(({ job, id }) => [job, id]),
    [['first', 'a']],
  )
  assert.deepEqual(await refused(batch, 'activity?top=101'), [400, 'top'])
})

test('the last failures are found by an index, however many tasks there are', async () => {
  await using batch = await startBatch()
  const plan = await batch.ports.store.all<{ detail: string }>(sql`
    explain query plan
    select t.*, j.account, j.id as job_id from batch_task t join batch_job j on j.num = t.job
     where t.result = 'failure' order by t.state_time desc, t.seq desc limit 10`)
  const details = plan.map(({ detail }) => detail).join('; ')
  assert.match(details, /SCAN t USING INDEX batch_task_failed/)
  assert.doesNotMatch(details, /TEMP B-TREE/)
})

test('the attempts of a task tell where each ran and how it ended', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch)
  await aTask(batch, 'task1', { constraints: { maxTaskRetryCount: 1 } })
  await finish(batch, 'task1', { exitCode: 7 })
  await finish(batch, 'task1', { exitCode: 8 })
  await batch.call('POST', '/jobs/job1/tasks/task1/reactivate', { body: {} })
  await batch.pass(0)
  const { value } = await ask<Schemas['AttemptList']>(batch, 'attempts?job=job1&task=task1')
  assert.deepEqual(
    value.map(({ attempt, end, exitCode }) => [attempt, end, exitCode]),
    [
      [3, undefined, undefined],
      [2, 'failed', 8],
      [1, 'retried', 7],
    ],
  )
  assert.ok(value.every(({ node, pool, startTime }) => node && pool === 'pool1' && startTime))
  await batch.call('POST', '/jobs/job1/disable', { body: { disableTasks: 'requeue' } })
  const [again] = (await ask<Schemas['AttemptList']>(batch, 'attempts?job=job1&task=task1')).value
  assert.deepEqual([again!.attempt, again!.end], [3, 'requeued'])
  await batch.call('DELETE', '/jobs/job1/tasks/task1')
  const left = await batch.ports.store.get(sql`select 1 from batch_task_attempt`)
  assert.equal(left, undefined, 'they go with their task')
})

test('a task tells what it depends on, and who depends on it', async () => {
  await using batch = await startBatch()
  await aPool(batch, { slots: 4 })
  await aJob(batch, 'job1', { usesTaskDependencies: true })
  await aTask(batch, '1')
  await aTask(batch, 'Other')
  await finish(batch, '1')
  const dependsOn = { taskIds: ['1', 'other', 'missing'], taskIdRanges: [{ start: 1, end: 3 }] }
  await aTask(batch, 'child', { dependsOn })
  await aTask(batch, 'late', { dependsOn: { taskIdRanges: [{ start: 0, end: 1 }] } })
  const up = await ask<Schemas['Dependencies']>(batch, 'dependencies?job=job1&task=child')
  assert.deepEqual(up.dependsOn, [
    { task: '1', state: 'completed', result: 'success', satisfied: true },
    { task: 'Other', state: 'running', satisfied: false },
    { task: 'missing', satisfied: false },
    { first: 1, last: 3, satisfied: false, remaining: 2 },
  ])
  const down = await ask<Schemas['Dependencies']>(batch, 'dependencies?job=job1&task=1')
  assert.deepEqual(down, {
    dependsOn: [],
    dependents: [
      { task: 'child', state: 'active' },
      { task: 'late', state: 'active' },
    ],
  })
})

test('a pool tells its resizes and the runs of its formula', async () => {
  await using batch = await startBatch()
  const body = {
    id: 'Sized',
    vmSize: 'standard_d2s_v3',
    cloudServiceConfiguration: { osFamily: '6' },
    targetDedicatedNodes: 1,
  }
  await batch.call('POST', '/pools', { body })
  const resizes = async () => (await ask<Schemas['ResizeList']>(batch, 'resizes?pool=sized')).value
  assert.deepEqual(
    (await resizes()).map(({ endTime }) => endTime),
    [undefined],
    'it is under way',
  )
  await batch.pass(600_000)
  await batch.call('POST', '/pools/Sized/enableautoscale', {
    body: { autoScaleFormula: '$TargetDedicatedNodes = 2;', autoScaleEvaluationInterval: 'PT5M' },
  })
  await batch.pass(600_000)
  const [second, first] = await resizes()
  assert.deepEqual(
    [second, first].map((each) => [
      each!.targetDedicatedNodes,
      each!.dedicatedNodes,
      each!.byFormula,
      each!.endTime! > each!.startTime,
    ]),
    [
      [2, 2, true, true],
      [1, 1, false, true],
    ],
  )
  const runs = await ask<Schemas['AutoScaleRunList']>(batch, 'autoscale?pool=sized')
  assert.equal(runs.value.length, 2)
  assert.equal(runs.value[0]!.targetDedicatedNodes, 2)
  assert.match(runs.value[0]!.results, /\$TargetDedicatedNodes=2/)
  await batch.call('POST', '/pools/Sized/evaluateautoscale', { body: { autoScaleFormula: 'x=1;' } })
  const { value } = await ask<Schemas['AutoScaleRunList']>(batch, 'autoscale?pool=sized')
  assert.equal(value.length, 2, 'a trial run is none')
  await batch.call('DELETE', '/pools/Sized')
  await batch.pass(600_000)
  assert.equal(await batch.ports.store.get(sql`select 1 from batch_pool_history`), undefined)
})

test('histories keep within their bounds', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch)
  await aTask(batch)
  const pool = { account: ACCOUNT, key: poolKeyOf('pool1') }
  const node = { account: ACCOUNT, poolId: 'pool1', nodeId: 'n' }
  const now = batch.clock.now()
  await batch.ports.store.write(async (tx) => {
    for (let n = 1; n <= 103; n++) {
      await keepPast(tx, pool, 'formula', { at: now, formula: '', results: String(n) })
      await keepAttempt(tx, taskNumberOf(1), { attempt: n, end: 'requeued', node, endTime: now })
    }
  })
  const runs = await ask<Schemas['AutoScaleRunList']>(batch, 'autoscale?pool=pool1')
  assert.deepEqual([runs.value.length, runs.value[0]!.results], [100, '103'])
  const { value } = await ask<Schemas['AttemptList']>(batch, 'attempts?job=job1&task=task1')
  assert.deepEqual([value.length, value.at(-1)!.attempt], [101, 4])
})

test('all that has an id is found by a part of it', async () => {
  await using batch = await startBatch()
  await aPool(batch, { id: 'Pool1' })
  await aJob(batch, 'job_1-0', { poolInfo: { poolId: 'Pool1' } })
  await aJob(batch, 'job_1000', { poolInfo: { poolId: 'Pool1' } })
  await aTask(batch, 'Weather', {}, 'job_1000')
  const find = async (id: string) => {
    const { value } = await ask<Schemas['SearchResults']>(
      batch,
      `search?id=${encodeURIComponent(id)}`,
    )
    return value.map(({ kind, id }) => `${kind} ${id}`)
  }
  assert.deepEqual(await find('b_1-'), ['job job_1-0'])
  assert.deepEqual(await find('WEATH'), ['task Weather'])
  assert.deepEqual(await find('ool1'), ['pool Pool1'])
  assert.deepEqual(await find('tvmps_pool1'), ['node tvmps_pool10_d'])
  assert.match((await find('azuli')).join(), /^group [^,]*\/resourceGroups\/lazuli,/)
  assert.match((await find('batchaccounts/lazuli')).join(), /^resource .*Microsoft.Batch/)
  await batch.call('GET', '/jobs', { headers: { 'client-request-id': 'mine' } })
  const { value } = await ask<{ value: { requestId: string }[] }>(batch, 'journal?top=1')
  assert.match((await find(value[0]!.requestId)).join(), /^call \d+$/)
  assert.deepEqual(await find('%'), [])
})

test('a task that is found says how it ended', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch)
  for (const [id, exitCode] of [
    ['well', 0],
    ['badly', 2],
  ] as const) {
    await aTask(batch, id)
    await finish(batch, id, { exitCode })
  }
  await aTask(batch, 'yet')
  const resultOf = async (id: string) => {
    const { value } = await ask<Schemas['SearchResults']>(batch, `search?id=${id}`)
    return value.map(({ result }) => result)
  }
  assert.deepEqual(await resultOf('well'), ['success'])
  assert.deepEqual(await resultOf('badly'), ['failure'])
  assert.deepEqual(await resultOf('yet'), [undefined])
})

test('what is not there, or cannot be, is refused by its name', async () => {
  await using batch = await startBatch()
  for (const [path, ...words] of [
    ['tasks', 400, 'job'],
    ['tasks?job=none', 404, 'There is no job none.'],
    ['tasks?job=none&state=done', 400, 'state'],
    ['tasks?job=none&top=0', 400, 'top'],
    ['tasks?job=none&after=2-1-1', 400, 'after'],
    ['tasks?job=none&since=soon', 400, 'since'],
    ['tasks?job=none&order=oldest', 400, 'order'],
    ['attempts?job=none&task=t', 404, 'There is no task t in a job none.'],
    ['dependencies?job=none&task=t', 404, 'There is no task t in a job none.'],
    ['resizes?pool=none', 404, 'There is no pool none.'],
    ['autoscale?pool=none&account=other', 404, 'There is no pool none.'],
    ['search?id=', 400, 'id'],
  ] as const) {
    assert.deepEqual(await refused(batch, path), words, path)
  }
})

test('the throughput of a job counts what ended in each of equal spans', async () => {
  await using batch = await startBatch()
  await aPool(batch, { slots: 2 })
  await aJob(batch)
  assert.deepEqual(await ask(batch, 'throughput?job=job1'), { spanMs: 0, value: [], isCut: false })
  for (const [id, exitCode] of [
    ['a', 0],
    ['b', 3],
    ['c', 0],
  ] as const) {
    await aTask(batch, id)
    await finish(batch, id, { exitCode })
    await batch.pass(10_000)
  }
  const { value, spanMs, isCut } = await ask<Schemas['Throughput']>(
    batch,
    'throughput?job=JOB1&spans=3',
  )
  assert.equal(isCut, false)
  assert.ok(value.length <= 3)
  assert.deepEqual(
    value.map(({ succeeded, failed }) => [succeeded, failed]),
    [
      [1, 0],
      [0, 1],
      [1, 0],
    ],
  )
  assert.equal(Date.parse(value[1]!.from) - Date.parse(value[0]!.from), spanMs)
  const one = await ask<Schemas['Throughput']>(batch, 'throughput?job=job1&spans=1')
  assert.deepEqual(
    one.value.map(({ succeeded, failed }) => [succeeded, failed]),
    [[2, 1]],
  )
  assert.equal(
    (await batch.call('GET', '/lazuli/throughput?job=none', { version: '' })).status,
    404,
  )
  assert.equal((await refused(batch, 'throughput?job=job1&spans=0'))[0], 400)
})
