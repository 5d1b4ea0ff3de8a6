// Jobs that cannot be: what is wrong with their own tasks and pools, as data.

export interface Case {
  readonly code: string
  /** What the answer names. */
  readonly names: string
  readonly given: Readonly<Record<string, unknown>>
}

const commandLine = 'true'
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

/** On new jobs alone: no api-version changes it. */
export const onNewJobs: readonly Case[] = [
  {
    code: 'InvalidPropertyValue',
    names: 'poolLifetimeOption',
    given: { poolInfo: { autoPoolSpecification: { poolLifetimeOption: 'jobschedule', pool } } },
  },
  {
    code: 'InvalidPropertyValue',
    names: 'autoPoolIdPrefix',
    given: {
      poolInfo: {
        autoPoolSpecification: { poolLifetimeOption: 'job', autoPoolIdPrefix: 'a b', pool },
      },
    },
  },
  {
    code: 'MissingRequiredProperty',
    names: 'pool',
    given: { poolInfo: { autoPoolSpecification: { poolLifetimeOption: 'job' } } },
  },
  {
    code: 'InvalidPropertyValue',
    names: 'poolInfo',
    given: {
      poolInfo: { poolId: 'p', autoPoolSpecification: { poolLifetimeOption: 'job', pool } },
    },
  },
  {
    code: 'InvalidPropertyValue',
    names: 'vmSize',
    given: {
      poolInfo: {
        autoPoolSpecification: { poolLifetimeOption: 'job', pool: { ...pool, vmSize: 'huge' } },
      },
    },
  },
  {
    code: 'InvalidPropertyValue',
    names: 'resizeTimeout',
    given: {
      poolInfo: {
        autoPoolSpecification: {
          poolLifetimeOption: 'job',
          pool: { ...pool, resizeTimeout: 'PT1M' },
        },
      },
    },
  },
  {
    code: 'InvalidPropertyValue',
    names: 'name',
    given: { commonEnvironmentSettings: [{ name: '' }] },
  },
  ...ownTasks(),
]

/** What is wrong with a task that the job itself has, on new jobs. */
function ownTasks(): Case[] {
  const prepared = { jobPreparationTask: { commandLine } }
  const given = (name: string, task: object) => ({ ...prepared, [name]: { commandLine, ...task } })
  const cases: Case[] = [
    {
      code: 'InvalidPropertyValue',
      names: 'requiredSlots',
      given: given('jobManagerTask', { id: 'm', requiredSlots: 0 }),
    },
    {
      code: 'InvalidApplicationPackageReferences',
      names: 'applicationPackageReferences',
      given: given('jobManagerTask', {
        id: 'm',
        applicationPackageReferences: [{ applicationId: 'x' }],
      }),
    },
    {
      code: 'InvalidPropertyValue',
      names: 'containerUrl',
      given: given('jobManagerTask', {
        id: 'm',
        outputFiles: [
          {
            filePattern: '*',
            destination: { container: { containerUrl: 'ftp://x/' } },
            uploadOptions: { uploadCondition: 'taskcompletion' },
          },
        ],
      }),
    },
    {
      code: 'InvalidPropertyValue',
      names: 'jobReleaseTask',
      given: { jobReleaseTask: { commandLine } },
    },
    {
      code: 'InvalidPropertyValue',
      names: 'maxWallClockTime',
      given: given('jobReleaseTask', { maxWallClockTime: 'PT15M1S' }),
    },
    {
      code: 'InvalidPropertyValue',
      names: 'retentionTime',
      given: given('jobReleaseTask', { retentionTime: '-PT1S' }),
    },
    {
      code: 'InvalidPropertyValue',
      names: 'maxTaskRetryCount',
      given: given('jobPreparationTask', { constraints: { maxTaskRetryCount: -2 } }),
    },
  ]
  for (const name of ['jobManagerTask', 'jobPreparationTask', 'jobReleaseTask']) {
    const task = (what: object) => given(name, { id: 'm', ...what })
    cases.push(
      {
        code: 'MissingRequiredProperty',
        names: 'commandLine',
        given: task({ commandLine: ' ' }),
      },
      { code: 'InvalidPropertyValue', names: 'id', given: task({ id: 'a b' }) },
      {
        code: 'InvalidPropertyValue',
        names: 'name',
        given: task({ environmentSettings: [{ name: 'a=b' }] }),
      },
      {
        code: 'InvalidPropertyValue',
        names: 'userIdentity',
        given: task({ userIdentity: { username: 'x', autoUser: {} } }),
      },
      {
        code: 'InvalidPropertyValue',
        names: 'filePath',
        given: task({ resourceFiles: [{ httpUrl: 'http://x/', filePath: '../x' }] }),
      },
    )
  }
  return cases
}
