import type { NodeId } from '../keys.ts'
import type { Node } from '../nodes/node.ts'
import type { PoolSize } from './pool.ts'

/** What is lost when a node goes. Documented: those where job managers run go last. */
function cost({ state, runningTasks, key }: Node, managers: ReadonlySet<NodeId>): number {
  if (managers.has(key)) return 3
  if (runningTasks > 0) return 2
  return state === 'idle' || state === 'offline' ? 1 : 0
}

/**
 * The nodes that a pool of this size has too many: those come first with which least is lost, and
 * among equals the newest. `managers` are nodes where job managers run.
 */
export function surplus(
  nodes: readonly Node[],
  { targetDedicatedNodes, targetLowPriorityNodes }: PoolSize,
  managers: ReadonlySet<NodeId>,
): readonly Node[] {
  const costOf = (node: Node): number => cost(node, managers)
  const tooMany = (isDedicated: boolean, target: number): readonly Node[] => {
    const staying = nodes.filter(
      (node) => node.isDedicated === isDedicated && node.changeKind !== 'remove',
    )
    const byCost = staying.sort((a, b) => costOf(a) - costOf(b) || b.number - a.number)
    return byCost.slice(0, Math.max(0, staying.length - target))
  }
  return [...tooMany(true, targetDedicatedNodes), ...tooMany(false, targetLowPriorityNodes)]
}
