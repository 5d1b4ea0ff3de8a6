// What of a job or a task cannot be, or is not served: refused on each way in, with its name.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BatchServer, type Body, startBatch } from '../batch-server.ts'
import { type Case, onNewJobs } from '../jobs/job-refusals.ts'
import { aJob, aPool, getTask } from '../tasks/tasks-world.ts'

const commandLine = 'true'
const file = { httpUrl: 'http://127.0.0.1/x', filePath: 'x' }
const multi = { coordinationCommandLine: 'true' }

const TASKS: readonly Case[] = [
  { code: 'MissingRequiredProperty', names: 'commandLine', given: { commandLine: ' ' } },
  { code: 'InvalidPropertyValue', names: 'commandLine', given: { commandLine: 'a\0b' } },
  { code: 'InvalidPropertyValue', names: 'name', given: { environmentSettings: [{ name: '' }] } },
  {
    code: 'InvalidPropertyValue',
    names: 'name',
    given: { environmentSettings: [{ name: 'a=b' }] },
  },
  {
    code: 'InvalidPropertyValue',
    names: 'value',
    given: { environmentSettings: [{ name: 'a', value: '\0' }] },
  },
  {
    code: 'InvalidPropertyValue',
    names: 'numberOfInstances',
    given: { multiInstanceSettings: { ...multi, numberOfInstances: 0 } },
  },
  {
    code: 'MissingRequiredProperty',
    names: 'coordinationCommandLine',
    given: { multiInstanceSettings: { coordinationCommandLine: '' } },
  },
  {
    code: 'InvalidPropertyValue',
    names: 'exitCodeRanges',
    given: { exitConditions: { exitCodeRanges: [{ start: 2, end: 1, exitOptions: {} }] } },
  },
  {
    code: 'InvalidPropertyValue',
    names: 'blobPrefix',
    given: { resourceFiles: [{ ...file, blobPrefix: 'x' }] },
  },
  {
    code: 'InvalidPropertyValue',
    names: 'storageContainerUrl',
    given: {
      multiInstanceSettings: {
        ...multi,
        commonResourceFiles: [{ storageContainerUrl: 'file:///etc' }],
      },
    },
  },
  {
    code: 'InvalidApplicationPackageReferences',
    names: 'applicationPackageReferences',
    given: { applicationPackageReferences: [{ applicationId: 'x' }] },
  },
  {
    code: 'InvalidPropertyValue',
    names: 'applicationPackageReferences',
    given: {
      applicationPackageReferences: Array.from({ length: 11 }, (_, n) => ({
        applicationId: `x${n}`,
      })),
    },
  },
  ...[
    { names: 'containerUrl', container: { containerUrl: 'file:///etc' } },
    {
      names: 'uploadHeaders',
      container: {
        containerUrl: 'https://x/y',
        uploadHeaders: [{ name: 'x-ms-meta-a', value: 'a\r\nb: c' }],
      },
    },
    {
      names: 'uploadHeaders',
      container: { containerUrl: 'https://x/y', uploadHeaders: [{ name: 'a b', value: 'x' }] },
    },
  ].map(({ names, container }) => ({
    code: 'InvalidPropertyValue',
    names,
    given: {
      outputFiles: [
        {
          filePattern: '*',
          destination: { container },
          uploadOptions: { uploadCondition: 'tasksuccess' },
        },
      ],
    },
  })),
]

const files = Array.from({ length: 300 }, (_, n) => ({
  httpUrl: `https://account.blob.core.windows.net/container/group/file${n}.dat?sv=2024&sig=${'a'.repeat(36)}`,
  filePath: `group/file${n}.dat`,
}))

test('a list of files that is too long is refused by its size, wherever it stands', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch)
  const small = { id: 'small', commandLine, resourceFiles: files.slice(0, 200) }
  assert.equal((await batch.call('POST', '/jobs/job1/tasks', { body: small })).status, 201)
  const reason = 'Total size of resourceFiles cannot be more than 32768 characters'
  const task = { id: 't', commandLine }
  for (const [method, path, body, name] of [
    ['POST', '/jobs/job1/tasks', { ...task, resourceFiles: files }, 'resourceFiles'],
    [
      'POST',
      '/jobs/job1/tasks',
      { ...task, multiInstanceSettings: { ...multi, commonResourceFiles: files } },
      'commonResourceFiles',
    ],
    [
      'PATCH',
      '/pools/pool1',
      { startTask: { commandLine, resourceFiles: files } },
      'resourceFiles',
    ],
  ] as const) {
    const refused = await batch.call(method, path, { body })
    assert.equal(refused.body.code, 'InvalidPropertyValue', refused.text)
    const values = refused.body.values as unknown as { key: string; value: string }[]
    assert.deepEqual(values, [
      { key: 'PropertyName', value: name },
      { key: 'Reason', value: reason },
    ])
  }
})

test('a body that is too large is refused with the limit', async () => {
  await using batch = await startBatch()
  await aJob(batch)
  const environmentSettings = [{ name: 'A', value: 'x'.repeat(1_100_000) }]
  const body = { id: 'big', commandLine, environmentSettings }
  const refused = await batch.call('POST', '/jobs/job1/tasks', { body })
  assert.deepEqual([refused.status, refused.body.code], [413, 'RequestBodyTooLarge'])
  const words = 'The request body is too large and exceeds the maximum permissible limit.'
  assert.ok(refused.body.message!.value!.startsWith(words))
  assert.deepEqual(refused.body.values as unknown, [{ key: 'MaxLimit', value: '1048576' }])
})

