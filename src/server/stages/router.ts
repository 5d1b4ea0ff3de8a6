// Finds the route of a path. ARM compares without case, doubles slashes, and lets any resource id
// stand before an extension; Batch writes parameters inside a segment. No library does all four.
import { lastProviders } from '#arm/resource-id.ts'
import type { Route } from '#kernel/service.ts'

export interface RouteMatch {
  readonly route: Route
  /** Path parameters by the contract's names, percent-decoded. */
  readonly params: Readonly<Record<string, string>>
}

/** Nothing; the path exists with other methods only; or the route. */
export type RouteAnswer = 'unknown' | 'method' | RouteMatch

interface Node {
  readonly literals: Map<string, Node>
  readonly patterns: {
    readonly test: RegExp
    readonly names: readonly string[]
    readonly node: Node
  }[]
  param: Node | undefined
  /** A last parameter that takes the rest of the path: a file's path. */
  rest: Node | undefined
  readonly routes: { readonly route: Route; readonly names: readonly string[] }[]
}

const newNode = (): Node => ({
  literals: new Map(),
  patterns: [],
  param: undefined,
  rest: undefined,
  routes: [],
})

/** Parameters that stand for a whole id: it may hold any number of segments, but only at the start. */
const ID_PARAMETER = /^\{(resourceUri|scope|resourceId|parentScope)\}$/
/** What every id begins with. A path that begins otherwise is nothing, whatever a caller may do. */
const ID_ROOTS = new Set(['subscriptions', 'providers'])
const REST_PARAMETER = '{filePath}'

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Segments of a raw path. An encoded slash stays inside its segment. */
const segmentsOf = (path: string): string[] => path.split('/').filter(Boolean)

export class Router {
  readonly #plain = newNode()
  readonly #extensions = newNode()

  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      const segments = segmentsOf(route.path)
      const isExtension = ID_PARAMETER.test(segments[0] ?? '')
      const names: string[] = isExtension ? [segments.shift()!.slice(1, -1)] : []
      let node = isExtension ? this.#extensions : this.#plain
      for (const segment of segments) node = child(node, segment, names)
      node.routes.push({ route, names })
    }
  }

  /** Throws a URIError when the path's percent-encoding is broken. */
  match(method: string, path: string): RouteAnswer {
    const found = this.#find(path)
    if (!found) return 'unknown'
    const wanted = method.toUpperCase()
    const hit = found.node.routes.find(({ route }) => route.method.toUpperCase() === wanted)
    if (!hit) return 'method'
    const params: Record<string, string> = {}
    for (const [i, name] of hit.names.entries()) params[name] = decodeURIComponent(found.values[i]!)
    return { route: hit.route, params }
  }

  #find(path: string): Found | undefined {
    const raw = segmentsOf(path)
    const lower = raw.map((segment) => segment.toLowerCase())
    const plain = walk(this.#plain, raw, lower, 0, [])
    if (plain) return plain
    if (!ID_ROOTS.has(lower[0] ?? '')) return undefined
    // The last `providers` decides; a route without one (`/{resourceId}`) takes the whole path.
    const at = lastProviders(lower)
    const byProvider =
      at >= 0 && walk(this.#extensions, raw, lower, at, [raw.slice(0, at).join('/')])
    if (byProvider) return byProvider
    const takesAll = this.#extensions.routes.length > 0
    return takesAll ? { node: this.#extensions, values: [raw.join('/')] } : undefined
  }
}

function child(node: Node, segment: string, names: string[]): Node {
  const inside = [...segment.matchAll(/\{([^}]+)\}/g)].map((found) => found[1]!)
  names.push(...inside)
  if (inside.length === 0) {
    const key = segment.toLowerCase()
    const next = node.literals.get(key) ?? newNode()
    node.literals.set(key, next)
    return next
  }
  if (segment === REST_PARAMETER) {
    node.rest ??= newNode()
    return node.rest
  }
  if (/^\{[^}]+\}$/.test(segment)) {
    node.param ??= newNode()
    return node.param
  }
  const source = segment
    .split(/\{[^}]+\}/)
    .map(escapeRegExp)
    .join('([^/]+?)')
  const known = node.patterns.find((pattern) => pattern.test.source === `^${source}$`)
  if (known) return known.node
  const pattern = { test: new RegExp(`^${source}$`, 'i'), names: inside, node: newNode() }
  node.patterns.push(pattern)
  return pattern.node
}

interface Found {
  readonly node: Node
  readonly values: readonly string[]
}

function walk(
  node: Node,
  raw: readonly string[],
  lower: readonly string[],
  at: number,
  values: readonly string[],
): Found | undefined {
  if (at === raw.length) return node.routes.length > 0 ? { node, values } : undefined
  const literal = node.literals.get(lower[at]!)
  const byLiteral = literal && walk(literal, raw, lower, at + 1, values)
  if (byLiteral) return byLiteral
  for (const pattern of node.patterns) {
    const found = pattern.test.exec(raw[at]!)
    const deeper = found && walk(pattern.node, raw, lower, at + 1, [...values, ...found.slice(1)])
    if (deeper) return deeper
  }
  const deeper = node.param && walk(node.param, raw, lower, at + 1, [...values, raw[at]!])
  if (deeper) return deeper
  return node.rest && { node: node.rest, values: [...values, raw.slice(at).join('/')] }
}
