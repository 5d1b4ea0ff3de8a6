// A pool as ARM has it: what was sent, in the data plane's terms, and what is shown.

import { checkIdentities } from '#arm/identities.ts'
import type { components } from '#contract/batch/types.ts'
import type { components as ArmComponents } from '#contract/batch-management/types.ts'
import { toNetIso } from '#kernel/instant.ts'
import { ACCOUNT_TYPE, type AccountResource } from '../../accounts/account.ts'
import { certificateId } from '../../certificates/certificate.commands.ts'
import type { AutoScaleRun, Pool, PoolSettings } from '../../pools/pool.ts'
import { type NodeTotals, publicSettings, versionOf } from '../../pools/pool.wire.ts'
import type { BatchPorts } from '../../ports.ts'
import { invalidProperty, missingProperty } from '../../refusals.ts'
import { withoutPoolSecrets } from '../../secrets.wire.ts'
import { durationText } from '../../wire/duration.ts'
import { armWord, armWords, dataWords } from './arm-pool-words.ts'

type Sent = Partial<components['schemas']['PoolAddParameter']>
export type ArmProperties = NonNullable<ArmComponents['schemas']['Pool']['properties']>

/** What both planes have under the same name. */
const SAME_ON_BOTH_PLANES = [
  'displayName',
  'vmSize',
  'taskSlotsPerNode',
  'taskSchedulingPolicy',
  'networkConfiguration',
  'userAccounts',
  'metadata',
  'startTask',
  'applicationLicenses',
  'mountConfiguration',
  'targetNodeCommunicationMode',
  'upgradePolicy',
  'resourceTags',
] as const

/** The settings that were sent, as the data plane would have been sent them. */
export function sentSettings(properties: ArmProperties): Sent {
  const sent = dataWords(properties) as ArmProperties & Sent
  const { deploymentConfiguration: deployment, scaleSettings, certificates } = properties
  const same = SAME_ON_BOTH_PLANES.filter((name) => sent[name] !== undefined).map((name) => [
    name,
    sent[name],
  ])
  const machine = deployment?.virtualMachineConfiguration
  const service = deployment?.cloudServiceConfiguration
  return {
    ...(Object.fromEntries(same) as Sent),
    ...(machine && { virtualMachineConfiguration: machineIn(machine) }),
    ...(service && { cloudServiceConfiguration: { ...service } }),
    ...(properties.interNodeCommunication && {
      enableInterNodeCommunication: properties.interNodeCommunication === 'Enabled',
    }),
    ...(certificates && { certificateReferences: certificates.map(certificateIn) }),
    ...(properties.applicationPackages && {
      applicationPackageReferences: properties.applicationPackages.map(({ id, version }) => ({
        applicationId: id,
        ...(version === undefined ? {} : { version }),
      })),
    }),
    ...(scaleSettings?.autoScale && {
      enableAutoScale: true,
      autoScaleFormula: scaleSettings.autoScale.formula,
      ...(scaleSettings.autoScale.evaluationInterval !== undefined && {
        autoScaleEvaluationInterval: scaleSettings.autoScale.evaluationInterval,
      }),
    }),
  }
}

type ArmMachine = ArmComponents['schemas']['VirtualMachineConfiguration']

function machineIn(machine: ArmMachine): NonNullable<Sent['virtualMachineConfiguration']> {
  const { id, ...image } = machine.imageReference
  return {
    ...(dataWords(machine) as NonNullable<Sent['virtualMachineConfiguration']>),
    imageReference: id === undefined ? image : { ...image, virtualMachineImageId: id },
  }
}

function certificateIn(
  reference: NonNullable<ArmProperties['certificates']>[number],
): components['schemas']['CertificateReference'] {
  const { id, ...rest } = reference
  const found = /\/certificates\/(\w+)-(\w+)$/i.exec(id)
  if (!found) throw invalidProperty('id', 'It must be the resource id of a certificate', id)
  const [, thumbprintAlgorithm, thumbprint] = found
  return {
    ...(dataWords(rest) as object),
    thumbprint: thumbprint!,
    thumbprintAlgorithm: thumbprintAlgorithm!.toLowerCase(),
  }
}

type ArmIdentity = NonNullable<ArmComponents['schemas']['Pool']['identity']>

/** The identities that were sent; one that the pool has already keeps its ids. */
export function identityIn(
  { newId }: Pick<BatchPorts, 'newId'>,
  { type, userAssignedIdentities = {} }: ArmIdentity,
  before: PoolSettings['identity'],
): NonNullable<PoolSettings['identity']> {
  const ids = Object.keys(userAssignedIdentities)
  if (type === 'None') return { type }
  if (ids.length === 0) throw missingProperty('userAssignedIdentities')
  checkIdentities(ids)
  const known = new Map(
    before?.userAssignedIdentities?.map((each) => [each.resourceId.toLowerCase(), each]),
  )
  return {
    type,
    userAssignedIdentities: ids.map((resourceId) => ({
      principalId: newId(),
      clientId: newId(),
      ...known.get(resourceId.toLowerCase()),
      resourceId,
    })),
  }
}

/** What was sent with the identities that the pool has beside it. */
export function withKept(sent: ArmIdentity, before: PoolSettings['identity']): ArmIdentity {
  const named = Object.keys(sent.userAssignedIdentities ?? {})
  if (sent.type === 'None' || named.length === 0) return sent
  const ids = new Set(named.map((id) => id.toLowerCase()))
  const others = (before?.userAssignedIdentities ?? []).filter(
    ({ resourceId }) => !ids.has(resourceId.toLowerCase()),
  )
  const kept = Object.fromEntries(others.map(({ resourceId }) => [resourceId, {}]))
  return { ...sent, userAssignedIdentities: { ...kept, ...sent.userAssignedIdentities } }
}

