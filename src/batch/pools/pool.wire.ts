import type { components } from '#contract/batch/types.ts'
import type { Request } from '#kernel/handler.ts'
import { type Instant, toNetIso } from '#kernel/instant.ts'
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

export function presentPool(
  request: Pick<Request, 'origin'>,
  pool: Pool,
  totals: NodeTotals,
): Readonly<Record<string, unknown>> {
  const { settings, size } = pool
  const isAllocated = totals.dedicated + totals.lowPriority > 0
  return {
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
export function publicSettings(settings: PoolSettings): Readonly<Record<string, unknown>> {
  const { userAccounts, taskSchedulingPolicy, virtualMachineConfiguration, autoScale, ...rest } =
    settings
  const { nodePlacementConfiguration: placement } = virtualMachineConfiguration ?? {}
  // The contract has both words in lower case; the service does not print them so.
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
    ...(virtualMachineConfiguration && {
      virtualMachineConfiguration: {
        ...virtualMachineConfiguration,
        ...(placement && {
          nodePlacementConfiguration: {
            policy: placement.policy === 'zonal' ? 'Zonal' : 'Regional',
          },
        }),
      },
    }),
    ...(userAccounts && { userAccounts: userAccounts.map(withoutSecrets) }),
  }
}

function withoutSecrets({
  password: _,
  linuxUserConfiguration: linux,
  ...account
}: Schemas['UserAccount']): Readonly<Record<string, unknown>> {
  return {
    ...account,
    ...(linux && { linuxUserConfiguration: { uid: linux.uid, gid: linux.gid } }),
  }
}

/** The pool that a call is about. */
export const poolNameOf = ({
  params,
  caller,
}: {
  readonly params: { readonly poolId: string }
  readonly caller: { readonly name: string }
}): { readonly account: string; readonly id: string } => ({
  account: caller.name,
  id: params.poolId,
})
