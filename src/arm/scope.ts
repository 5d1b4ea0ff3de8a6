// What tags and locks hang on: a subscription, a group or a resource that is there.
import type { Reader } from '#store/tx.ts'
import { nothingAt } from './refusals.ts'
import { existingGroup } from './resource-groups/resource-group.handlers.ts'
import type { ResourceGroup } from './resource-groups/resource-group.ts'
import { parseResourceId } from './resource-id.ts'
import { resourceNotFound } from './resources/resource.handlers.ts'
import { findResource } from './resources/resource.queries.ts'
import type { ArmResource } from './resources/resource.ts'

export type Scope =
  | { readonly kind: 'subscription'; readonly id: string; readonly subscriptionId: string }
  | { readonly kind: 'group'; readonly id: string; readonly group: ResourceGroup }
  | { readonly kind: 'resource'; readonly id: string; readonly resource: ArmResource }

/** The scope as a path parameter names it, without its first slash; or ARM's 404. */
export async function existingScope(reader: Reader, scope: string): Promise<Scope> {
  const id = parseResourceId(scope)
  const { subscriptionId, resourceGroup } = id
  const depth = id.path.split('/').length - 1
  if (id.namespace !== undefined) {
    const resource = await findResource(reader, id.path)
    if (!resource) throw resourceNotFound(id)
    return { kind: 'resource', id: resource.id, resource }
  }
  if (subscriptionId !== undefined && resourceGroup !== undefined && depth === 4) {
    const group = await existingGroup(reader, { subscriptionId, resourceGroupName: resourceGroup })
    return { kind: 'group', id: id.path, group }
  }
  if (subscriptionId !== undefined && depth === 2) {
    return { kind: 'subscription', id: id.path, subscriptionId }
  }
  throw nothingAt({ method: 'GET', path: id.path, query: new URLSearchParams() })
}
