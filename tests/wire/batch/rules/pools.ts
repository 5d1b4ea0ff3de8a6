// What Batch refuses of pools because of what their properties say together, as data: by the parts of
// the published documentation. What one property says by itself is with the rules of the protocol.
import { SUBSCRIPTION } from '#testing/lazuli.ts'
import { BAD, MISSING, type Rule } from '../protocol/rules.ts'

/** The rules of one part of the documentation. */
export type Sections = Readonly<Record<string, readonly Rule[]>>

const image = { publisher: 'canonical', offer: '0001-com-ubuntu-server-jammy', sku: '22_04-lts' }
const machine = { nodeAgentSKUId: 'batch.node.ubuntu 22.04', imageReference: image }
const windows = {
  nodeAgentSKUId: 'batch.node.windows amd64',
  imageReference: {
    publisher: 'MicrosoftWindowsServer',
    offer: 'WindowsServer',
    sku: '2022-Datacenter',
  },
}
const NEW = '?api-version=2024-07-01.20.0'

const pool = (rule: string, body: object, answer = BAD, query = NEW): Rule => ({
  rule,
  call: `POST /pools${query}`,
  body: { id: 'new', vmSize: 'standard_d2s_v3', virtualMachineConfiguration: machine, ...body },
  answer,
})
const ofMachine = (rule: string, more: object, answer = BAD, query = NEW): Rule =>
  pool(rule, { virtualMachineConfiguration: { ...machine, ...more } }, answer, query)
const onPool = (rule: string, call: string, body: object, answer = BAD): Rule => ({
  rule,
  call: call.replace(' ', ' /pools/'),
  body,
  answer,
})

const nat = (...given: object[]): object => ({
  networkConfiguration: {
    endpointConfiguration: {
      inboundNATPools: given.map((more, index) => ({
        name: `nat${index}`,
        protocol: 'tcp',
        backendPort: 100 + index,
        frontendPortRangeStart: 1000 + 100 * index,
        frontendPortRangeEnd: 1050 + 100 * index,
        ...more,
      })),
    },
  },
})
const guarded = (...rules: object[]): object => ({
  networkSecurityGroupRules: rules.map((rule) => ({
    priority: 150,
    access: 'allow',
    sourceAddressPrefix: '*',
    ...rule,
  })),
})
const IN_SUBSCRIPTION = `/subscriptions/${SUBSCRIPTION}/resourceGroups/g/providers`
const addresses = (provision: string, ...ipAddressIds: string[]): object => ({
  networkConfiguration: {
    publicIPAddressConfiguration: { provision, ...(ipAddressIds.length > 0 && { ipAddressIds }) },
  },
})
const ADDRESS = `${IN_SUBSCRIPTION}/Microsoft.Network/publicIPAddresses/a`
const rolling = (rollingUpgradePolicy: object, mode = 'rolling'): object => ({
  upgradePolicy: { mode, rollingUpgradePolicy },
})
const user = (more: object): object => ({ userAccounts: [{ name: 'kim', password: 'x', ...more }] })
const blobs = (more: object): object => ({
  mountConfiguration: [
    {
      azureBlobFileSystemConfiguration: {
        accountName: 'account',
        containerName: 'c',
        relativeMountPath: 'x',
        ...more,
      },
    },
  ],
})
const nfs = (...paths: string[]): object => ({
  mountConfiguration: paths.map((relativeMountPath) => ({
    nfsMountConfiguration: { source: 'a:/b', relativeMountPath },
  })),
})
const container = (more: object): object => ({
  containerConfiguration: { type: 'dockerCompatible', ...more },
})

