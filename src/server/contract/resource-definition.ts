// The outermost members of a resource's body: Resource Manager reads those itself, before the provider.
import type { UnknownMember } from '#kernel/service.ts'
import { positionOf } from './unknown-members.ts'

const KNOWN = new Set([
  ...['id', 'name', 'type', 'location', 'tags', 'kind', 'managedby', 'sku', 'plan', 'properties'],
  ...['identity', 'zones', 'scale', 'extendedlocation', 'systemdata', 'etag', 'placement', 'scope'],
  ...['apiversion', 'dependson', 'comments'],
])

/** Below a provider, at a resource or an extension of one. */
const OF_A_PROVIDER = /\/providers\/\{?Microsoft\./i

export const isResourceBody = (method: string, template: string): boolean =>
  (method === 'PUT' || method === 'PATCH') && OF_A_PROVIDER.test(template)

/** The first member that no resource has. */
export function strayMember(body: unknown, textOf: () => string): UnknownMember | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined
  const name = Object.keys(body).find((one) => !KNOWN.has(one.toLowerCase()))
  if (name === undefined) return undefined
  return { path: name, name, type: 'ResourceDefinition', ...positionOf(textOf(), [name]) }
}
