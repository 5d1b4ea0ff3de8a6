// What a pool's nodes need to become as described: decided from what is there. Pure.
import { type NodePool, poolAt } from '../port.ts'
import { indexOf, isLeaving, isOutdated, isSurge, type KubeNode } from './kube-node.ts'

export interface NodePlan {
  /** Numbers of nodes to make. */
  readonly add: readonly number[]
  /** Nodes that go, in the order in which they do. */
  readonly remove: readonly KubeNode[]
  /** Nodes to make anew, in the order in which it is done. */
  readonly replace: readonly KubeNode[]
  /** Nodes that are as they should be, but for what can be changed as they run. */
  readonly keep: readonly KubeNode[]
}

const numberOf = (node: KubeNode): number => indexOf(node.metadata.name) ?? -1

/**
 * Those that are more than the pool has go first that are unwanted, then those of a surge and
 * those that were leaving already, then the newest; what is not there comes with the lowest numbers that are free.
 */
export function planFor(pool: NodePool, nodes: readonly KubeNode[]): NodePlan {
  const { machines } = pool
  if (machines) return planOf(pool, nodes, Object.keys(machines).map(Number))
  const rank = (node: KubeNode): number => {
    if (pool.unwanted?.includes(node.metadata.name)) return 2
    return isSurge(node) || isLeaving(node) ? 1 : 0
  }
  const leaving = [...nodes].sort((a, b) => rank(b) - rank(a) || numberOf(b) - numberOf(a))
  const remove = leaving.slice(0, Math.max(0, nodes.length - pool.count))
  const stay = nodes.filter((node) => !remove.includes(node))
  const add = freeNumbers(nodes, pool.count - stay.length, pool.unwanted)
  return { add, remove, ...ofThose(pool, stay) }
}

/** Exactly the nodes with these numbers. */
function planOf(pool: NodePool, nodes: readonly KubeNode[], numbers: readonly number[]): NodePlan {
  const stay = nodes.filter((node) => numbers.includes(numberOf(node)) && !isSurge(node))
  const add = numbers.filter((number) => !stay.some((node) => numberOf(node) === number))
  return { add, remove: nodes.filter((node) => !stay.includes(node)), ...ofThose(pool, stay) }
}

function ofThose(pool: NodePool, stay: readonly KubeNode[]): Pick<NodePlan, 'replace' | 'keep'> {
  const isOld = (node: KubeNode): boolean =>
    pool.replacing.renews && isOutdated(node, poolAt(pool, numberOf(node)))
  return { replace: stay.filter(isOld), keep: stay.filter((node) => !isOld(node)) }
}

/** The lowest numbers that no node has, and none of these names. */
export function freeNumbers(
  nodes: readonly KubeNode[],
  howMany: number,
  besides: readonly string[] = [],
): number[] {
  const taken = new Set([...nodes.map(numberOf), ...besides.map(indexOf)])
  const free: number[] = []
  for (let number = 0; free.length < howMany; number++) if (!taken.has(number)) free.push(number)
  return free
}
