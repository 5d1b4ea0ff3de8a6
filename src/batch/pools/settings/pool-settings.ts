// What a client may set of a pool: checked, and filled with the defaults that Batch shows.

import { howToAdd } from '#catalogues/catalogues.ts'
import type { components } from '#contract/batch/types.ts'
import { checkPackageReferences } from '../../applications/package-reference.rules.ts'
import { autoScaleOf } from '../../autoscale/autoscale.rules.ts'
import { batchError } from '../../errors.ts'
import { checkMounts } from '../../mounts/mount.rules.ts'
import { invalidProperty, missingProperty } from '../../refusals.ts'
import { durationMs } from '../../wire/duration.ts'
import type { PoolSettings, PoolSize } from '../pool.ts'
import { coresOf, isKnownSize } from '../vm-sizes.ts'
import { checkAccountName } from './account-name.rules.ts'
import { checkPassword, checkPrivateKey } from './account-secrets.rules.ts'
import type { Asking } from './asking.ts'
import { checkSize } from './most-nodes.ts'
import { checkNetwork } from './network.rules.ts'
import { startTaskOf } from './start-task-settings.ts'
import { isLinux } from './system.ts'
import { needsToken, virtualMachineOf } from './virtual-machine-settings.ts'

type Schemas = components['schemas']
type Sent = Partial<Schemas['PoolAddParameter']>

const RESIZE_TIMEOUT_MS = 15 * 60_000
const LEAST_TIMEOUT_MS = 5 * 60_000
const SLOTS_PER_CORE = 4
const MOST_SLOTS = 256

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
    ...(sent.vmSize !== undefined && {
      vmSize: checkedSize(sent.vmSize, { ...settings, ...sent }, asked),
    }),
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
    ...(sent.applicationPackageReferences && {
      applicationPackageReferences: sent.applicationPackageReferences,
    }),
    ...(sent.mountConfiguration && { mountConfiguration: sent.mountConfiguration }),
    ...(sent.userAccounts && { userAccounts: sent.userAccounts.map(userAccountOf) }),
    ...(sent.upgradePolicy && { upgradePolicy: upgradePolicyOf(sent.upgradePolicy) }),
  }
  checkWhole(next, asked)
  return next
}

/** The size as it is shown, or the refusal of one that the catalogue has not for such pools. */
function checkedSize(
  vmSize: string,
  pool: Parameters<typeof isKnownSize>[2],
  { catalogues }: Asking,
): string {
  if (isKnownSize(catalogues, vmSize, pool)) return vmSize.toLowerCase()
  const reason = `The specified vmSize is not valid. ${howToAdd('vmSizes')}`
  throw invalidProperty('vmSize', reason, vmSize)
}

/** Refuses what is left for later, by its name. */
function refuseLater(sent: Sent): void {
  checkMounts(sent.mountConfiguration ?? [])
  checkPackageReferences('applicationPackageReferences', sent.applicationPackageReferences)
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
  for (const { name } of userAccounts) {
    checkAccountName('userAccounts.name', name, isLinux(settings))
  }
  const names = userAccounts.map(({ name }) => name.toLowerCase())
  if (new Set(names).size < names.length) {
    throw invalidProperty('userAccounts', 'Names of user accounts must be unique')
  }
  if (isLinux(settings) && userAccounts.some((user) => user.windowsUserConfiguration)) {
    throw invalidProperty('userAccounts.windowsUserConfiguration', 'It is only for Windows nodes')
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
  checkUpgrades(settings)
}

/** What the upgrades of a pool need of its machines. */
function checkUpgrades({ upgradePolicy, virtualMachineConfiguration }: PoolSettings): void {
  const upgrades = upgradePolicy?.automaticOSUpgradePolicy?.enableAutomaticOSUpgrade
  const windows = virtualMachineConfiguration?.windowsConfiguration
  if (upgrades && windows?.enableAutomaticUpdates) {
    throw invalidProperty(
      'upgradePolicy.automaticOSUpgradePolicy.enableAutomaticOSUpgrade',
      'It cannot be combined with enableAutomaticUpdates of Windows',
    )
  }
  const crosses = upgradePolicy?.rollingUpgradePolicy?.enableCrossZoneUpgrade
  const placement = virtualMachineConfiguration?.nodePlacementConfiguration?.policy ?? 'regional'
  if (crosses !== undefined && placement !== 'zonal') {
    const path = 'upgradePolicy.rollingUpgradePolicy.enableCrossZoneUpgrade'
    throw invalidProperty(path, 'It needs the placement policy zonal', crosses)
  }
}

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
  if (sent.name === '') throw missingProperty('userAccounts.name')
  if (sent.password === '') throw missingProperty('userAccounts.password')
  checkPassword('userAccounts.password', sent.password)
  const { uid, gid, sshPrivateKey } = sent.linuxUserConfiguration ?? {}
  if (sshPrivateKey !== undefined) {
    checkPrivateKey('userAccounts.linuxUserConfiguration.sshPrivateKey', sshPrivateKey)
  }
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

/** How many nodes a new pool is to have: recorded, that it has none where the request does not say. */
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
  checkSize(settings, size)
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
