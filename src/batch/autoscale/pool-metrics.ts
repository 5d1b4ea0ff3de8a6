// What a pool's metrics are at one moment. Pure.
import type { NodeState } from '../nodes/node.ts'
import { type StateCount, totalOf } from '../pools/counts/node-counts.queries.ts'
import type { Pool } from '../pools/pool.ts'
import { METRICS, type Metric } from './metrics.ts'
import type { TaskTotals } from './pool-metrics.queries.ts'

/** A sample has a number for each metric; these are never read: see `isMeasured`, `isOfNodes`. */
const UNKNOWN = Object.fromEntries(METRICS.map((metric) => [metric, 0])) as Record<Metric, number>

const USABLE: readonly NodeState[] = ['idle', 'running']

export function metricsOf(
  pool: Pool,
  nodes: readonly StateCount[] | undefined,
  tasks: TaskTotals,
): Readonly<Record<Metric, number>> {
  const inStates = (states: readonly NodeState[]): number =>
    (nodes ?? [])
      .filter(({ state }) => states.includes(state))
      .reduce((sum, { count }) => sum + count, 0)
  return {
    ...UNKNOWN,
    // How long the nodes were there since the last sample: nodes times half a minute.
    $WallClockSeconds: 30 * inStates(USABLE),
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
