// Every limit of Batch at its bound: the last value that is taken, and the first that is refused.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type BatchServer, startBatch } from '../batch-server.ts'
import { aJob, aPool } from '../tasks/tasks-world.ts'

interface Bound {
  readonly limit: string
  readonly taken: readonly object[]
  readonly refused: readonly object[]
  /** Absent: a value that it cannot have. */
  readonly code?: string
}

const machine = {
  nodeAgentSKUId: 'batch.node.ubuntu 22.04',
  imageReference: {
    publisher: 'canonical',
    offer: '0001-com-ubuntu-server-jammy',
    sku: '22_04-lts',
  },
}
const pool = { vmSize: 'standard_d2s_v3', virtualMachineConfiguration: machine }
const poolInfo = { poolId: 'pool1' }
const runs = { commandLine: 'x' }

const named = (length: number) => ({ displayName: 'x'.repeat(length) })
const scaled = (more: object) => ({
  enableAutoScale: true,
  autoScaleFormula: '$TargetDedicatedNodes=0;',
  ...more,
})
const every = (autoScaleEvaluationInterval: string) => scaled({ autoScaleEvaluationInterval })
const formula = (text: string) => scaled({ autoScaleFormula: text })
const bytes = (length: number) => formula(`a=1;//${'x'.repeat(length - 6)}`)
const lun = (number: number) => ({
  virtualMachineConfiguration: { ...machine, dataDisks: [{ lun: number, diskSizeGB: 1 }] },
})
const inbound = (more: object) => ({
  networkConfiguration: {
    endpointConfiguration: {
      inboundNATPools: [
        {
          name: 'a',
          protocol: 'tcp',
          backendPort: 80,
          frontendPortRangeStart: 1,
          frontendPortRangeEnd: 40,
          ...more,
        },
      ],
    },
  },
})
const ports = (frontendPortRangeStart: number, frontendPortRangeEnd: number) =>
  inbound({ frontendPortRangeStart, frontendPortRangeEnd })
const account = (name: string) => ({ userAccounts: [{ name, password: 'x' }] })
const mounts = (count: number) => ({
  mountConfiguration: Array.from({ length: count }, (_, i) => ({
    nfsMountConfiguration: { source: 'a', relativeMountPath: `x${i}` },
  })),
})
const talking = (targetDedicatedNodes: number, targetLowPriorityNodes: number) => ({
  enableInterNodeCommunication: true,
  targetDedicatedNodes,
  targetLowPriorityNodes,
})
const upgraded = (rollingUpgradePolicy: object) => ({
  upgradePolicy: { mode: 'rolling', rollingUpgradePolicy },
})
const retried = (maxTaskRetryCount: number) => ({ constraints: { maxTaskRetryCount } })

