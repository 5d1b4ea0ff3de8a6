// The tasks around one: what it waits for, up, and what waits for it, down. Where each is drawn.

interface Neighbour {
  /** A task's id, or the words for a range of tasks. */
  readonly name: string
  readonly isRange: boolean
  readonly state: string | undefined
  /** Whether it holds up what depends on it. */
  readonly isMet: boolean
}

/** What is known of one task: its neighbours in both directions. */
export interface Known {
  readonly dependsOn: readonly Neighbour[]
  readonly dependents: readonly Neighbour[]
}

export interface GraphNode {
  readonly name: string
  readonly isRange: boolean
  readonly state: string | undefined
  /** Below 0: above the task. */
  readonly level: number
  readonly row: number
}

interface GraphEdge {
  readonly from: string
  readonly to: string
  readonly isMet: boolean
}

export interface Graph {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
  /** How many are not drawn of each level. */
  readonly hidden: ReadonlyMap<number, number>
  readonly levels: readonly number[]
  /** Rows of the fullest level. */
  readonly height: number
}

/** Of one level, at most. */
const MOST_ROWS = 12

/** All tasks that are reached in one direction, with the edges between them. */
function reached(
  centre: string,
  known: ReadonlyMap<string, Known>,
  side: keyof Known,
): { readonly found: Map<string, Neighbour>; readonly edges: GraphEdge[] } {
  const found = new Map<string, Neighbour>()
  const edges: GraphEdge[] = []
  const left = [centre]
  for (let name = left.shift(); name !== undefined; name = left.shift()) {
    for (const each of known.get(name)?.[side] ?? []) {
      const [from, to] = side === 'dependsOn' ? [each.name, name] : [name, each.name]
      edges.push({ from, to, isMet: each.isMet })
      if (found.has(each.name) || each.name === centre) continue
      found.set(each.name, each)
      left.push(each.name)
    }
  }
  return { found, edges }
}

/** How far each stands from the task by the longest way, so that all edges lead from left to right. */
function distances(
  centre: string,
  edges: readonly GraphEdge[],
  isUp: boolean,
): Map<string, number> {
  const far = new Map<string, number>([[centre, 0]])
  // Once a level is enough where edges come in order; more are needed where they do not, and a circle
  // ends with the last.
  for (let turn = 0; turn < DEPTH + 1; turn += 1) {
    for (const { from, to } of edges) {
      const [near, next] = isUp ? [to, from] : [from, to]
      const at = far.get(near)
      if (at !== undefined && next !== centre) {
        far.set(next, Math.min(DEPTH, Math.max(far.get(next) ?? 0, at + 1)))
      }
    }
  }
  return far
}

/** Places each task once, and of each level the first few. */
export function graphOf(centre: string, known: ReadonlyMap<string, Known>): Graph {
  const nodes: GraphNode[] = [{ name: centre, isRange: false, state: undefined, level: 0, row: 0 }]
  const hidden = new Map<number, number>()
  const rows = new Map<number, number>([[0, 1]])
  const edges = new Map<string, GraphEdge>()
  for (const side of ['dependsOn', 'dependents'] as const) {
    const isUp = side === 'dependsOn'
    const around = reached(centre, known, side)
    const far = distances(centre, around.edges, isUp)
    for (const { name, isRange, state } of around.found.values()) {
      const level = (far.get(name) ?? 1) * (isUp ? -1 : 1)
      const row = rows.get(level) ?? 0
      if (row >= MOST_ROWS) {
        hidden.set(level, (hidden.get(level) ?? 0) + 1)
        continue
      }
      rows.set(level, row + 1)
      nodes.push({ name, isRange, state, level, row })
    }
    for (const edge of around.edges) edges.set(`${edge.from}\n${edge.to}`, edge)
  }
  const placed = new Set(nodes.map(({ name }) => name))
  return {
    nodes,
    edges: [...edges.values()].filter(({ from, to }) => placed.has(from) && placed.has(to)),
    hidden,
    levels: [...rows.keys()].sort((a, b) => a - b),
    height: Math.max(...rows.values()),
  }
}

/** How far from the task is looked, in each direction. */
const DEPTH = 3
/** Tasks whose neighbours are read, at most. */
const MOST_READ = 40

/** Reads neighbours outwards, level by level. */
export async function explore(
  centre: string,
  read: (task: string) => Promise<Known>,
): Promise<ReadonlyMap<string, Known>> {
  const known = new Map<string, Known>()
  let level: readonly string[] = [centre]
  for (let depth = 0; depth < DEPTH && level.length > 0; depth += 1) {
    const now = level.slice(0, MOST_READ - known.size)
    const found = await Promise.all(now.map(async (task) => [task, await read(task)] as const))
    for (const [task, around] of found) known.set(task, around)
    const next = found.flatMap(([, { dependsOn, dependents }]) => [...dependsOn, ...dependents])
    const fresh = next.filter(({ name, isRange }) => !isRange && !known.has(name))
    level = [...new Set(fresh.map(({ name }) => name))].slice(0, MOST_ROWS * 2)
  }
  return known
}
