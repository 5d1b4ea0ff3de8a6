// What a client may set of a pool: checked, and filled with the defaults that Batch shows.
import { type Catalogues, howToAdd } from '#catalogues/catalogues.ts'
import type { components } from '#contract/batch/types.ts'
import { autoScaleOf } from '../autoscale/autoscale.rules.ts'
import { batchError } from '../errors.ts'
import { checkedOs } from '../images/supported-images.ts'
import { notServed } from '../not-served.ts'
import { invalidProperty, missingProperty, refusal } from '../refusals.ts'
import { durationMs } from '../wire/duration.ts'
import { checkNetwork } from './network.rules.ts'
import type { PoolSettings, PoolSize } from './pool.ts'
import { startTaskOf } from './start-task.settings.ts'
import { coresOf, isKnownSize } from './vm-sizes.ts'

type Schemas = components['schemas']
type Sent = Partial<Schemas['PoolAddParameter']>
type DataDisk = Schemas['DataDisk']

const RESIZE_TIMEOUT_MS = 15 * 60_000
const LEAST_TIMEOUT_MS = 5 * 60_000
const SLOTS_PER_CORE = 4
const MOST_SLOTS = 256
/** Nodes of a pool whose nodes speak with each other. */
const MOST_INTER_NODE = 100

/** How settings came: some are taken only from callers, or by api-versions, that may send them. */
export interface Asking {
  readonly isByToken: boolean
  readonly apiVersion: string
  /** The account's. */
  readonly subscriptionId: string
  /** Whether an image may be one that is in no gallery. */
  readonly takesManagedImages: boolean
  readonly catalogues: Catalogues
}

/** All settings of a new pool. Throws the refusal that names what is at fault. */
export function settingsOf(sent: Schemas['PoolAddParameter'], asked: Asking): PoolSettings {
  refuseLater(sent)
  const { virtualMachineConfiguration, cloudServiceConfiguration } = sent
  if (virtualMachineConfiguration && cloudServiceConfiguration) {
    throw invalidProperty(
      'cloudServiceConfiguration',
      'It cannot be combined with virtualMachineConfiguration',
    )
  }
  if (!virtualMachineConfiguration && !cloudServiceConfiguration) {
    throw missingProperty('virtualMachineConfiguration')
  }
  const autoScale = autoScaleOf(sent)
  const settings: PoolSettings = {
    vmSize: sent.vmSize.toLowerCase(),
    taskSlotsPerNode: 1,
    taskSchedulingPolicy: { nodeFillType: 'spread' },
    enableAutoScale: autoScale !== undefined,
    ...(autoScale && { autoScale }),
    enableInterNodeCommunication: false,
    ...(sent.applicationLicenses && { applicationLicenses: sent.applicationLicenses }),
  }
  return changedSettings(settings, sent, asked)
}

const KEPT = [
  'displayName',
  'taskSlotsPerNode',
  'enableInterNodeCommunication',
  'taskSchedulingPolicy',
  'metadata',
  'targetNodeCommunicationMode',
  'resourceTags',
] as const satisfies readonly (keyof Sent & keyof PoolSettings)[]

/** The settings with what was sent in place of what was; each property is replaced as a whole. */
export function changedSettings(settings: PoolSettings, sent: Sent, asked: Asking): PoolSettings {
  refuseLater(sent)
  const kept = Object.fromEntries(
    KEPT.filter((name) => sent[name] !== undefined).map((name) => [name, sent[name]]),
  )
  const next: PoolSettings = {
    ...settings,
    ...kept,
    ...(sent.vmSize !== undefined && { vmSize: checkedSize(sent.vmSize, asked) }),
    ...(sent.virtualMachineConfiguration && {
      virtualMachineConfiguration: virtualMachineOf(sent.virtualMachineConfiguration, asked),
    }),
    ...(sent.cloudServiceConfiguration && {
      cloudServiceConfiguration: cloudServiceOf(sent.cloudServiceConfiguration),
    }),
    ...(sent.networkConfiguration && {
      networkConfiguration: networkOf(sent.networkConfiguration, asked),
    }),
    ...(sent.startTask && { startTask: startTaskOf(sent.startTask) }),
    ...(sent.certificateReferences && {
      certificateReferences: sent.certificateReferences.map(certificateOf),
    }),
    ...(sent.userAccounts && { userAccounts: sent.userAccounts.map(userAccountOf) }),
    ...(sent.upgradePolicy && { upgradePolicy: upgradePolicyOf(sent.upgradePolicy) }),
  }
  checkWhole(next, asked)
  return next
}

