// What a formula reads of its pool: the metrics' names, and their samples.

/** Samples are taken every 30 seconds. */
export const SAMPLE_PERIOD_MS = 30_000

/** The metrics that a formula may read. The order is that of the sampler's columns: append only. */
export const METRICS = [
  '$CPUPercent',
  '$WallClockSeconds',
  '$MemoryBytes',
  '$DiskBytes',
  '$DiskReadBytes',
  '$DiskWriteBytes',
  '$DiskReadOps',
  '$DiskWriteOps',
  '$NetworkInBytes',
  '$NetworkOutBytes',
  '$SampleNodeCount',
  '$ActiveTasks',
  '$RunningTasks',
  '$PendingTasks',
  '$SucceededTasks',
  '$FailedTasks',
  '$TaskSlotsPerNode',
  '$CurrentDedicatedNodes',
  '$CurrentLowPriorityNodes',
  '$PreemptedNodeCount',
  '$UsableNodeCount',
] as const

export type Metric = (typeof METRICS)[number]

/**
 * What no agent tells. A formula that reads one of these fails: a zero would look like an idle pool, and
 * be shrunk by.
 */
const UNMEASURED: ReadonlySet<Metric> = new Set<Metric>([
  '$DiskReadBytes',
  '$DiskWriteBytes',
  '$DiskReadOps',
  '$DiskWriteOps',
  '$NetworkInBytes',
  '$NetworkOutBytes',
])

export const isMeasured = (metric: Metric): boolean => !UNMEASURED.has(metric)

/** What agents tell of their nodes. Where none told anything there is no sample, and never a zero. */
const OF_NODES = ['$CPUPercent', '$MemoryBytes', '$DiskBytes', '$SampleNodeCount'] as const

export type UsageMetric = (typeof OF_NODES)[number]

export const isOfNodes = (metric: Metric): metric is UsageMetric =>
  (OF_NODES as readonly Metric[]).includes(metric)

/** Names of before there were low-priority nodes. */
const ALIASES: ReadonlyMap<string, Metric> = new Map([
  ['$CurrentDedicated', '$CurrentDedicatedNodes'],
  ['$CurrentLowPriority', '$CurrentLowPriorityNodes'],
])

const BY_NAME: ReadonlyMap<string, Metric> = new Map([
  ...METRICS.map((metric) => [metric, metric] as const),
  ...ALIASES,
])

export const metricOf = (name: string): Metric | undefined => BY_NAME.get(name)

/** Samples of a metric with their times (milliseconds since 1970), oldest first. */
export interface Samples {
  readonly times: Float64Array
  readonly values: Float64Array
}

/** The newest `count` samples, one at least, newest last. */
export const newestSamples = ({ values }: Samples, count: number): Float64Array =>
  values.subarray(Math.max(0, values.length - count))

export interface Window {
  readonly values: Float64Array
  /** How many of the samples that can be in the window are there, in percent. */
  readonly percent: number
}

/** The samples after `from` up to and with `to`, of those taken every `period` milliseconds. */
export function windowOf(
  { times, values }: Samples,
  from: number,
  to: number,
  period: number,
): Window {
  const found = values.subarray(firstAfter(times, from), firstAfter(times, to))
  const possible = Math.floor((to - from) / period)
  if (possible < 1) return { values: found, percent: found.length > 0 ? 100 : 0 }
  return { values: found, percent: Math.min(100, (100 * found.length) / possible) }
}

/** The newest sample if it is of now: no more than a period was missed since. */
export function currentIn(
  { times, values }: Samples,
  now: number,
  period: number,
): number | undefined {
  const last = times.length - 1
  return last >= 0 && times[last]! >= now - 2 * period ? values[last] : undefined
}

/** By halves: a week has 20,160 samples. */
function firstAfter(times: Float64Array, from: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (times[middle]! > from) high = middle
    else low = middle + 1
  }
  return low
}
