// How a pool is scaled, as ARM says it: to a size, or by a formula.
import type { Instant } from '#kernel/instant.ts'
import type { Tx } from '#store/tx.ts'
import { disableAutoScale, enableAutoScale } from '../../autoscale/autoscale.commands.ts'
import { changedAutoScale } from '../../autoscale/autoscale.rules.ts'
import { resized } from '../../pools/pool.commands.ts'
import type { DrainOption, Pool, PoolSettings, PoolSize } from '../../pools/pool.ts'
import { firstSizeOf, sizeOf } from '../../pools/settings/pool-settings.ts'
import type { BatchPorts } from '../../ports.ts'
import { invalidProperty } from '../../refusals.ts'
import type { ArmProperties } from './arm-pool.wire.ts'

interface Scale {
  readonly size: PoolSize
  readonly option: DrainOption
}

type ScaleSettings = NonNullable<ArmProperties['scaleSettings']>

function checkOne({ fixedScale, autoScale }: ScaleSettings): void {
  if (fixedScale && autoScale) {
    throw invalidProperty('scaleSettings', 'Only one of fixedScale and autoScale may be given')
  }
}

/** How many nodes are wanted, and what becomes of tasks on those that go. */
function sizeIn(
  fixed: NonNullable<ScaleSettings['fixedScale']>,
  settings: PoolSettings,
  before?: PoolSize,
): Scale {
  const option = (fixed.nodeDeallocationOption ?? 'Requeue').toLowerCase() as DrainOption
  return { size: sizeOf(fixed, settings, before), option }
}

/** What a new pool begins with. */
export function firstScale({ scaleSettings = {} }: ArmProperties, settings: PoolSettings): Scale {
  checkOne(scaleSettings)
  const { fixedScale } = scaleSettings
  return fixedScale
    ? sizeIn(fixedScale, settings)
    : { size: firstSizeOf({}, settings), option: 'requeue' }
}

/** The pool with another scale where one was sent. */
export async function rescaled(
  tx: Tx,
  ports: BatchPorts,
  pool: Pool,
  { scaleSettings = {} }: ArmProperties,
  now: Instant,
): Promise<Pool> {
  checkOne(scaleSettings)
  const { fixedScale, autoScale } = scaleSettings
  if (autoScale) {
    const before = pool.settings.autoScale
    const next = changedAutoScale(before, autoScale.formula, autoScale.evaluationInterval)
    const isSame = before?.formula === next.formula && before.intervalMs === next.intervalMs
    return isSame ? pool : await enableAutoScale(tx, ports, pool, next, now)
  }
  if (!fixedScale) return pool
  const fixed = pool.settings.enableAutoScale ? await disableAutoScale(tx, pool, now) : pool
  const scale = sizeIn(fixedScale, fixed.settings, fixed.size)
  const isSame = JSON.stringify(scale.size) === JSON.stringify(fixed.size)
  return isSame ? fixed : await resized(tx, ports, fixed, scale, now)
}
