import { memoized } from '#kernel/caching/memo.ts'

/** How many ids are remembered: each call reads its own, and those of the resources around it. */
const REMEMBERED = 5_000

/** A resource id taken apart. Names keep the casing in which they were written. */
export interface ResourceId {
  /** All of it, with doubled slashes counted once. */
  readonly path: string
  readonly subscriptionId?: string
  readonly resourceGroup?: string
  /** The group's id in the form in which ids are compared. */
  readonly groupKey?: string
  /** The last provider's namespace and full type: `Microsoft.X`, `managedClusters/agentPools`. */
  readonly namespace?: string
  readonly type?: string
  /** The names that go with the type's parts, outermost first. */
  readonly names: readonly string[]
  /** For an extension resource: the id that it hangs on. */
  readonly scope?: string
}

/**
 * Takes a path apart as ARM does: the last `providers` decides who serves it, case never counts,
 * and slashes that clients double count once. A type without a name (a list) leaves `names` one
 * short of the type's parts.
 */
export const parseResourceId = memoized('parsed ids', REMEMBERED, parsed)

function parsed(path: string): ResourceId {
  const parts = path.split('/').filter(Boolean)
  const lower = parts.map((part) => part.toLowerCase())
  const at = lastProviders(lower)
  const scopeParts = at < 0 ? parts : parts.slice(0, at)
  const base: ResourceId = {
    path: `/${parts.join('/')}`,
    ...(lower[0] === 'subscriptions' && parts[1] ? { subscriptionId: parts[1] } : {}),
    ...(lower[2] === 'resourcegroups' && parts[3]
      ? { resourceGroup: parts[3], groupKey: `/${lower.slice(0, 4).join('/')}` }
      : {}),
    names: [],
  }
  if (at < 0 || !parts[at + 1]) return base
  const rest = parts.slice(at + 2)
  const types = rest.filter((_, i) => i % 2 === 0)
  const isExtension = lastProviders(lower.slice(0, at)) >= 0
  return {
    ...base,
    namespace: parts[at + 1]!,
    type: types.join('/'),
    names: rest.filter((_, i) => i % 2 === 1),
    ...(isExtension ? { scope: `/${scopeParts.join('/')}` } : {}),
  }
}

/**
 * Where the last provider of an id begins: -1 where there is none. `lower`: its segments in lower
 * case. Types and names take turns, and a thing may be named `providers` too.
 */
export function lastProviders(lower: readonly string[]): number {
  let last = -1
  for (let at = 0; at < lower.length; at += 2) if (lower[at] === 'providers') last = at
  return last
}

/** The form in which ids are compared and kept as keys. */
export const idKey = memoized('keys of ids', REMEMBERED, (id): string =>
  `/${id.split('/').filter(Boolean).join('/')}`.toLowerCase(),
)

/** Whether this is the whole id of a resource of that type in a group. Case never counts. */
export function isIdOf(id: string, type: string): boolean {
  const [namespace = '', ...types] = type.split('/')
  const scope = ['subscriptions', ANY, 'resourceGroups', ANY, 'providers', namespace]
  const wanted = [...scope, ...types.flatMap((part) => [part, ANY])]
  const parts = id.split('/').filter(Boolean)
  const isPart = (part: string, i: number): boolean =>
    wanted[i] === ANY || wanted[i]!.toLowerCase() === part.toLowerCase()
  return id.startsWith('/') && parts.length === wanted.length && parts.every(isPart)
}

/** Where a name stands. */
const ANY = '*'

/** The id one type and name up: a pool's cluster. Undefined when there is none in that provider. */
export function parentId(id: string): string | undefined {
  const parts = id.split('/').filter(Boolean)
  const at = lastProviders(parts.map((part) => part.toLowerCase()))
  return at >= 0 && parts.length - at > 4 ? `/${parts.slice(0, -2).join('/')}` : undefined
}
