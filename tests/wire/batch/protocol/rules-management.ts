// What Microsoft.Batch refuses on Resource Manager, as data. Paths are below the account's.
import { anotherCertificate, certificate } from '#testing/certificates.ts'
import { BAD, MISSING, type Rule } from './rules.ts'

const properties = {
  vmSize: 'STANDARD_D2S_V3',
  deploymentConfiguration: {
    virtualMachineConfiguration: {
      imageReference: {
        publisher: 'canonical',
        offer: '0001-com-ubuntu-server-jammy',
        sku: '22_04-lts',
      },
      nodeAgentSkuId: 'batch.node.ubuntu 22.04',
    },
  },
}

const arm = (rule: string, call: string, body: object | undefined, answer: string): Rule => ({
  rule,
  call: call.replace(' ', ' ARM'),
  ...(body && { body }),
  answer,
})
const pool = (rule: string, more: object, answer = BAD): Rule =>
  arm(rule, 'PUT /pools/new', { properties: { ...properties, ...more } }, answer)
const onPool = (rule: string, more: object, answer = BAD): Rule =>
  arm(rule, 'PATCH /pools/pool1', { properties: more }, answer)

const fixed = (of: object) => ({ scaleSettings: { fixedScale: of } })
const auto = (of: object) => ({ scaleSettings: { autoScale: of } })
const formula = '$TargetDedicatedNodes=1'
const cer = { format: 'Cer', data: certificate.cer }

/** The pool has nodes; the application `app` has no package. */
export const management: readonly Rule[] = [
  pool('a pool has a size', { vmSize: undefined }, MISSING),
  pool('that is known', { vmSize: 'ENORMOUS' }),
  pool('and is made of something', { deploymentConfiguration: undefined }, MISSING),
  pool('slots are 256 at most', { taskSlotsPerNode: 257 }),
  pool('and four a core', { taskSlotsPerNode: 9 }),
  pool(
    'a resize takes five minutes at least',
    fixed({ targetDedicatedNodes: 1, resizeTimeout: 'PT1M' }),
  ),
  pool('a fixed size is a number of nodes', fixed({}), MISSING),
  pool('targets are not negative', fixed({ targetDedicatedNodes: -1 })),
  pool('a pool scales in one way', { scaleSettings: { fixedScale: {}, autoScale: { formula } } }),
  pool('by a formula', auto({}), MISSING),
  pool('that can be read', auto({ formula: 'x =' }), '400 AutoScalingFormulaSyntaxError'),
  pool('and is short', auto({ formula: `//${'x'.repeat(8192)}` }), '400 AutoScalingFormulaTooLong'),
  pool('evaluated every five minutes at most', auto({ formula, evaluationInterval: 'PT4M' })),
  pool('metadata has names', { metadata: [{ name: '', value: 'x' }] }, '400 EmptyMetadataKey'),
  pool('user names are unique', {
    userAccounts: ['a', 'A'].map((name) => ({ name, password: 'x' })),
  }),
  pool('a start task runs something', { startTask: { commandLine: ' ' } }),
  pool(
    'packages are there',
    { applicationPackages: [{ id: 'ACCOUNT/applications/app', version: '1' }] },
    '409 InvalidApplicationPackageReferences',
  ),
  pool(
    'and so are certificates',
    { certificates: [{ id: `ACCOUNT/certificates/sha1-${anotherCertificate.thumbprint}` }] },
    '400 InvalidCertificateReferences',
  ),
  onPool(
    'what a pool is made of stays',
    { vmSize: 'STANDARD_D4S_V3' },
    '400 PropertyCannotBeUpdated',
  ),
  onPool('as long as it has nodes', { taskSlotsPerNode: 2 }, '400 PropertyCannotBeUpdated'),
  arm('a pool is there', 'GET /pools/none', undefined, '404 ResourceNotFound'),
  arm('to be changed', 'PATCH /pools/none', { properties: {} }, '404 ResourceNotFound'),
  arm(
    'a pool that does not resize cannot stop',
    'POST /pools/pool1/stopResize',
    {},
    '409 OperationInvalidForCurrentState',
  ),
  arm('an application is there', 'GET /applications/none', undefined, '404 ApplicationNotFound'),
  arm(
    'with the default version that it is to have',
    'PATCH /applications/app',
    { properties: { defaultVersion: '2' } },
    '404 ApplicationPackageNotFound',
  ),
  arm(
    'a package is there',
    'GET /applications/app/versions/1',
    undefined,
    '404 ApplicationPackageNotFound',
  ),
  arm(
    'to be made ready',
    'POST /applications/app/versions/1/activate',
    { format: 'zip' },
    '404 ApplicationPackageNotFound',
  ),
  arm(
    'an account without storage has none',
    'PUT /applications/app/versions/1',
    {},
    '400 InvalidRestAPIForAccountSetting',
  ),
  arm(
    'a certificate is there',
    `GET /certificates/sha1-${anotherCertificate.thumbprint}`,
    undefined,
    '404 ResourceNotFound',
  ),
  arm(
    'by the name that it has',
    `PUT /certificates/sha1-${anotherCertificate.thumbprint}`,
    { properties: cer },
    BAD,
  ),
  arm(
    'which says SHA-1',
    `PUT /certificates/md5-${certificate.thumbprint}`,
    { properties: cer },
    BAD,
  ),
  arm('a key has one of two names', 'POST /regenerateKeys', { keyName: 'Third' }, BAD),
  arm('a member is known', 'PATCH ', { nope: 1 }, '400 InvalidRequestContent'),
  arm('and one of the properties', 'PATCH ', { properties: { nope: 1 } }, '400 InvalidRequestBody'),
]