test('ids within ids are held to the rule of ids', async () => {
  await using batch = await startBatch()
  await aJob(batch, 'deps', { usesTaskDependencies: true })
  for (const id of ['bad id!', '/', '', 'x'.repeat(65), 'ü']) {
    const body = { id: 't', commandLine, dependsOn: { taskIds: ['ok', id] } }
    const refused = await batch.call('POST', '/jobs/deps/tasks', { body })
    assert.equal(refused.body.code, 'InvalidPropertyValue', id)
    assert.match(valuesOf(refused.body), /taskIds/)
    if (id === '') continue
    const job = { id: 'j', poolInfo: { poolId: id } }
    const pool = await batch.call('POST', '/jobs', { body: job })
    assert.equal(pool.body.code, 'InvalidPropertyValue', id)
    assert.match(valuesOf(pool.body), /poolId/)
  }
})

test('a user that the pool does not have is refused, for tasks and for a start task', async () => {
  await using batch = await startBatch()
  await aPool(batch, { userAccounts: [{ name: 'Kim', password: 'x', elevationLevel: 'nonadmin' }] })
  await aJob(batch)
  const as = (username: string) => ({ commandLine, userIdentity: { username } })
  const add = (id: string, username: string) =>
    batch.call('POST', '/jobs/job1/tasks', { body: { id, ...as(username) } })
  assert.equal((await add('t1', 'kim')).status, 201)
  const refused = await add('t2', 'eve')
  assert.equal(refused.body.code, 'InvalidPropertyValue')
  assert.match(valuesOf(refused.body), /username.*eve/)
  const start = await batch.call('PATCH', '/pools/pool1', { body: { startTask: as('eve') } })
  assert.equal(start.body.code, 'InvalidPropertyValue')
  // No pool says yet who there is.
  await aJob(batch, 'early', { poolInfo: { poolId: 'later' } })
  const body = { id: 't', ...as('eve') }
  assert.equal((await batch.call('POST', '/jobs/early/tasks', { body })).status, 201)
})

const statusOf = (code: string): number =>
  code === 'InvalidApplicationPackageReferences' ? 409 : 400

const valuesOf = (error: Body): string => JSON.stringify(error.values ?? '')

test('a task that cannot be is refused alone and in a collection', async () => {
  await using batch = await startBatch()
  await aJob(batch)
  for (const { code, names, given } of TASKS) {
    const body = { id: 't', commandLine, ...given }
    const alone = await batch.call('POST', '/jobs/job1/tasks', { body })
    assert.equal(alone.body.code, code, `${names}: ${alone.text}`)
    assert.equal(alone.status, statusOf(code))
    assert.ok(valuesOf(alone.body).includes(names), valuesOf(alone.body))
    const among = await batch.call('POST', '/jobs/job1/addtaskcollection', {
      body: {
        value: [body, { id: `ok-${TASKS.findIndex((one) => one.given === given)}`, commandLine }],
      },
    })
    const [refused, taken] = among.body.value as unknown as [Body, Body]
    // Clients add again what a server error kept out: this would be for ever.
    assert.equal(refused.status, 'clienterror', names)
    assert.equal(refused.error?.code, code)
    assert.ok(valuesOf(refused.error!).includes(names))
    assert.equal(taken.status, 'success')
  }
  assert.equal((await batch.call('GET', '/jobs/job1/tasks/t')).body.code, 'TaskNotFound')
})

const onJobs: readonly Case[] = [
  { code: 'EmptyMetadataKey', names: '', given: { metadata: [{ name: '', value: 'x' }] } },
  {
    code: 'InvalidPropertyValue',
    names: 'maxParallelTasks',
    given: { maxParallelTasks: 0 },
  },
  { code: 'InvalidPropertyValue', names: 'priority', given: { priority: 1001 } },
]
async function refuses(
  batch: BatchServer,
  method: string,
  path: string,
  { code, names, given }: Case,
  rest: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const { status, body, text } = await batch.call(method, path, { body: { ...rest, ...given } })
  assert.equal(body.code, code, `${method} ${names}: ${text}`)
  assert.equal(status, statusOf(code))
  assert.ok(valuesOf(body).includes(names))
}

test('a job that cannot be is refused when it is added, patched and put', async () => {
  await using batch = await startBatch()
  await aJob(batch)
  const poolInfo = { poolId: 'pool1' }
  const before = (await batch.call('GET', '/jobs/job1')).body.eTag
  for (const one of onJobs) {
    await refuses(batch, 'POST', '/jobs', one, { id: 'job2', poolInfo })
    await refuses(batch, 'PATCH', '/jobs/job1', one)
    await refuses(batch, 'PUT', '/jobs/job1', one, { poolInfo })
  }
  for (const one of onNewJobs) {
    await refuses(batch, 'POST', '/jobs', one, { id: 'job2', poolInfo })
    if ('poolInfo' in one.given) continue
    const patched = await batch.call('PATCH', '/jobs/job1', { body: one.given })
    assert.equal(patched.body.code, 'InvalidRequestBody', 'no api-version changes it')
  }
  assert.equal((await batch.call('GET', '/jobs/job1')).body.eTag, before)
  assert.equal((await batch.call('GET', '/jobs/job2')).body.code, 'JobNotFound')
})

test('a multi-instance task shows that it has one instance where it did not say', async () => {
  await using batch = await startBatch()
  await aPool(batch)
  await aJob(batch)
  const body = { id: 'task1', commandLine, multiInstanceSettings: multi }
  assert.equal((await batch.call('POST', '/jobs/job1/tasks', { body })).status, 201)
  const shown = await getTask(batch)
  assert.deepEqual(shown.multiInstanceSettings, { numberOfInstances: 1, ...multi })
})
