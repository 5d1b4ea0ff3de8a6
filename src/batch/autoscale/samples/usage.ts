// What pools take, from what their agent has counted. Pure.
import type { UsageReading } from '#drivers/nodes/port.ts'
import type { UsageMetric } from '../metrics.ts'

/** What a node takes at a moment. */
export interface NodeLevel {
  /** Processors that are busy, on average since the reading before. Absent: there was none. */
  readonly busy?: number
  readonly processors: number
  readonly memoryBytes: number
  readonly diskBytes: number
}

/** Each node's level by its id. A count that fell says nothing of what was taken meanwhile. */
export function levelsOf(
  before: UsageReading | undefined,
  { at, run, processors, nodes }: UsageReading,
): ReadonlyMap<string, NodeLevel> {
  const earlier = new Map<string, number>()
  const passed = before?.run === run ? at - before.at : 0
  if (passed > 0) for (const { nodeId, cpuMs } of before!.nodes) earlier.set(nodeId, cpuMs)
  return new Map(
    nodes.map(({ nodeId, cpuMs, memoryBytes, diskBytes }) => {
      const taken = cpuMs - (earlier.get(nodeId) ?? Number.POSITIVE_INFINITY)
      const busy = taken >= 0 ? { busy: taken / passed } : {}
      return [nodeId, { ...busy, processors, memoryBytes, diskBytes }]
    }),
  )
}

/** Documented, whatever the names say: megabytes of memory, and gigabytes of disks. */
const MEGABYTE = 2 ** 20
const GIGABYTE = 2 ** 30

/**
 * The averages over those nodes of a pool that were measured, given with their cores. A node cannot have
 * more cores than the machine has processors, and takes no more than all that it has: that is 1, as the
 * documentation compares 70 percent with 0.7.
 */
export function usageOf(
  levels: ReadonlyMap<string, NodeLevel>,
  nodes: readonly (readonly [string, number])[],
): Readonly<Record<UsageMetric, number>> {
  const measured = nodes.flatMap(([nodeId, cores]) => {
    const level = levels.get(nodeId)
    return level ? [{ ...level, cores }] : []
  })
  const shares = measured.flatMap(({ busy, cores, processors }) =>
    busy === undefined ? [] : [Math.min(1, busy / Math.min(cores, processors))],
  )
  return {
    $CPUPercent: average(shares),
    $MemoryBytes: average(measured.map(({ memoryBytes }) => memoryBytes / MEGABYTE)),
    $DiskBytes: average(measured.map(({ diskBytes }) => diskBytes / GIGABYTE)),
    $SampleNodeCount: measured.length,
  }
}

/** Not a number where there are none: such a sample is as good as missing. */
const average = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length
