// What Batch refuses of jobs because of what their properties say together, as data: by the parts of
// the published documentation.
import { SUBSCRIPTION } from '#testing/lazuli.ts'
import { BAD, MISSING, type Rule } from '../protocol/rules.ts'
import type { Sections } from './pools.ts'

export const NEW = '?api-version=2024-07-01.20.0'

export const runs = { commandLine: 'x' }

export const prepared = { jobPreparationTask: runs }

export const poolInfo = { poolId: 'pool1' }

const job = (rule: string, body: object, answer = BAD, query = ''): Rule => ({
  rule,
  call: `POST /jobs${query}`,
  body: { id: 'new', poolInfo, ...body },
  answer,
})

export const onJob = (rule: string, call: string, body: object, answer = BAD): Rule => ({
  rule,
  call: call.replace(' ', ' /jobs/'),
  body,
  answer,
})

const pool = {
  vmSize: 'standard_d2s_v3',
  virtualMachineConfiguration: {
    nodeAgentSKUId: 'batch.node.ubuntu 22.04',
    imageReference: {
      publisher: 'canonical',
      offer: '0001-com-ubuntu-server-jammy',
      sku: '22_04-lts',
    },
  },
}

const auto = (more: object, settings: object = {}): object => ({
  poolInfo: {
    autoPoolSpecification: { poolLifetimeOption: 'job', pool: { ...pool, ...settings }, ...more },
  },
})

export const SUBNET = `/subscriptions/${SUBSCRIPTION}/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/s`

export const file = { httpUrl: 'http://127.0.0.1/x', filePath: 'x' }

export const output = (more: object, container: object = {}): object => ({
  outputFiles: [
    {
      filePattern: '*',
      destination: { container: { containerUrl: 'http://127.0.0.1/c?sig=x', ...container } },
      uploadOptions: { uploadCondition: 'taskcompletion' },
      ...more,
    },
  ],
})

export const container = (more: object): object => ({
  containerSettings: { imageName: 'a', ...more },
})

export const mounts = (...sources: object[]): object =>
  container({ containerHostBatchBindMounts: sources })

const many = Array.from({ length: 11 }, (_, n) => ({ applicationId: `${n}` }))