/** The size as it is shown, or the refusal of one that no catalogue has. */
function checkedSize(vmSize: string, { catalogues }: Asking): string {
  if (isKnownSize(catalogues, vmSize)) return vmSize.toLowerCase()
  const reason = `The specified vmSize is not valid. ${howToAdd('vmSizes')}`
  throw invalidProperty('vmSize', reason, vmSize)
}

/** Refuses what is left for later, by its name. */
function refuseLater(sent: Sent): void {
  const lists = ['applicationPackageReferences', 'mountConfiguration'] as const
  const list = lists.find((name) => sent[name]?.length)
  if (list) throw notServed(`pool.${list}`)
}

/** What only the settings together can break. */
function checkWhole(settings: PoolSettings, { catalogues }: Asking): void {
  const { vmSize, taskSlotsPerNode, userAccounts = [], metadata = [] } = settings
  const mostSlots = Math.min(MOST_SLOTS, SLOTS_PER_CORE * coresOf(catalogues, vmSize))
  if (taskSlotsPerNode > mostSlots) {
    throw invalidProperty(
      'taskSlotsPerNode',
      `A node of size ${vmSize} has at most ${mostSlots} task slots`,
      taskSlotsPerNode,
    )
  }
  const names = userAccounts.map(({ name }) => name.toLowerCase())
  if (new Set(names).size < names.length) {
    throw invalidProperty('userAccounts', 'Names of user accounts must be unique')
  }
  const user = settings.startTask?.userIdentity?.username
  if (user !== undefined && !names.includes(user.toLowerCase())) {
    throw invalidProperty(
      'startTask.userIdentity.username',
      'The pool has no such user account',
      user,
    )
  }
  if (metadata.some(({ name }) => name === '')) throw batchError('EmptyMetadataKey')
  const upgrades = settings.upgradePolicy?.automaticOSUpgradePolicy?.enableAutomaticOSUpgrade
  const windows = settings.virtualMachineConfiguration?.windowsConfiguration
  if (upgrades && windows?.enableAutomaticUpdates) {
    throw invalidProperty(
      'upgradePolicy.automaticOSUpgradePolicy.enableAutomaticOSUpgrade',
      'It cannot be combined with enableAutomaticUpdates of Windows',
    )
  }
}

const MACHINE = 'virtualMachineConfiguration'

function virtualMachineOf(
  sent: Schemas['VirtualMachineConfiguration'],
  asked: Asking,
): Schemas['VirtualMachineConfiguration'] {
  if (sent.containerConfiguration) throw laterOf('containerConfiguration')
  if (sent.extensions?.length) throw laterOf('extensions')
  const imageReference = imageOf(sent.imageReference, asked)
  const os = checkedOs(sent, asked.catalogues)
  if (os === 'linux' && sent.windowsConfiguration) {
    throw invalidProperty(`${MACHINE}.windowsConfiguration`, 'It is only for Windows images')
  }
  const luns = (sent.dataDisks ?? []).map(({ lun }) => lun)
  if (new Set(luns).size < luns.length) {
    throw invalidProperty(`${MACHINE}.dataDisks.lun`, 'Each data disk must have a lun of its own')
  }
  return {
    ...sent,
    imageReference,
    ...(sent.dataDisks && {
      dataDisks: sent.dataDisks.map(dataDiskOf),
    }),
  }
}

/** Newer api-versions have the kind of storage within the managed disk, older ones beside it. */
function dataDiskOf(sent: DataDisk): DataDisk {
  const storageAccountType =
    sent.managedDisk?.storageAccountType ?? sent.storageAccountType ?? 'standard_lrs'
  const managedDisk = { ...sent.managedDisk, storageAccountType }
  return { caching: 'none', ...sent, storageAccountType, managedDisk }
}

const laterOf = (name: 'containerConfiguration' | 'extensions') =>
  notServed(`virtualMachineConfiguration.${name}`, `${MACHINE}.${name}`)

const OWN_IMAGES = [
  'virtualMachineImageId',
  'sharedGalleryImageId',
  'communityGalleryImageId',
] as const

