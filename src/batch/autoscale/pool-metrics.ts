// What a pool's metrics are at one moment. Pure.
import type { NodeState } from '../nodes/node.ts'
import { type StateCount, totalOf } from '../pools/node-counts.queries.ts'
import type { Pool } from '../pools/pool.ts'
import type { Metric } from './metrics.ts'
import type { TaskTotals } from './pool-metrics.queries.ts'

/** What the processes of a pool's nodes take, over all its nodes. */
export interface NodeUsage {
  /** Of how many nodes it is known. */
  readonly nodes: number
  /** The mean of the nodes, from 0 to 1 as the published formulas have it. */
  readonly cpuShare: number
  readonly memoryBytes: number
  readonly diskReadBytes: number
  readonly diskWriteBytes: number
  readonly diskReadOps: number
  readonly diskWriteOps: number
}

export const noUsage: NodeUsage = {
  nodes: 0,
  cpuShare: 0,
  memoryBytes: 0,
  diskReadBytes: 0,
  diskWriteBytes: 0,
  diskReadOps: 0,
  diskWriteOps: 0,
}

const USABLE: readonly NodeState[] = ['idle', 'running']

export function metricsOf(
  pool: Pool,
  nodes: readonly StateCount[] | undefined,
  tasks: TaskTotals,
  usage: NodeUsage,
): Readonly<Record<Metric, number>> {
  const inStates = (states: readonly NodeState[]): number =>
    (nodes ?? [])
      .filter(({ state }) => states.includes(state))
      .reduce((sum, { count }) => sum + count, 0)
  return {
    $CPUPercent: usage.cpuShare,
    // How long the nodes were there since the last sample: nodes times half a minute.
    $WallClockSeconds: 30 * inStates(USABLE),
    $MemoryBytes: usage.memoryBytes,
    $DiskBytes: usage.diskReadBytes + usage.diskWriteBytes,
    $DiskReadBytes: usage.diskReadBytes,
    $DiskWriteBytes: usage.diskWriteBytes,
    $DiskReadOps: usage.diskReadOps,
    $DiskWriteOps: usage.diskWriteOps,
    // Nodes of one machine share its network: what each takes of it is not known.
    $NetworkInBytes: 0,
    $NetworkOutBytes: 0,
    $SampleNodeCount: usage.nodes,
    $ActiveTasks: tasks.active,
    $RunningTasks: tasks.running,
    $PendingTasks: tasks.active + tasks.running,
    $SucceededTasks: tasks.succeeded,
    $FailedTasks: tasks.failed,
    $TaskSlotsPerNode: pool.settings.taskSlotsPerNode,
    $CurrentDedicatedNodes: totalOf(nodes, true),
    $CurrentLowPriorityNodes: totalOf(nodes, false),
    $PreemptedNodeCount: inStates(['preempted']),
    $UsableNodeCount: inStates(USABLE),
  }
}