const pools: readonly Bound[] = [
  { limit: 'displayName', taken: [named(1024)], refused: [named(1025)] },
  {
    limit: 'autoScaleEvaluationInterval',
    taken: [every('PT5M'), every('PT168H')],
    refused: [every('PT4M59.999S'), every('PT168H0.001S')],
  },
  {
    limit: 'bytes of a formula',
    taken: [bytes(8192)],
    refused: [bytes(8193)],
    code: 'AutoScalingFormulaTooLong',
  },
  {
    limit: 'statements of a formula',
    taken: [formula('a=1;'.repeat(100))],
    refused: [formula('a=1;'.repeat(101))],
    code: 'AutoScalingFormulaSyntaxError',
  },
  {
    limit: 'resizeTimeout',
    taken: [{ resizeTimeout: 'PT5M' }],
    refused: [{ resizeTimeout: 'PT4M59.999S' }],
  },
  {
    limit: 'taskSlotsPerNode',
    taken: [{ taskSlotsPerNode: 8 }, { vmSize: 'standard_d96s_v5', taskSlotsPerNode: 256 }],
    refused: [{ taskSlotsPerNode: 9 }, { vmSize: 'standard_d96s_v5', taskSlotsPerNode: 257 }],
  },
  { limit: 'number of a disk', taken: [lun(0), lun(63)], refused: [lun(-1), lun(64)] },
  {
    limit: 'frontend ports',
    taken: [ports(1, 40), ports(49_960, 49_999), ports(55_001, 55_040), ports(65_495, 65_534)],
    refused: [
      ports(0, 40),
      ports(1, 39),
      ports(49_960, 50_000),
      ports(55_000, 55_040),
      ports(65_495, 65_535),
    ],
  },
  {
    limit: 'backend port',
    taken: [inbound({ backendPort: 1 }), inbound({ backendPort: 65_535 })],
    refused: [inbound({ backendPort: 0 }), inbound({ backendPort: 65_536 })],
  },
  {
    limit: 'name of an inbound pool',
    taken: [inbound({ name: 'x'.repeat(77) }), inbound({ name: 'a_' })],
    refused: [inbound({ name: 'x'.repeat(78) }), inbound({ name: 'a-' }), inbound({ name: '.a' })],
  },
  {
    limit: 'name of a user account',
    taken: [account('x'.repeat(20))],
    refused: [account('x'.repeat(21))],
  },
  { limit: 'mounts', taken: [mounts(10)], refused: [mounts(11)] },
  {
    limit: 'nodes that talk',
    taken: [talking(100, 0), talking(50, 50)],
    refused: [talking(101, 0), talking(51, 50)],
  },
  {
    limit: 'retries of a start task',
    taken: [{ startTask: { ...runs, maxTaskRetryCount: -1 } }],
    refused: [{ startTask: { ...runs, maxTaskRetryCount: -2 } }],
  },
  {
    limit: 'percentages of an upgrade',
    taken: [
      upgraded({ maxBatchInstancePercent: 5, maxUnhealthyInstancePercent: 5 }),
      upgraded({ maxBatchInstancePercent: 100, maxUnhealthyInstancePercent: 100 }),
      upgraded({ maxUnhealthyUpgradedInstancePercent: 0 }),
      upgraded({ maxUnhealthyUpgradedInstancePercent: 100 }),
    ],
    refused: [
      upgraded({ maxBatchInstancePercent: 4 }),
      upgraded({ maxUnhealthyInstancePercent: 4 }),
      upgraded({ maxBatchInstancePercent: 101 }),
      upgraded({ maxUnhealthyUpgradedInstancePercent: -1 }),
      upgraded({ maxUnhealthyUpgradedInstancePercent: 101 }),
    ],
  },
]

const prepared = (maxWallClockTime: string) => ({
  jobPreparationTask: runs,
  jobReleaseTask: { ...runs, maxWallClockTime },
})
const automatic = (more: object, ofPool: object = {}) => ({
  poolInfo: {
    autoPoolSpecification: { poolLifetimeOption: 'job', pool: { ...pool, ...ofPool }, ...more },
  },
})

const jobs: readonly Bound[] = [
  { limit: 'displayName', taken: [named(1024)], refused: [named(1025)] },
  {
    limit: 'displayName of its manager',
    taken: [{ jobManagerTask: { id: 'm', ...runs, ...named(1024) } }],
    refused: [{ jobManagerTask: { id: 'm', ...runs, ...named(1025) } }],
  },
  {
    limit: 'priority',
    taken: [{ priority: -1000 }, { priority: 1000 }],
    refused: [{ priority: -1001 }, { priority: 1001 }],
  },
  {
    limit: 'maxParallelTasks',
    taken: [{ maxParallelTasks: -1 }, { maxParallelTasks: 1 }],
    refused: [{ maxParallelTasks: -2 }, { maxParallelTasks: 0 }],
  },
  { limit: 'retries', taken: [retried(-1), retried(0)], refused: [retried(-2)] },
  {
    limit: 'time of its release',
    taken: [prepared('PT15M')],
    refused: [prepared('PT15M0.001S')],
  },
  {
    limit: 'prefix of an automatic pool',
    taken: [automatic({ autoPoolIdPrefix: 'x'.repeat(20) })],
    refused: [automatic({ autoPoolIdPrefix: 'x'.repeat(21) })],
  },
  {
    limit: 'displayName of an automatic pool',
    taken: [automatic({}, named(1024))],
    refused: [automatic({}, named(1025))],
  },
]

