// Pools that are made for a job or a schedule: which of what a client says of them is refused, and the
// defaults of what it leaves out.
import type { components } from '#contract/batch/types.ts'
import { invalidProperty, missingProperty } from '../../refusals.ts'
import { durationText } from '../../wire/duration.ts'
import type { PoolSettings, PoolSize } from '../pool.ts'
import type { Asking } from '../settings/asking.ts'
import { firstSizeOf, resizeTimeoutMs, settingsOf } from '../settings/pool-settings.ts'

type Schemas = components['schemas']
export type AutoPoolSpec = Schemas['AutoPoolSpecification']

const PATH = 'poolInfo.autoPoolSpecification'
const LONGEST_PREFIX = 20

/** With what Batch shows of it. `isOfSchedule`: jobs of a schedule use it. */
export function autoPoolOf(sent: AutoPoolSpec, isOfSchedule: boolean): AutoPoolSpec {
  const { poolLifetimeOption, autoPoolIdPrefix: prefix, pool } = sent
  if (poolLifetimeOption === 'jobschedule' && !isOfSchedule) {
    const reason = 'Only the job of a job schedule has a pool that lives as long as a schedule'
    throw invalidProperty(`${PATH}.poolLifetimeOption`, reason, poolLifetimeOption)
  }
  if (prefix !== undefined && !new RegExp(`^[\\w-]{1,${LONGEST_PREFIX}}$`).test(prefix)) {
    const reason = 'A prefix has 1 to 20 letters, digits, hyphens and underscores'
    throw invalidProperty(`${PATH}.autoPoolIdPrefix`, reason, prefix)
  }
  if (!pool) throw missingProperty(`${PATH}.pool`)
  return { ...sent, keepAlive: sent.keepAlive ?? false, pool: shownPool(pool) }
}

/** Both defaults are recorded. */
function shownPool(pool: Schemas['PoolSpecification']): Schemas['PoolSpecification'] {
  const resizeTimeout = durationText(resizeTimeoutMs(pool.resizeTimeout))
  if (pool.enableAutoScale) return pool
  const { targetDedicatedNodes = 0, targetLowPriorityNodes = 0 } = pool
  return { ...pool, resizeTimeout, targetDedicatedNodes, targetLowPriorityNodes }
}

/** What the pool is to be. Throws the refusal that names what is at fault. */
export function newAutoPool(
  { pool }: AutoPoolSpec,
  asked: Asking,
): { readonly settings: PoolSettings; readonly size: PoolSize } {
  const sent = { id: 'auto', ...pool! }
  const settings = settingsOf(sent, asked)
  return { settings, size: firstSizeOf(sent, settings) }
}

/** The change of one that a job has: it may be kept alive, or no longer. */
export function laterAutoPool(
  before: AutoPoolSpec,
  wanted: AutoPoolSpec | undefined,
): AutoPoolSpec {
  const refused = (reason: string) => invalidProperty(PATH, reason)
  if (!wanted) throw refused('A job keeps its automatic pool')
  const { keepAlive = false, pool, ...others } = wanted
  const isSame =
    others.poolLifetimeOption === before.poolLifetimeOption &&
    others.autoPoolIdPrefix === before.autoPoolIdPrefix &&
    (!pool || inOrder(shownPool(pool)) === inOrder(before.pool))
  if (!isSame) throw refused('Only keepAlive can be changed')
  if (keepAlive !== before.keepAlive && before.poolLifetimeOption !== 'job') {
    throw refused('It can be changed only where the pool lives as long as the job')
  }
  return { ...before, keepAlive }
}

/** The same text for the same value, whatever the order of its members. */
const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
