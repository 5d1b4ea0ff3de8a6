// What Batch refuses of pools, as data.
import { SUBSCRIPTION } from '#testing/lazuli.ts'
import { BAD, MISSING, type Rule } from './rules.ts'

const image = {
  publisher: 'canonical',
  offer: '0001-com-ubuntu-server-jammy',
  sku: '22_04-lts',
}
const machine = { nodeAgentSKUId: 'batch.node.ubuntu 22.04', imageReference: image }
const pool = { id: 'new', vmSize: 'standard_d2s_v3', virtualMachineConfiguration: machine }
const without = (name: string): object =>
  Object.fromEntries(Object.entries(pool).filter(([key]) => key !== name))

const ofPools = (rule: string, body: object, answer = BAD): Rule => ({
  rule,
  call: 'POST /pools',
  body: { ...pool, ...body },
  answer,
})
const onPool = (rule: string, action: string, body: object, answer: string): Rule => ({
  rule,
  call: `POST /pools/${action}`,
  body,
  answer,
})

const scaled = { enableAutoScale: true, autoScaleFormula: '$TargetDedicatedNodes=1' }
const nat = (...pools: object[]) => ({
  networkConfiguration: { endpointConfiguration: { inboundNATPools: pools.map(named) } },
})
const named = (given: object, index: number): object => ({
  name: `nat${index}`,
  protocol: 'tcp',
  backendPort: 100 + index,
  frontendPortRangeStart: 1000 + 100 * index,
  frontendPortRangeEnd: 1050 + 100 * index,
  ...given,
})
const security = (...priorities: number[]) => ({
  networkSecurityGroupRules: priorities.map((priority) => ({
    priority,
    access: 'allow',
    sourceAddressPrefix: '*',
  })),
})

