import type { Node } from '../nodes/node.ts'
import type { PoolSize } from './pool.ts'

/** What is lost when a node goes: the least comes first, and among equals the newest. */
const cost = ({ state, runningTasks }: Node): number =>
  runningTasks > 0 ? 2 : state === 'idle' || state === 'offline' ? 1 : 0

/** The nodes that a pool of this size has too many. */
export function surplus(
  nodes: readonly Node[],
  { targetDedicatedNodes, targetLowPriorityNodes }: PoolSize,
): readonly Node[] {
  const tooMany = (isDedicated: boolean, target: number): readonly Node[] => {
    const staying = nodes.filter(
      (node) => node.isDedicated === isDedicated && node.changeKind !== 'remove',
    )
    const byCost = staying.sort((a, b) => cost(a) - cost(b) || b.number - a.number)
    return byCost.slice(0, Math.max(0, staying.length - target))
  }
  return [...tooMany(true, targetDedicatedNodes), ...tooMany(false, targetLowPriorityNodes)]
}