const depending = (count: number) => ({
  dependsOn: { taskIds: Array.from({ length: count }, (_, i) => `${i}`.padStart(64, 'x')) },
})

const tasks: readonly Bound[] = [
  { limit: 'displayName', taken: [named(1024)], refused: [named(1025)] },
  { limit: 'retries', taken: [retried(-1)], refused: [retried(-2)] },
  { limit: 'requiredSlots', taken: [{ requiredSlots: 1 }], refused: [{ requiredSlots: 0 }] },
  {
    limit: 'ids that it depends on',
    taken: [depending(1000)],
    refused: [depending(1001)],
    code: 'TaskDependencyListTooLong',
  },
]

const schedules: readonly Bound[] = [
  { limit: 'displayName', taken: [named(1024)], refused: [named(1025)] },
  {
    limit: 'recurrenceInterval',
    taken: [{ schedule: { recurrenceInterval: 'PT1M' } }],
    refused: [{ schedule: { recurrenceInterval: 'PT59.999S' } }],
  },
  {
    limit: 'startWindow',
    taken: [{ schedule: { startWindow: 'PT1M' } }],
    refused: [{ schedule: { startWindow: 'PT59.999S' } }],
  },
]

const KINDS = {
  pools: { path: '/pools', body: pool, bounds: pools },
  jobs: { path: '/jobs', body: { poolInfo }, bounds: jobs },
  tasks: { path: '/jobs/uses/tasks', body: runs, bounds: tasks },
  schedules: {
    path: '/jobschedules',
    body: { schedule: {}, jobSpecification: { poolInfo } },
    bounds: schedules,
  },
}

describe('a limit is taken, and what is beyond it refused:', () => {
  let batch: BatchServer
  let count = 0
  before(async () => {
    batch = await startBatch()
    await aPool(batch)
    await aJob(batch, 'uses', { usesTaskDependencies: true })
  })
  after(() => batch[Symbol.asyncDispose]())

  for (const [kind, { path, body, bounds }] of Object.entries(KINDS)) {
    for (const { limit, taken, refused, code = 'InvalidPropertyValue' } of bounds) {
      test(`of ${kind}, ${limit}`, async () => {
        const add = (more: object) => {
          count += 1
          return batch.call('POST', path, { body: { id: `n${count}`, ...body, ...more } })
        }
        for (const more of taken) {
          const { status, text } = await add(more)
          assert.equal(status, 201, text)
        }
        for (const more of refused) {
          const said = await add(more)
          assert.equal(said.status, 400, JSON.stringify(more).slice(0, 200))
          assert.equal(said.body.code, code, said.text)
        }
      })
    }
  }

  test('of ids, 64 characters, in every kind', async () => {
    for (const [kind, { path, body }] of Object.entries(KINDS)) {
      for (const [id, status] of [
        // Jobs and schedules share them.
        [kind.padEnd(64, 'x'), 201],
        [kind.padEnd(65, 'x'), 400],
        ['', 400],
        ['ä', 400],
        ['a.b', 400],
      ] as const) {
        const said = await batch.call('POST', path, { body: { ...body, id } })
        assert.equal(said.status, status, `${path} ${said.text}`)
      }
    }
  })

  test('of lists, a thousand items a page, and ten pools in counts of nodes', async () => {
    const lists = ['/pools', '/jobs', '/jobschedules', '/jobs/uses/tasks', '/pools/pool1/nodes']
    for (const [path, most] of [...lists.map((list) => [list, 1000]), ['/nodecounts', 10]]) {
      for (const [wanted, status] of [
        [1, 200],
        [most, 200],
        [0, 400],
        [Number(most) + 1, 400],
      ]) {
        const said = await batch.call('GET', `${path}?maxresults=${wanted}`)
        assert.equal(said.status, status, `${path} ${wanted}`)
        if (status === 400) assert.equal(said.body.code, 'OutOfRangeQueryParameterValue')
      }
    }
  })
})