/** pool1 has nodes, `scaled` scales by a formula. */
export const ofPools: Sections = {
  deployment: [
    ofMachine('an image is of one kind', {
      imageReference: {
        sharedGalleryImageId: '/sharedGalleries/g/images/i/versions/1',
        communityGalleryImageId: '/communityGalleries/g/images/i/versions/1',
      },
    }),
    ofMachine('also beside one of the subscription', {
      imageReference: {
        virtualMachineImageId: `${IN_SUBSCRIPTION}/Microsoft.Compute/galleries/g/images/i`,
        communityGalleryImageId: '/communityGalleries/g/images/i/versions/1',
      },
    }),
    ofMachine('a gallery image has no offer', {
      imageReference: { communityGalleryImageId: '/communityGalleries/g/images/i', offer: 'o' },
    }),
    ofMachine('an image has a publisher', { imageReference: { ...image, publisher: '' } }, MISSING),
    ofMachine('an offer', { imageReference: { ...image, offer: undefined } }, MISSING),
    ofMachine('and a sku', { imageReference: { ...image, sku: undefined } }, MISSING),
    ofMachine('Linux is not updated as Windows', {
      windowsConfiguration: { enableAutomaticUpdates: true },
    }),
    ofMachine('an agent is of the image', { nodeAgentSKUId: 'batch.node.windows amd64' }),
    ofMachine(
      'a confidential machine says how its disk is sealed',
      {
        securityProfile: { securityType: 'confidentialVM' },
      },
      MISSING,
    ),
    ofMachine('and another does not', {
      osDisk: { managedDisk: { securityProfile: { securityEncryptionType: 'VMGuestStateOnly' } } },
    }),
    pool(
      'cloud services are gone from the newer api-versions',
      {
        virtualMachineConfiguration: undefined,
        cloudServiceConfiguration: { osFamily: '5' },
      },
      '400 InvalidRequestBody',
    ),
    pool(
      'and have families from 2 to 6',
      { virtualMachineConfiguration: undefined, cloudServiceConfiguration: { osFamily: '7' } },
      BAD,
      '',
    ),
    pool('an identity is set on Resource Manager', { identity: {} }, '400 InvalidRequestBody'),
    pool('a name is 1,024 characters at most', { displayName: 'x'.repeat(1025) }),
  ],
  size: [
    pool('low-priority targets are not negative either', { targetLowPriorityNodes: -1 }),
    pool('both kinds of nodes are counted where they talk', {
      enableInterNodeCommunication: true,
      targetDedicatedNodes: 50,
      targetLowPriorityNodes: 51,
    }),
    pool('each address leads to a hundred nodes', {
      ...addresses('usermanaged', ADDRESS),
      targetDedicatedNodes: 101,
    }),
    pool('a resize timeout is a length', { resizeTimeout: 'soon' }),
    pool('a pool that scales has no low-priority target', {
      enableAutoScale: true,
      autoScaleFormula: '$TargetDedicatedNodes=1',
      targetLowPriorityNodes: 0,
    }),
    pool('an interval is of a pool that scales', { autoScaleEvaluationInterval: 'PT10M' }),
    onPool('a resize is not negative', 'POST pool1/resize', { targetDedicatedNodes: -1 }),
    onPool('of either kind', 'POST pool1/resize', { targetLowPriorityNodes: -1 }),
    onPool('its option is one of four', 'POST pool1/resize', {
      targetDedicatedNodes: 1,
      nodeDeallocationOption: 'gently',
    }),
    onPool('a removal has five minutes at least', 'POST pool1/removenodes', {
      nodeList: ['NODE'],
      resizeTimeout: 'PT1M',
    }),
    onPool(
      'an interval alone does not start scaling',
      'POST pool1/enableautoscale',
      { autoScaleEvaluationInterval: 'PT10M' },
      MISSING,
    ),
    onPool('an interval is a week at most', 'POST pool1/enableautoscale', {
      autoScaleFormula: '$TargetDedicatedNodes=1',
      autoScaleEvaluationInterval: 'P7DT1S',
    }),
    onPool('a formula is there', 'POST scaled/evaluateautoscale', {}, MISSING),
    onPool(
      'and can be read',
      'POST scaled/evaluateautoscale',
      { autoScaleFormula: 'x = (' },
      '400 AutoScalingFormulaSyntaxError',
    ),
  ],
  network: [
    ...['', '-a', '.a', '_a', 'a-', 'a.', 'a b', 'ä'].map((name) =>
      pool(`an endpoint is not named ${JSON.stringify(name)}`, nat({ name })),
    ),
    pool('names differ by more than their case', nat({ name: 'a' }, { name: 'A' })),
    ...[0, -1, 65_536].map((backendPort) =>
      pool(`there is no port ${backendPort}`, nat({ backendPort })),
    ),
    pool('a range begins at 1', nat({ frontendPortRangeStart: 0 })),
    pool(
      'and ends at 65534',
      nat({ frontendPortRangeStart: 65_400, frontendPortRangeEnd: 65_535 }),
    ),
    pool('after it began', nat({ frontendPortRangeStart: 1100, frontendPortRangeEnd: 1000 })),
    pool(
      'ports of Azure are left out',
      nat({ frontendPortRangeStart: 55_000, frontendPortRangeEnd: 55_100 }),
    ),
    pool(
      'even amid a range',
      nat({ frontendPortRangeStart: 40_000, frontendPortRangeEnd: 60_000 }),
    ),
    pool('a protocol is one of two', nat({ protocol: 'icmp' })),
    pool('priorities are unique in the pool', nat(guarded({}), guarded({}))),
    pool(
      'rules are counted over all endpoints',
      nat(
        guarded(...Array.from({ length: 13 }, (_, n) => ({ priority: 200 + n }))),
        guarded(...Array.from({ length: 13 }, (_, n) => ({ priority: 300 + n }))),
      ),
    ),
    pool('access is one of two', nat(guarded({ access: 'maybe' }))),
    ...['', '300.1.1.1', '10.0.0.0/33', '10.0.0', 'a b', '10.0.0.1-10.0.0.9', '::/129'].map(
      (sourceAddressPrefix) =>
        pool(
          `a source is not ${JSON.stringify(sourceAddressPrefix)}`,
          nat(guarded({ sourceAddressPrefix })),
        ),
    ),
    ...[[''], ['a'], ['65536'], ['20-10'], ['-1'], ['10-20', '15'], ['*', '22'], ['22', '22']].map(
      (sourcePortRanges) =>
        pool(
          `source ports are not ${JSON.stringify(sourcePortRanges)}`,
          nat(guarded({ sourcePortRanges })),
        ),
    ),
    pool('addresses that Batch manages are not given', addresses('batchmanaged', ADDRESS)),
    pool('without addresses there is a subnet', addresses('nopublicipaddresses')),
    pool('and no address', addresses('nopublicipaddresses', ADDRESS)),
    pool('a scope is one of two', { networkConfiguration: { dynamicVNetAssignmentScope: 'all' } }),
  ],
  disks: [
    ofMachine('disks begin at 0', { dataDisks: [{ lun: -1, diskSizeGB: 1 }] }),
    ofMachine('and have a size', { dataDisks: [{ lun: 0 }] }, MISSING),
    ofMachine('caching is one of three', {
      dataDisks: [{ lun: 0, diskSizeGB: 1, caching: 'some' }],
    }),
  ],
  containers: [
    ofMachine('containers are of one of two kinds', {
      containerConfiguration: { type: 'jailCompatible' },
    }),
    ofMachine('images have names', container({ containerImageNames: [' '] }), MISSING),
    ofMachine('a registry has a user', container({ containerRegistries: [{}] }), MISSING),
    ofMachine('with a password', container({ containerRegistries: [{ username: 'a' }] }), MISSING),
    ofMachine(
      'or an identity alone',
      container({
        containerRegistries: [
          { username: 'a', password: 'x', identityReference: { resourceId: ADDRESS } },
        ],
      }),
    ),
    ofMachine(
      'each once',
      container({
        containerRegistries: [
          { username: 'a', password: 'x' },
          { username: 'b', password: 'x', registryServer: 'docker.io' },
        ],
      }),
    ),
  ],
  'upgrade policy': [
    pool('a mode is one of three', { upgradePolicy: { mode: 'never' } }),
    pool(
      'what may be unhealthy is 5 percent at least',
      rolling({ maxUnhealthyInstancePercent: 4 }),
    ),
    pool('and 100 at most', rolling({ maxUnhealthyInstancePercent: 101 })),
    pool(
      'what was upgraded may all be unhealthy',
      rolling({ maxUnhealthyUpgradedInstancePercent: 101 }),
    ),
    pool('but no less than none', rolling({ maxUnhealthyUpgradedInstancePercent: -1 })),
    pool('a pause is a length', rolling({ pauseTimeBetweenBatches: 'short' })),
    pool('zones are crossed where there are zones', rolling({ enableCrossZoneUpgrade: true })),
    pool('or not', {
      ...rolling({ enableCrossZoneUpgrade: false }),
      virtualMachineConfiguration: {
        ...machine,
        nodePlacementConfiguration: { policy: 'regional' },
      },
    }),
  ],
  'user accounts': [
    pool('uid goes with gid', user({ linuxUserConfiguration: { gid: 1 } })),
    pool(
      'one is of Linux or of Windows',
      user({
        linuxUserConfiguration: { uid: 1, gid: 1 },
        windowsUserConfiguration: { loginMode: 'batch' },
      }),
    ),
    pool('a password has no lines', user({ password: 'a\nb' })),
    pool(
      'a private key needs no password',
      user({
        linuxUserConfiguration: {
          sshPrivateKey: '-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA',
        },
      }),
    ),
    pool('an elevation is one of two', user({ elevationLevel: 'root' })),
    pool('Windows has no account for services', {
      ...user({ name: 'LocalService' }),
      virtualMachineConfiguration: windows,
    }),
  ],
  mounts: [
    pool('blobs are mounted by something', blobs({}), MISSING),
    pool('not by key and identity', blobs({ accountKey: 'k', identityReference: {} })),
    pool('nor by SAS and identity', blobs({ sasKey: 's', identityReference: {} })),
    pool('a mount is something', { mountConfiguration: [{}] }),
    ...['', '/x', '../x', 'x/../y', 'x/..', './x', 'x//y', 'x/', 'x\0'].map((path) =>
      pool(`it is not at ${JSON.stringify(path)}`, nfs(path)),
    ),
  ],
  'changes of a pool': [
    ...Object.entries({
      displayName: 'x',
      vmSize: 'standard_d4s_v3',
      enableInterNodeCommunication: true,
      taskSchedulingPolicy: { nodeFillType: 'pack' },
      virtualMachineConfiguration: machine,
      networkConfiguration: {},
      userAccounts: [],
      mountConfiguration: [],
      upgradePolicy: { mode: 'manual' },
    }).flatMap(([name, value]) => [
      onPool(`with nodes a pool keeps its ${name}`, `PATCH pool1${NEW}`, { [name]: value }),
      onPool(
        `which older api-versions do not change at all: ${name}`,
        'PATCH pool1',
        { [name]: value },
        '400 InvalidRequestBody',
      ),
    ]),
    onPool('packages are ten at most', 'PATCH pool1', {
      applicationPackageReferences: Array.from({ length: 11 }, (_, n) => ({
        applicationId: `${n}`,
      })),
    }),
    onPool('also in an update', 'POST pool1/updateproperties', {
      metadata: [],
      certificateReferences: [],
      applicationPackageReferences: Array.from({ length: 11 }, (_, n) => ({
        applicationId: `${n}`,
      })),
    }),
    onPool(
      'and there',
      'POST pool1/updateproperties',
      {
        metadata: [],
        certificateReferences: [],
        applicationPackageReferences: [{ applicationId: 'none' }],
      },
      '409 InvalidApplicationPackageReferences',
    ),
    onPool(
      'metadata has names',
      'PATCH pool1',
      { metadata: [{ name: '', value: 'x' }] },
      '400 EmptyMetadataKey',
    ),
    onPool('a start task is of a user of the pool', 'PATCH pool1', {
      startTask: { commandLine: 'x', userIdentity: { username: 'stranger' } },
    }),
    onPool(
      'a removal is of nodes that are there',
      'POST pool1/removenodes',
      { nodeList: ['NODE', 'none'] },
      '404 NodeNotFound',
    ),
  ],
}
