// The token that a task gets for its own job: which callers it lets in, to what, and until when.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allAttempts } from '#batch/scheduler/attempt.queries.ts'
import { rebuiltAttempt } from '#batch/scheduler/rebuild.ts'
import type { TaskAttempt } from '#drivers/nodes/port.ts'
import { sql } from '#store/sql.ts'
import { type Answer, type BatchServer, changeAccount, startBatch } from '../batch-server.ts'
import { aJob, aPool, aTask, attemptsOf, finish, getTask } from './tasks-world.ts'

const asks = { authenticationTokenSettings: { access: ['job'] } }
const NAME = 'AZ_BATCH_AUTHENTICATION_TOKEN'

interface World extends AsyncDisposable {
  readonly batch: BatchServer
  readonly told: TaskAttempt[]
  tokenOf(taskId: string): string
  as(token: string, method: string, path: string, body?: unknown): Promise<Answer>
}

async function aWorld(): Promise<World> {
  const told: TaskAttempt[] = []
  const batch = await startBatch({
    run: (attempt) => {
      told.push(attempt)
      return undefined
    },
  })
  await aPool(batch, { slots: 8 })
  await aJob(batch)
  await aJob(batch, 'job2')
  return {
    batch,
    told,
    tokenOf(taskId) {
      const attempt = told.findLast(({ work }) => work.kind === 'task' && work.taskId === taskId)
      const token = attempt?.secrets?.[NAME]
      assert.equal(typeof token, 'string')
      return token as string
    },
    as: (token, method, path, body) =>
      batch.call(method, path, { headers: { authorization: `Bearer ${token}` }, body }),
    [Symbol.asyncDispose]: () => batch[Symbol.asyncDispose](),
  }
}

test('a task that asks for a token has it, and no other', async () => {
  await using world = await aWorld()
  const { batch, told, as, tokenOf } = world
  await aTask(batch, 'task1', asks)
  await aTask(batch, 'plain')
  await aTask(batch, 'nothing', { authenticationTokenSettings: { access: [] } })
  assert.equal(told[1]!.secrets, undefined)
  assert.equal(told[2]!.secrets, undefined)
  assert.equal(NAME in told[0]!.environment, false)
  assert.equal((await as(tokenOf('task1'), 'GET', '/jobs/JOB1')).status, 200)
  const shown = await getTask(batch)
  assert.deepEqual(shown.authenticationTokenSettings, { access: ['job'] })
  assert.equal(JSON.stringify(shown).includes(tokenOf('task1')), false)
})

test('the token reaches all of its job, and nothing beside it', async () => {
  await using world = await aWorld()
  const { batch, as, tokenOf } = world
  await aTask(batch, 'task1', asks)
  const token = tokenOf('task1')
  const may: [string, string, unknown?][] = [
    ['POST', '/jobs/job1/tasks', { id: 'child', commandLine: 'true' }],
    ['POST', '/jobs/job1/addtaskcollection', { value: [{ id: 'c2', commandLine: 'true' }] }],
    ['GET', '/jobs/job1/tasks'],
    ['GET', '/jobs/job1/taskcounts'],
    ['GET', '/jobs/job1/tasks/task1/files'],
    ['POST', '/jobs/job1/tasks/child/terminate'],
    ['DELETE', '/jobs/job1/tasks/child'],
    ['PATCH', '/jobs/job1', { priority: 5 }],
  ]
  for (const [method, path, body] of may) {
    const { status, text } = await as(token, method, path, body)
    assert.ok(status < 300, `${method} ${path}: ${status} ${text}`)
  }
  const mayNot: [string, string, unknown?][] = [
    ['GET', '/jobs'],
    ['POST', '/jobs', { id: 'job3', poolInfo: { poolId: 'pool1' } }],
    ['GET', '/jobs/job2'],
    ['GET', '/jobs/job2/tasks'],
    ['GET', '/jobs/job2%2F..%2Fjob1'],
    ['DELETE', '/jobs/job2'],
    ['GET', '/pools'],
    ['GET', '/pools/pool1'],
    ['GET', '/pools/pool1/nodes'],
    ['GET', '/nodecounts'],
    ['GET', '/certificates'],
    ['GET', '/supportedimages'],
  ]
  for (const [method, path, body] of mayNot) {
    const { status, text } = await as(token, method, path, body)
    assert.ok(status === 403 || status === 404, `${method} ${path}: ${status} ${text}`)
    if (path !== '/jobs/job2%2F..%2Fjob1') assert.match(text, /InsufficientAccountPermissions/)
  }
})