const IMAGE = `${MACHINE}.imageReference`
const MARKETPLACE = ['publisher', 'offer', 'sku', 'version'] as const

function imageOf(sent: Schemas['ImageReference'], asked: Asking): Schemas['ImageReference'] {
  const own = OWN_IMAGES.find((name) => sent[name] !== undefined)
  if (own) {
    const beside = MARKETPLACE.find((name) => sent[name] !== undefined)
    if (beside === 'version' || (beside && !sent.publisher)) {
      // The words are recorded.
      const reason = `Specified property ${beside} can only have a value when publisher is set.`
      throw invalidProperty(`${IMAGE}.${beside}`, reason, sent[beside])
    }
    if (beside) throw invalidProperty(`${IMAGE}.${beside}`, `It cannot be combined with ${own}`)
    // Recorded: what the value says comes before who sends it.
    checkImageId(sent.virtualMachineImageId, asked)
    if (!asked.isByToken) throw needsToken(own)
    return sent
  }
  for (const name of ['publisher', 'offer', 'sku'] as const) {
    if (!sent[name]) throw missingProperty(`${IMAGE}.${name}`)
  }
  return { ...sent, version: sent.version ?? 'latest' }
}

const COMPUTE =
  '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Compute'
const GALLERY = `${COMPUTE}/galleries/{galleryName}/images/{galleryImageName}`
const MANAGED_IMAGE = `${COMPUTE}/images/{imageName}`
const IMAGE_IDS = [MANAGED_IMAGE, `${GALLERY}/versions/{galleryImageVersionName}`, GALLERY]

const hasForm = (id: string, form: string): boolean =>
  new RegExp(`^${form.replace(/\{\w+\}/g, '[^/]+')}$`, 'i').test(id)

function checkImageId(id: string | undefined, { takesManagedImages }: Asking): void {
  const forms = takesManagedImages ? IMAGE_IDS : IMAGE_IDS.slice(1)
  if (id === undefined || forms.some((form) => hasForm(id, form))) return
  // The words are recorded.
  const [image, version, latest] = IMAGE_IDS
  const reason = `The specified resource id must be of the format ${image}, ${version}, or ${latest}`
  throw invalidProperty(`${IMAGE}.virtualMachineImageId`, reason, id)
}

/** Azure takes what names resources of a subscription only from callers that it knows there. */
const needsToken = (property: string) =>
  refusal('AuthenticationFailed', {
    AuthenticationErrorDetail: `The property '${property}' names a linked resource, which needs Microsoft Entra authentication.`,
  })

const OS_FAMILIES: readonly string[] = ['2', '3', '4', '5', '6']

function cloudServiceOf(
  sent: Schemas['CloudServiceConfiguration'],
): Schemas['CloudServiceConfiguration'] {
  if (!OS_FAMILIES.includes(sent.osFamily)) {
    throw invalidProperty(
      'cloudServiceConfiguration.osFamily',
      'It must be between 2 and 6',
      sent.osFamily,
    )
  }
  return { ...sent, osVersion: sent.osVersion ?? '*' }
}

function networkOf(
  sent: Schemas['NetworkConfiguration'],
  asked: Asking,
): Schemas['NetworkConfiguration'] {
  checkNetwork(sent, asked)
  if (sent.subnetId !== undefined && !asked.isByToken) throw needsToken('subnetId')
  const pools = sent.endpointConfiguration?.inboundNATPools
  // Both defaults are recorded.
  return {
    dynamicVNetAssignmentScope: 'none',
    ...sent,
    ...(pools && { endpointConfiguration: { inboundNATPools: pools.map(withPorts) } }),
  }
}

type NatPool = NonNullable<
  NonNullable<Schemas['NetworkConfiguration']['endpointConfiguration']>['inboundNATPools']
>[number]

const withPorts = ({ networkSecurityGroupRules: rules, ...pool }: NatPool): NatPool => ({
  ...pool,
  ...(rules && {
    networkSecurityGroupRules: rules.map((rule) => ({
      ...rule,
      sourcePortRanges: rule.sourcePortRanges ?? ['*'],
    })),
  }),
})