/** job1 is active, `over` completed. */
export const ofJobs: Sections = {
  properties: [
    job('a name is 1,024 characters at most', { displayName: 'x'.repeat(1025) }),
    job('an id has 64 characters at most', { id: 'x'.repeat(65) }),
    job('and one at least', { id: '' }),
    job('of a few kinds', { id: 'a.b' }),
    job('a pool is named by one', { poolInfo: { poolId: 'a b' } }),
    job('a time is not negative', { constraints: { maxWallClockTime: '-PT1S' } }),
    job('a setting is a text', { commonEnvironmentSettings: [{ name: 'a=b', value: 'x' }] }),
    job('of a process', { commonEnvironmentSettings: [{ name: 'a', value: 'x\0' }] }),
    job('a subnet is in the subscription of the account', {
      networkConfiguration: { subnetId: SUBNET.replace(SUBSCRIPTION, '2'.repeat(8)) },
    }),
    job('and has the form of its id', { networkConfiguration: { subnetId: '/subnets/s' } }),
    onJob('also later', 'PATCH job1?api-version=2024-07-01.20.0', {
      networkConfiguration: { subnetId: SUBNET.replace(SUBSCRIPTION, '2'.repeat(8)) },
    }),
    job(
      'newer members are of newer api-versions',
      { networkConfiguration: { subnetId: SUBNET, skipWithdrawFromVNet: true } },
      '400 InvalidRequestBody',
    ),
    job('what a job is made with stays out of it', { state: 'active' }, '400 InvalidRequestBody'),
  ],
  'own tasks': [
    job('a manager has a slot', { jobManagerTask: { ...runs, id: 'm', requiredSlots: 0 } }),
    job('and one id', { jobManagerTask: { ...runs, id: 'a b' } }),
    job(
      'none of the release',
      { ...prepared, jobReleaseTask: runs, jobManagerTask: { ...runs, id: 'JobRelease' } },
      '409 TaskIdSameAsJobReleaseTask',
    ),
    job('its packages are ten at most', {
      jobManagerTask: { ...runs, id: 'm', applicationPackageReferences: many },
    }),
    job('its token is for the job', {
      jobManagerTask: { ...runs, id: 'm', authenticationTokenSettings: { access: ['pool'] } },
    }),
    job('it is retried -1 times at least', {
      jobManagerTask: { ...runs, id: 'm', constraints: { maxTaskRetryCount: -2 } },
    }),
    job(
      'its output has a place',
      { jobManagerTask: { ...runs, id: 'm', ...output({ destination: {} }) } },
      MISSING,
    ),
    job('a preparation is retried -1 times at least', {
      jobPreparationTask: { ...runs, constraints: { maxTaskRetryCount: -2 } },
    }),
    job('and has a time', {
      jobPreparationTask: { ...runs, constraints: { maxWallClockTime: 'x' } },
    }),
    job('a release is kept for a time', {
      ...prepared,
      jobReleaseTask: { ...runs, retentionTime: '-P1D' },
    }),
    job('and runs for one', {
      ...prepared,
      jobReleaseTask: { ...runs, maxWallClockTime: '-PT1S' },
    }),
    ...['jobManagerTask', 'jobPreparationTask', 'jobReleaseTask'].flatMap((name) => {
      const own = (rule: string, more: object, answer = BAD): Rule =>
        job(
          `${rule}: ${name}`,
          { ...prepared, [name]: { ...runs, id: 'own', ...more } },
          answer,
          NEW,
        )
      return [
        own('it runs something', { commandLine: '' }, MISSING),
        own('as one user', { userIdentity: { username: 'a', autoUser: {} } }),
        own('of the pool', { userIdentity: { username: 'stranger' } }),
        own('its files come from one place', { resourceFiles: [{}] }),
        own('and have a path', { resourceFiles: [{ httpUrl: file.httpUrl }] }, MISSING),
        own('its settings have names', { environmentSettings: [{ name: '', value: 'x' }] }),
        own('a container has an image', container({ imageName: '' }), MISSING),
        own('which sees each place once', mounts({ source: 'Task' }, { source: 'Task' })),
      ]
    }),
  ],
  'automatic pools': [
    job('a prefix is 20 characters at most', auto({ autoPoolIdPrefix: 'x'.repeat(21) })),
    job('and one at least', auto({ autoPoolIdPrefix: '' })),
    job('a pool is said', auto({ pool: undefined }), MISSING),
    job('it lives as long as one of two', auto({ poolLifetimeOption: 'century' })),
    job('which is said', auto({ poolLifetimeOption: undefined }), MISSING),
    job('its resize takes five minutes at least', auto({}, { resizeTimeout: 'PT1M' })),
    job('its size is known', auto({}, { vmSize: 'enormous' })),
    job(
      'its agent, too',
      auto(
        {},
        {
          virtualMachineConfiguration: {
            ...pool.virtualMachineConfiguration,
            nodeAgentSKUId: 'x',
          },
        },
      ),
      '404 NodeAgentSKUNotFound',
    ),
    job('it scales or has a target', auto({}, { enableAutoScale: true }), MISSING),
    job(
      'by a formula that can be read',
      auto({}, { enableAutoScale: true, autoScaleFormula: 'x =' }),
      '400 AutoScalingFormulaSyntaxError',
    ),
  ],
  changes: [
    onJob('a priority is 1000 at most', 'PATCH job1', { priority: 1001 }),
    onJob('and -1000 at least', 'PUT job1', { poolInfo, priority: -1001 }),
    onJob('none runs in no slot', 'PATCH job1', { maxParallelTasks: 0 }),
    onJob('or in fewer than all', 'PUT job1', { poolInfo, maxParallelTasks: -2 }),
    onJob('retries are -1 at least', 'PATCH job1', { constraints: { maxTaskRetryCount: -2 } }),
    onJob('a time is one', 'PUT job1', { poolInfo, constraints: { maxWallClockTime: 'x' } }),
    onJob(
      'metadata has names',
      'PATCH job1',
      { metadata: [{ name: '', value: '' }] },
      '400 EmptyMetadataKey',
    ),
    onJob('a pool is one', 'PATCH job1', { poolInfo: {} }, MISSING),
    onJob('and not made for it later', 'PATCH job1', auto({})),
    onJob('nor in a PUT', 'PUT job1', auto({})),
    ...['onTaskFailure', 'usesTaskDependencies', 'jobManagerTask', 'displayName'].map((name) =>
      onJob(
        `what was said at first stays: ${name}`,
        'PATCH job1',
        { [name]: 'x' },
        '400 InvalidRequestBody',
      ),
    ),
    onJob('tasks of a disabled job become one of three', 'POST job1/disable', {
      disableTasks: 'suffer',
    }),
    onJob(
      'force is of newer api-versions',
      'POST job1/terminate',
      { forceAfterSeconds: 1 },
      '400 InvalidRequestBody',
    ),
    onJob(
      'and no less than nothing',
      'DELETE job1?forceAfterSeconds=-1&api-version=2024-07-01.20.0',
      {},
      '400 OutOfRangeQueryParameterValue',
    ),
  ],
}