test('the token ends with its attempt, however that ends', async () => {
  await using world = await aWorld()
  const { batch, as, tokenOf } = world
  const get = (token: string) => as(token, 'GET', '/jobs/job1')
  await aTask(batch, 'task1', { ...asks, constraints: { maxTaskRetryCount: 1 } })
  const first = tokenOf('task1')
  await finish(batch, 'task1', { exitCode: 1 })
  const second = tokenOf('task1')
  assert.notEqual(second, first)
  const refused = await get(first)
  assert.equal(refused.status, 401)
  assert.equal(refused.body.code, 'AuthenticationFailed')
  assert.equal((await get(second)).status, 200)
  await finish(batch, 'task1')
  assert.equal((await get(second)).status, 401)
  await aTask(batch, 'task2', asks)
  const third = tokenOf('task2')
  await batch.call('POST', '/jobs/job1/tasks/task2/terminate')
  assert.equal((await get(third)).status, 401, 'at once, though the process may still run')
  await aTask(batch, 'task3', asks)
  const fourth = tokenOf('task3')
  await batch.call('DELETE', '/jobs/job1/tasks/task3')
  assert.equal((await get(fourth)).status, 401)
})

test('a token that was changed, or is of another key, lets no caller in', async () => {
  await using world = await aWorld()
  const { batch, as, tokenOf } = world
  await aTask(batch, 'task1', asks)
  const token = tokenOf('task1')
  const [header, payload, signature] = token.split('.') as [string, string, string]
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object
  const forged = Buffer.from(JSON.stringify({ ...claims, exp: 4_000_000_000 })).toString(
    'base64url',
  )
  for (const wrong of [
    `${header}.${forged}.${signature}`,
    `${header}.${payload}.`,
    `${header}.${payload}`,
    `${header}..`,
    `${header}.${payload}.${signature.slice(4)}AAAA`,
  ]) {
    assert.equal((await as(wrong, 'GET', '/jobs/job1')).status, 401, wrong)
  }
  await batch.ports.store.write((tx) =>
    tx.run(sql`update setting set value = 'AAAA' where name = 'batch-task-token-key'`),
  )
  assert.equal((await as(token, 'GET', '/jobs/job1')).status, 401)
})

test('an account that does not let tasks have tokens refuses to add the task, and its calls', async () => {
  await using world = await aWorld()
  const { batch, as, tokenOf } = world
  await aTask(batch, 'task1', asks)
  const token = tokenOf('task1')
  await changeAccount(batch, { allowedAuthenticationModes: ['SharedKey', 'AAD'] })
  const refused = await batch.call('POST', '/jobs/job1/tasks', {
    body: { id: 't', commandLine: 'true', ...asks },
  })
  assert.equal(refused.status, 400)
  assert.equal(refused.body.code, 'UnsupportedProperty')
  assert.match(refused.text, /authenticationTokenSettings is not enabled for current account/)
  const many = await batch.call('POST', '/jobs/job1/addtaskcollection', {
    body: {
      value: [
        { id: 'a', commandLine: 'true' },
        { id: 'b', commandLine: 'true', ...asks },
      ],
    },
  })
  const results = many.body.value as unknown as { status: string }[]
  assert.deepEqual(
    results.map(({ status }) => status),
    ['success', 'clienterror'],
  )
  assert.equal((await as(token, 'GET', '/jobs/job1')).status, 403)
})

test('what is started again after a crash has the same token', async () => {
  await using world = await aWorld()
  const { batch, told, tokenOf } = world
  await aTask(batch, 'task1', asks)
  const token = tokenOf('task1')
  const [attempt] = await allAttempts(batch.ports.store)
  assert.deepEqual(
    await rebuiltAttempt(batch.ports.store, batch.ports.catalogues, attempt!),
    told[0],
  )
  assert.equal(told[0]!.secrets?.[NAME], token)
  assert.equal((await attemptsOf(batch)).length, 1)
})
