// What of a job or a task cannot be, or is not served: refused on each way in, with its name.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BatchServer, type Body, startBatch } from './batch-server.ts'
import { aJob, aPool, getTask } from './batch-tasks-world.ts'

interface Case {
  readonly code: string
  /** What the answer names. */
  readonly names: string
  readonly given: Readonly<Record<string, unknown>>
}

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
    code: 'NotImplemented',
    names: 'identityReference',
    given: { resourceFiles: [{ ...file, identityReference: { resourceId: '/x' } }] },
  },
  {
    code: 'NotImplemented',
    names: 'storage container',
    given: {
      multiInstanceSettings: {
        ...multi,
        commonResourceFiles: [{ storageContainerUrl: 'http://x' }],
      },
    },
  },
  {
    code: 'NotImplemented',
    names: 'containerSettings',
    given: { containerSettings: { imageName: 'x' } },
  },
  {
    code: 'NotImplemented',
    names: 'applicationPackageReferences',
    given: { applicationPackageReferences: [{ applicationId: 'x' }] },
  },
  {
    code: 'NotImplemented',
    names: 'outputFiles',
    given: {
      outputFiles: [
        {
          filePattern: '*',
          destination: { container: { containerUrl: 'https://x/y' } },
          uploadOptions: { uploadCondition: 'tasksuccess' },
        },
      ],
    },
  },
]

const valuesOf = (error: Body): string => JSON.stringify(error.values ?? '')

test('a task that cannot be, or asks for what is not served, is refused alone and in a collection', async () => {
  await using batch = await startBatch()
  await aJob(batch)
  for (const { code, names, given } of TASKS) {
    const body = { id: 't', commandLine, ...given }
    const alone = await batch.call('POST', '/jobs/job1/tasks', { body })
    assert.equal(alone.body.code, code, `${names}: ${alone.text}`)
    assert.equal(alone.status, code === 'NotImplemented' ? 501 : 400)
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
    code: 'NotImplemented',
    names: 'autoPoolSpecification',
    given: { poolInfo: { autoPoolSpecification: { poolLifetimeOption: 'job' } } },
  },
  {
    code: 'InvalidPropertyValue',
    names: 'maxParallelTasks',
    given: { maxParallelTasks: 0 },
  },
  { code: 'InvalidPropertyValue', names: 'priority', given: { priority: 1001 } },
]
const onNewJobs: readonly Case[] = [
  {
    code: 'InvalidPropertyValue',
    names: 'name',
    given: { commonEnvironmentSettings: [{ name: '' }] },
  },
  {
    code: 'NotImplemented',
    names: 'jobManagerTask',
    given: { jobManagerTask: { id: 'm', commandLine } },
  },
  {
    code: 'NotImplemented',
    names: 'jobPreparationTask',
    given: { jobPreparationTask: { commandLine } },
  },
  { code: 'NotImplemented', names: 'jobReleaseTask', given: { jobReleaseTask: { commandLine } } },
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
  assert.equal(status, code === 'NotImplemented' ? 501 : 400)
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