export const pools: readonly Rule[] = [
  { rule: 'a pool has an id', call: 'POST /pools', body: without('id'), answer: MISSING },
  { rule: 'and a size', call: 'POST /pools', body: without('vmSize'), answer: MISSING },
  {
    rule: 'and what it is made of',
    call: 'POST /pools',
    body: without('virtualMachineConfiguration'),
    answer: MISSING,
  },
  ofPools('which is one thing', { cloudServiceConfiguration: { osFamily: '5' } }),
  ofPools('ids have letters, digits, hyphens and underscores', { id: 'a b' }),
  ofPools('and at most 64 of them', { id: 'x'.repeat(65) }),
  ofPools('two pools have no id in common', { id: 'POOL1' }, '409 PoolExists'),
  ofPools('a size is known', { vmSize: 'enormous' }),
  ofPools(
    'an agent is known',
    {
      virtualMachineConfiguration: { ...machine, nodeAgentSKUId: 'x' },
    },
    '404 NodeAgentSKUNotFound',
  ),
  ofPools('slots are four a core at most', { taskSlotsPerNode: 9 }),
  ofPools('and one at least', { taskSlotsPerNode: 0 }),
  ofPools('targets are not negative', { targetDedicatedNodes: -1 }),
  ofPools('a resize has five minutes at least', { resizeTimeout: 'PT4M59S' }),
  ofPools('pools whose nodes talk are small', {
    enableInterNodeCommunication: true,
    targetDedicatedNodes: 101,
  }),
  ofPools('a pool scales by a formula', { enableAutoScale: true }, MISSING),
  ofPools('one that scales has no targets', { ...scaled, targetDedicatedNodes: 1 }),
  ofPools('a formula needs scaling', { autoScaleFormula: '$TargetDedicatedNodes=1' }),
  ofPools('an interval is five minutes at least', {
    ...scaled,
    autoScaleEvaluationInterval: 'PT4M59S',
  }),
  ofPools('and a week at most', { ...scaled, autoScaleEvaluationInterval: 'P7DT1S' }),
  ofPools('user names are unique', {
    userAccounts: [
      { name: 'a', password: 'x' },
      { name: 'A', password: 'x' },
    ],
  }),
  ...['../x', '..', 'root', '_azbatch', 'a:b', 'a\nb', '-rf'].map((name) =>
    ofPools(`and not ${JSON.stringify(name)}`, { userAccounts: [{ name, password: 'x' }] }),
  ),
  ofPools('and short', { userAccounts: [{ name: 'x'.repeat(21), password: 'x' }] }),
  ofPools('a user has uid and gid together', {
    userAccounts: [{ name: 'a', password: 'x', linuxUserConfiguration: { uid: 1 } }],
  }),
  ofPools(
    'a key of metadata is not empty',
    { metadata: [{ name: '', value: '' }] },
    '400 EmptyMetadataKey',
  ),
  ofPools('a start task runs something', { startTask: { commandLine: ' ' } }, BAD),
  ofPools('as a user of the pool', {
    startTask: { commandLine: 'x', userIdentity: { username: 'stranger' } },
  }),
  ofPools('as one user', {
    startTask: { commandLine: 'x', userIdentity: { username: 'a', autoUser: {} } },
  }),
  ofPools('a start task is retried -1 times at least', {
    startTask: { commandLine: 'x', maxTaskRetryCount: -2 },
  }),
  ofPools('names of NAT pools are unique', nat({}, { name: 'nat0' })),
  ofPools('and at most 77 characters', nat({ name: 'x'.repeat(78) })),
  ofPools('backend ports are unique', nat({}, { backendPort: 100 })),
  ...[22, 3389, 29_876, 29_877].map((backendPort) =>
    ofPools(`port ${backendPort} is Azure's`, nat({ backendPort })),
  ),
  ofPools('frontend ports are forty at least', nat({ frontendPortRangeEnd: 1038 })),
  ofPools(
    'outside what is reserved',
    nat({ frontendPortRangeStart: 49_900, frontendPortRangeEnd: 50_100 }),
  ),
  ofPools(
    'and do not overlap',
    nat({}, { frontendPortRangeStart: 1050, frontendPortRangeEnd: 1100 }),
  ),
  ofPools('there are five NAT pools at most', nat({}, {}, {}, {}, {}, {})),
  ofPools('rules have a priority from 150', nat(security(149))),
  ofPools('to 4096', nat(security(4097))),
  ofPools('that no other has', nat(security(150, 150))),
  ofPools('a disk has a number up to 63', {
    virtualMachineConfiguration: { ...machine, dataDisks: [{ lun: 64, diskSizeGB: 1 }] },
  }),
  ofPools(
    'no subnet without a token',
    {
      networkConfiguration: {
        subnetId: `/subscriptions/${SUBSCRIPTION}/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/n`,
      },
    },
    '403 AuthenticationFailed',
  ),
  ofPools('rolling batches are no larger than what may be unhealthy', {
    upgradePolicy: {
      mode: 'rolling',
      rollingUpgradePolicy: { maxBatchInstancePercent: 50, maxUnhealthyInstancePercent: 20 },
    },
  }),
  ofPools('a user has a password', { userAccounts: [{ name: 'a' }] }, MISSING),
  ofPools('that is not empty', { userAccounts: [{ name: 'a', password: '' }] }, MISSING),
  ofPools('and a name', { userAccounts: [{ name: '', password: 'x' }] }, MISSING),
  ofPools('Linux has no way to log in', {
    userAccounts: [{ name: 'a', password: 'x', windowsUserConfiguration: { loginMode: 'batch' } }],
  }),
  ofPools('packages are ten at most', {
    applicationPackageReferences: Array.from({ length: 11 }, (_, n) => ({ applicationId: `${n}` })),
  }),
  ofPools(
    'and are there',
    { applicationPackageReferences: [{ applicationId: 'none' }] },
    '409 InvalidApplicationPackageReferences',
  ),
  ofPools('a mount is one thing', {
    mountConfiguration: [
      {
        nfsMountConfiguration: { source: 'a', relativeMountPath: 'x' },
        cifsMountConfiguration: {
          username: 'a',
          password: 'x',
          source: 'a',
          relativeMountPath: 'x',
        },
      },
    ],
  }),
  ofPools('mounts are ten at most', {
    mountConfiguration: Array.from({ length: 11 }, (_, n) => ({
      nfsMountConfiguration: { source: 'a', relativeMountPath: `x${n}` },
    })),
  }),
  ofPools('blobs are mounted by one of three', {
    mountConfiguration: [
      {
        azureBlobFileSystemConfiguration: {
          accountName: 'a',
          containerName: 'c',
          relativeMountPath: 'x',
          accountKey: 'k',
          sasKey: 's',
        },
      },
    ],
  }),
  ofPools('disks have numbers of their own', {
    virtualMachineConfiguration: {
      ...machine,
      dataDisks: [
        { lun: 0, diskSizeGB: 1 },
        { lun: 0, diskSizeGB: 1 },
      ],
    },
  }),
  ofPools(
    'security rules are 25 at most',
    nat(security(...Array.from({ length: 26 }, (_, n) => 200 + n))),
  ),
  ofPools(
    'no image of one’s own without a token',
    {
      virtualMachineConfiguration: {
        nodeAgentSKUId: machine.nodeAgentSKUId,
        imageReference: {
          virtualMachineImageId: `/subscriptions/${SUBSCRIPTION}/resourceGroups/g/providers/Microsoft.Compute/galleries/g/images/i`,
        },
      },
    },
    '403 AuthenticationFailed',
  ),
  ofPools('a gallery image has no publisher', {
    virtualMachineConfiguration: {
      nodeAgentSKUId: machine.nodeAgentSKUId,
      imageReference: {
        ...image,
        virtualMachineImageId: `/subscriptions/${SUBSCRIPTION}/resourceGroups/g/providers/Microsoft.Compute/images/i`,
      },
    },
  }),
  ofPools('a percentage is 100 at most', {
    upgradePolicy: { mode: 'rolling', rollingUpgradePolicy: { maxBatchInstancePercent: 101 } },
  }),
  ofPools('and 5 at least', {
    upgradePolicy: { mode: 'rolling', rollingUpgradePolicy: { maxBatchInstancePercent: 4 } },
  }),
  ofPools('a system is updated by one of two', {
    virtualMachineConfiguration: {
      ...machine,
      windowsConfiguration: { enableAutomaticUpdates: true },
    },
    upgradePolicy: {
      mode: 'automatic',
      automaticOSUpgradePolicy: { enableAutomaticOSUpgrade: true },
    },
  }),
  ofPools(
    'tags are for the user’s own subscription',
    { resourceTags: { a: 'b' } },
    '400 UnsupportedProperty',
  ),
  ofPools('who brings addresses names them', {
    networkConfiguration: { publicIPAddressConfiguration: { ipAddressIds: ['x'] } },
  }),
  { rule: 'a pool is there', call: 'GET /pools/none', answer: '404 PoolNotFound' },
  {
    rule: 'to be changed',
    call: 'PATCH /pools/none',
    body: { metadata: [] },
    answer: '404 PoolNotFound',
  },
  { rule: 'or deleted', call: 'DELETE /pools/none', answer: '404 PoolNotFound' },
  {
    rule: 'what a pool has nodes of stays',
    call: 'PATCH /pools/pool1?api-version=2024-07-01.20.0',
    body: { taskSlotsPerNode: 2 },
    answer: BAD,
  },
  onPool('an update says all', 'pool1/updateproperties', { metadata: [] }, MISSING),
  onPool(
    'nodes that go are there',
    'pool1/removenodes',
    { nodeList: ['none'] },
    '404 NodeNotFound',
  ),
  onPool(
    'and of a pool that does not scale',
    'scaled/removenodes',
    { nodeList: ['x'] },
    '409 OperationNotValidOnPool',
  ),
  onPool('a resize says to what', 'pool1/resize', {}, MISSING),
  onPool(
    'takes five minutes at least',
    'pool1/resize',
    { targetDedicatedNodes: 2, resizeTimeout: 'PT1M' },
    BAD,
  ),
  onPool('and is of a pool', 'none/resize', { targetDedicatedNodes: 2 }, '404 PoolNotFound'),
  onPool(
    'that does not scale by itself',
    'scaled/resize',
    { targetDedicatedNodes: 2 },
    '409 OperationNotValidOnPool',
  ),
  onPool(
    'what does not resize cannot be stopped',
    'pool1/stopresize',
    {},
    '409 OperationInvalidForCurrentState',
  ),
  onPool('a removal names nodes', 'pool1/removenodes', { nodeList: [] }, BAD),
  onPool(
    'a hundred at most',
    'pool1/removenodes',
    { nodeList: Array.from({ length: 101 }, (_, n) => `n${n}`) },
    BAD,
  ),
  onPool('scaling starts with a formula', 'pool1/enableautoscale', {}, MISSING),
  onPool(
    'that can be read',
    'pool1/enableautoscale',
    { autoScaleFormula: '$TargetDedicatedNodes=' },
    '400 AutoScalingFormulaSyntaxError',
  ),
  onPool(
    'and is short',
    'pool1/enableautoscale',
    { autoScaleFormula: `//${'x'.repeat(8192)}` },
    '400 AutoScalingFormulaTooLong',
  ),
  onPool('a formula says something', 'pool1/enableautoscale', { autoScaleFormula: ' ' }, MISSING),
  {
    rule: 'scaling is switched on once in half a minute',
    first: { call: 'POST /pools/scaled/enableautoscale', body: { autoScaleFormula: 'a=1;' } },
    call: 'POST /pools/scaled/enableautoscale',
    body: { autoScaleFormula: 'a=2;' },
    answer: '503 TooManyEnableAutoScaleRequests',
  },
  onPool(
    'what does not scale is not evaluated',
    'pool1/evaluateautoscale',
    { autoScaleFormula: '$TargetDedicatedNodes=1' },
    '409 OperationNotValidOnPool',
  ),
]

const poolInfo = { poolId: 'pool1' }

/** Where the account has as much as its quotas let it have. */
export const quotas: readonly Rule[] = [
  ofPools('pools are as many as the quota', {}, '409 PoolQuotaReached'),
  {
    rule: 'and so are pools on Resource Manager',
    call: 'PUT ARM/pools/new',
    body: {
      properties: {
        vmSize: 'STANDARD_D2S_V3',
        deploymentConfiguration: {
          virtualMachineConfiguration: {
            nodeAgentSkuId: machine.nodeAgentSKUId,
            imageReference: image,
          },
        },
      },
    },
    answer: '409 PoolQuotaReached',
  },
  {
    rule: 'jobs and schedules together, too',
    call: 'POST /jobs',
    body: { id: 'new', poolInfo },
    answer: '409 ActiveJobAndScheduleQuotaReached',
  },
  {
    rule: 'whichever is added',
    call: 'POST /jobschedules',
    body: { id: 'new', schedule: {}, jobSpecification: { poolInfo } },
    answer: '409 ActiveJobAndScheduleQuotaReached',
  },
]