const shownIdentity = ({
  type,
  userAssignedIdentities: all,
}: NonNullable<PoolSettings['identity']>): ArmIdentity => ({
  type,
  ...(all && {
    userAssignedIdentities: Object.fromEntries(
      all.map(({ resourceId, ...ids }) => [resourceId, ids]),
    ),
  }),
})

/** Recorded with quotes, and without the mark of a weak tag. */
export const armEtagOf = (pool: Pool): string => `"${versionOf(pool).etag}"`

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

export function presentArmPool(
  account: Pick<AccountResource, 'id'>,
  pool: Pool,
  totals: NodeTotals,
): Readonly<Record<string, unknown>> {
  const etag = armEtagOf(pool)
  return {
    id: `${account.id}/pools/${pool.id}`,
    name: pool.id,
    type: `${ACCOUNT_TYPE}/pools`,
    etag,
    ...(pool.settings.identity && { identity: shownIdentity(pool.settings.identity) }),
    ...(pool.settings.tags && { tags: pool.settings.tags }),
    properties: {
      ...shownSettings(account, pool),
      lastModified: toNetIso(pool.lastModified),
      creationTime: toNetIso(pool.creationTime),
      provisioningState: pool.state === 'deleting' ? 'Deleting' : 'Succeeded',
      provisioningStateTransitionTime: toNetIso(pool.stateTransitionTime),
      allocationState: capital(pool.allocationState),
      allocationStateTransitionTime: toNetIso(pool.allocationStateTransitionTime),
      currentDedicatedNodes: totals.dedicated,
      currentLowPriorityNodes: totals.lowPriority,
      ...(totals.dedicated + totals.lowPriority > 0 && { currentNodeCommunicationMode: 'Classic' }),
      scaleSettings: scaleOf(pool),
      ...(pool.autoScaleRun && { autoScaleRun: shownRun(pool.autoScaleRun) }),
      ...(pool.lastResize && { resizeOperationStatus: resizeStatus(pool, pool.lastResize) }),
    },
  }
}

const scaleOf = (pool: Pool) => {
  const { autoScale } = pool.settings
  if (!autoScale) return { fixedScale: targetsOf(pool) }
  const evaluationInterval = durationText(autoScale.intervalMs)
  return { autoScale: { formula: autoScale.formula, evaluationInterval } }
}

const shownRun = ({ timestamp, results, error }: AutoScaleRun) => ({
  evaluationTime: timestamp,
  ...(results !== undefined && { results }),
  ...(error && {
    error: {
      code: error.code ?? '',
      message: error.message ?? '',
      details: (error.values ?? []).map(({ name = '', value = '' }) => ({
        code: name,
        message: value,
      })),
    },
  }),
})

const targetsOf = ({ size }: Pool) => ({
  targetDedicatedNodes: size.targetDedicatedNodes,
  targetLowPriorityNodes: size.targetLowPriorityNodes,
  resizeTimeout: durationText(size.resizeTimeoutMs),
})

const resizeStatus = (pool: Pool, { startTime, option }: NonNullable<Pool['lastResize']>) => ({
  ...targetsOf(pool),
  nodeDeallocationOption: armWord('nodeDeallocationOption', option),
  startTime: toNetIso(startTime),
  ...(pool.resizeErrors.length > 0 && {
    errors: pool.resizeErrors.map(({ code = '', message = '', values = [] }) => ({
      code,
      message,
      ...(values.length > 0 && {
        details: values.map(({ name = '', value = '' }) => ({ code: name, message: value })),
      }),
    })),
  }),
})

function shownSettings(
  { id }: Pick<AccountResource, 'id'>,
  pool: Pool,
): Readonly<Record<string, unknown>> {
  const settings = withoutPoolSecrets(pool.settings)
  const { virtualMachineConfiguration: machine, cloudServiceConfiguration: service } = settings
  const shown = armWords(publicSettings(settings)) as Readonly<Record<string, unknown>>
  return {
    ...Object.fromEntries(
      SAME_ON_BOTH_PLANES.filter((name) => shown[name] !== undefined).map((name) => [
        name,
        shown[name],
      ]),
    ),
    // Its examples have sizes in capitals.
    vmSize: settings.vmSize.toUpperCase(),
    deploymentConfiguration: {
      ...(machine && { virtualMachineConfiguration: shownMachine(machine) }),
      ...(service && { cloudServiceConfiguration: service }),
    },
    interNodeCommunication: settings.enableInterNodeCommunication ? 'Enabled' : 'Disabled',
    ...(settings.applicationPackageReferences && {
      applicationPackages: settings.applicationPackageReferences.map(
        ({ applicationId, ...version }) => ({
          id: applicationId.includes('/') ? applicationId : `${id}/applications/${applicationId}`,
          ...version,
        }),
      ),
    }),
    ...(settings.certificateReferences && {
      certificates: settings.certificateReferences.map(
        ({ thumbprint, thumbprintAlgorithm: _, ...rest }) => ({
          id: certificateId(id, thumbprint),
          ...(armWords(rest) as object),
        }),
      ),
    }),
  }
}

function shownMachine(
  machine: NonNullable<Pool['settings']['virtualMachineConfiguration']>,
): Readonly<Record<string, unknown>> {
  const { virtualMachineImageId: id, ...image } = machine.imageReference
  return {
    ...(armWords(machine) as object),
    imageReference: id === undefined ? image : { ...image, id },
  }
}
