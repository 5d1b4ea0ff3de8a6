import type { components } from '#contract/batch/types.ts'
import type { Request } from '#kernel/handler.ts'
import { type Instant, toNetIso } from '#kernel/instant.ts'
import { type AccountKey, accountOf } from '../keys.ts'
import { withoutPoolSecrets } from '../secrets.wire.ts'
import { durationText } from '../wire/duration.ts'
import { etagOf } from '../wire/etag.ts'
import type { Version } from '../wire/preconditions.ts'
import { urlOf } from '../wire/replies.ts'
import { statisticsOf } from '../wire/statistics.ts'
import type { Pool, PoolSettings } from './pool.ts'

type Schemas = components['schemas']

export const versionOf = ({ lastModified, revision }: Pool): Version => ({
  etag: etagOf(lastModified, revision),
  lastModified,
})

export const poolUrl = (request: Pick<Request, 'origin'>, poolId: string): string =>
  urlOf(request, 'pools', poolId)

/** How many nodes a pool has of each sort. */
export interface NodeTotals {
  readonly dedicated: number
  readonly lowPriority: number
}

/** Recorded of this one: it shows that there are no certificates. */
const SHOWS_NO_CERTIFICATES = '2024-07-01.20.0'

export function presentPool(
  request: Pick<Request, 'origin' | 'apiVersion'>,
  pool: Pool,
  totals: NodeTotals,
): Readonly<Record<string, unknown>> {
  const { settings, size } = pool
  const isAllocated = totals.dedicated + totals.lowPriority > 0
  return {
    ...(request.apiVersion === SHOWS_NO_CERTIFICATES && { certificateReferences: [] }),
    ...publicSettings(settings),
    id: pool.id,
    url: poolUrl(request, pool.id),
    eTag: versionOf(pool).etag,
    lastModified: toNetIso(pool.lastModified),
    creationTime: toNetIso(pool.creationTime),
    state: pool.state,
    stateTransitionTime: toNetIso(pool.stateTransitionTime),
    allocationState: pool.allocationState,
    allocationStateTransitionTime: toNetIso(pool.allocationStateTransitionTime),
    ...(pool.autoScaleRun && { autoScaleRun: pool.autoScaleRun }),
    resizeTimeout: durationText(size.resizeTimeoutMs),
    ...(pool.allocationState === 'steady' &&
      pool.resizeErrors.length > 0 && { resizeErrors: [...pool.resizeErrors] }),
    currentDedicatedNodes: totals.dedicated,
    currentLowPriorityNodes: totals.lowPriority,
    targetDedicatedNodes: size.targetDedicatedNodes,
    targetLowPriorityNodes: size.targetLowPriorityNodes,
    // Recorded: it shows once there are nodes.
    ...(isAllocated && { currentNodeCommunicationMode: 'classic' as const }),
  }
}

/** How long its dedicated nodes' cores were there. What its nodes did is not measured, nor told. */
export function poolStatistics(
  request: Pick<Request, 'origin'>,
  pool: Pool,
  coreMs: number,
  now: Instant,
): Readonly<Record<string, unknown>> {
  const { url, ...range } = statisticsOf(poolUrl(request, pool.id), pool.creationTime, now)
  return { url, ...range, usageStats: { ...range, dedicatedCoreTime: durationText(coreMs) } }
}

/** What may be seen of the settings, spelt as recorded. */
export function publicSettings(all: PoolSettings): Readonly<Record<string, unknown>> {
  const settings = withoutPoolSecrets(all)
  const { taskSchedulingPolicy, virtualMachineConfiguration, autoScale, ...rest } = settings
  const { networkConfiguration: network } = settings
  // The contract has the words in lower case; the service does not print them so.
  return {
    ...rest,
    ...(autoScale && {
      autoScaleFormula: autoScale.formula,
      autoScaleEvaluationInterval: durationText(autoScale.intervalMs),
    }),
    taskSchedulingPolicy: {
      ...taskSchedulingPolicy,
      nodeFillType: taskSchedulingPolicy.nodeFillType === 'pack' ? 'Pack' : 'Spread',
    },
    ...(network && { networkConfiguration: { enableAcceleratedNetworking: false, ...network } }),
    ...(virtualMachineConfiguration && {
      virtualMachineConfiguration: shownMachine(virtualMachineConfiguration),
    }),
  }
}

/** All of it is recorded. */
function shownMachine(
  machine: Schemas['VirtualMachineConfiguration'],
): Readonly<Record<string, unknown>> {
  const { nodePlacementConfiguration: placement, osDisk, securityProfile } = machine
  return {
    ...machine,
    ...(placement && {
      nodePlacementConfiguration: {
        policy: placement.policy === 'zonal' ? 'Zonal' : 'Regional',
      },
    }),
    ...(osDisk && {
      osDisk: {
        ephemeralOSDiskSettings: {},
        ...osDisk,
        ...(osDisk.caching && { caching: CACHING[osDisk.caching] }),
      },
    }),
    ...(securityProfile && {
      securityProfile: {
        ...securityProfile,
        ...(securityProfile.securityType && {
          securityType: securityProfile.securityType.toLowerCase(),
        }),
      },
    }),
  }
}

const CACHING = { none: 'None', readonly: 'ReadOnly', readwrite: 'ReadWrite' } as const

/** The pool that a call is about. */
export const poolNameOf = ({
  params,
  caller,
}: {
  readonly params: { readonly poolId: string }
  readonly caller: { readonly name: string }
}): { readonly account: AccountKey; readonly id: string } => ({
  account: accountOf({ caller }),
  id: params.poolId,
})