const certificateOf = (sent: Schemas['CertificateReference']): Schemas['CertificateReference'] => ({
  ...sent,
  thumbprint: sent.thumbprint.replace(/\s/g, '').toLowerCase(),
  storeLocation: sent.storeLocation ?? 'currentuser',
  storeName: sent.storeName ?? 'My',
  visibility: sent.visibility ?? ['starttask', 'task', 'remoteuser'],
})

function userAccountOf(sent: Schemas['UserAccount']): Schemas['UserAccount'] {
  const { uid, gid } = sent.linuxUserConfiguration ?? {}
  if ((uid === undefined) !== (gid === undefined)) {
    throw invalidProperty(
      'userAccounts.linuxUserConfiguration',
      'uid and gid must be given together',
    )
  }
  if (sent.linuxUserConfiguration && sent.windowsUserConfiguration) {
    throw invalidProperty(
      'userAccounts.windowsUserConfiguration',
      'It cannot be combined with one for Linux',
    )
  }
  return { ...sent, elevationLevel: sent.elevationLevel ?? 'nonadmin' }
}

function upgradePolicyOf(sent: Schemas['UpgradePolicy']): Schemas['UpgradePolicy'] {
  const { maxBatchInstancePercent: batch, maxUnhealthyInstancePercent: unhealthy } =
    sent.rollingUpgradePolicy ?? {}
  if (batch !== undefined && unhealthy !== undefined && batch > unhealthy) {
    throw invalidProperty(
      'upgradePolicy.rollingUpgradePolicy.maxBatchInstancePercent',
      'It must not be more than maxUnhealthyInstancePercent',
      batch,
    )
  }
  const pause = sent.rollingUpgradePolicy?.pauseTimeBetweenBatches
  if (pause !== undefined && durationMs(pause) === undefined) {
    const path = 'upgradePolicy.rollingUpgradePolicy.pauseTimeBetweenBatches'
    throw invalidProperty(path, 'The value is not a duration', pause)
  }
  return sent
}

/** How many nodes a new pool is to have: recorded, that it has none where nobody says. */
export function firstSizeOf(sent: Wanted, settings: PoolSettings): PoolSize {
  const isSaid =
    sent.targetDedicatedNodes !== undefined || sent.targetLowPriorityNodes !== undefined
  return sizeOf(isSaid ? sent : { ...sent, targetDedicatedNodes: 0 }, settings)
}

type Wanted = Pick<Sent, 'targetDedicatedNodes' | 'targetLowPriorityNodes' | 'resizeTimeout'>

/** How many nodes are wanted. What is not sent stays as it is. */
export function sizeOf(
  sent: Wanted,
  settings: PoolSettings,
  before: Omit<PoolSize, 'resizeTimeoutMs'> = noNodes,
): PoolSize {
  const { targetDedicatedNodes: dedicated, targetLowPriorityNodes: lowPriority } = sent
  if (dedicated === undefined && lowPriority === undefined) {
    throw missingProperty('targetDedicatedNodes')
  }
  for (const name of ['targetDedicatedNodes', 'targetLowPriorityNodes'] as const) {
    if ((sent[name] ?? 0) < 0) throw invalidProperty(name, 'It must not be negative', sent[name])
  }
  const size = {
    targetDedicatedNodes: dedicated ?? before.targetDedicatedNodes,
    targetLowPriorityNodes: lowPriority ?? before.targetLowPriorityNodes,
    resizeTimeoutMs: resizeTimeoutMs(sent.resizeTimeout),
  }
  const total = size.targetDedicatedNodes + size.targetLowPriorityNodes
  if (settings.enableInterNodeCommunication && total > MOST_INTER_NODE) {
    throw invalidProperty(
      'targetDedicatedNodes',
      `A pool with inter-node communication has at most ${MOST_INTER_NODE} nodes`,
      total,
    )
  }
  return size
}

const noNodes = { targetDedicatedNodes: 0, targetLowPriorityNodes: 0 }

export function resizeTimeoutMs(sent: string | undefined): number {
  if (sent === undefined) return RESIZE_TIMEOUT_MS
  const ms = durationMs(sent)
  if (ms === undefined || ms < LEAST_TIMEOUT_MS) {
    throw invalidProperty('resizeTimeout', 'It must be a duration of at least 5 minutes', sent)
  }
  return ms
}

/** Refuses another pool where the account has as many as it may. */
export const refuseBeyondQuota = (count: number, quota: number): void => {
  if (count >= quota) throw batchError('PoolQuotaReached')
}
