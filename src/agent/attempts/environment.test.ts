import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aNode, anAttempt } from '#drivers/nodes/conformance/conformance.ts'
import { environmentOf } from './environment.ts'

const of = (more: Parameters<typeof anAttempt>[1]) =>
  Object.fromEntries(environmentOf(anAttempt('a', more), aNode(), '/root-of-node'))

test('a task is told who and where it is', () => {
  const task = '/root-of-node/workitems/job/job-1/task-a'
  assert.deepEqual(of({}), {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: `${task}/wd`,
    AZ_BATCH_ACCOUNT_NAME: 'account',
    AZ_BATCH_JOB_ID: 'job',
    AZ_BATCH_NODE_ID: 'node-1',
    AZ_BATCH_NODE_MOUNTS_DIR: '/root-of-node/fsmounts',
    AZ_BATCH_NODE_ROOT_DIR: '/root-of-node',
    AZ_BATCH_NODE_SHARED_DIR: '/root-of-node/shared',
    AZ_BATCH_NODE_STARTUP_DIR: '/root-of-node/startup',
    AZ_BATCH_POOL_ID: 'pool-1',
    AZ_BATCH_TASK_DIR: task,
    AZ_BATCH_TASK_ID: 'task-a',
    AZ_BATCH_TASK_RESERVED_EPHEMERAL_DISK_SPACE_BYTES: '1000000',
    AZ_BATCH_TASK_WORKING_DIR: `${task}/wd`,
  })
})

test('a start task has no job and no id', () => {
  const environment = of({ work: { kind: 'startTask' } })
  assert.equal(environment.AZ_BATCH_TASK_DIR, '/root-of-node/startup')
  assert.deepEqual(
    [environment.AZ_BATCH_JOB_ID, environment.AZ_BATCH_TASK_ID],
    [undefined, undefined],
  )
})

test("the user's settings add to the environment, and never replace the service's", () => {
  const environment = of({
    environment: { HOME: '/home/me', MINE: 'yes', AZ_BATCH_TASK_ID: 'forged', az_batch_x: 'no' },
    secrets: { AZ_BATCH_AUTHENTICATION_TOKEN: 'token' },
    serviceEnvironment: {
      AZ_BATCH_JOB_PREP_DIR: { onNode: 'workitems/job/job-1/jobpreparation' },
    },
  })
  assert.deepEqual(
    [environment.HOME, environment.MINE, environment.AZ_BATCH_TASK_ID, environment.az_batch_x],
    ['/home/me', 'yes', 'task-a', undefined],
  )
  assert.equal(environment.AZ_BATCH_AUTHENTICATION_TOKEN, 'token')
  assert.equal(
    environment.AZ_BATCH_JOB_PREP_DIR,
    '/root-of-node/workitems/job/job-1/jobpreparation',
  )
})

test('all instances of a multi-instance task name the same shared directory', () => {
  const instance = (index: number) =>
    of({
      work: { kind: 'task', jobId: 'job', taskId: 'mpi', instance: index },
      coordination: { commandLine: 'true', commonResourceFiles: [] },
    })
  const shared = '/root-of-node/workitems/job/job-1/mpi'
  assert.equal(instance(0).AZ_BATCH_TASK_SHARED_DIR, shared)
  assert.equal(instance(2).AZ_BATCH_TASK_SHARED_DIR, shared)
  assert.equal(instance(2).AZ_BATCH_TASK_DIR, `${shared}/2`)
})
