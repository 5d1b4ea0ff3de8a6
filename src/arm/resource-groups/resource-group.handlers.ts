import type { operations } from '#contract/arm/types.ts'
import type { Handler, Request } from '#kernel/handler.ts'
import { patched } from '#kernel/patched.ts'
import { queryParameter } from '#kernel/query.ts'
import type { Reader } from '#store/tx.ts'
import { armError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import { findLocation, locationNames, normalLocation } from '../locations.ts'
import { nextLink, pageSize, skipToken } from '../paging.ts'
import type { ArmPorts } from '../ports.ts'
import { type GroupFilter, matchesGroup, parseGroupFilter } from '../resources/filter.ts'
import { tagsFault } from '../tags/tag-rules.ts'
import { startGroupDeletion } from './deletion-results.ts'
import { findGroup, insertGroup, listGroups, saveGroup } from './resource-group.queries.ts'
import { presentGroup, type ResourceGroup, refuseIfDeleting } from './resource-group.ts'

/** The group, or ARM's 404. */
export async function existingGroup(
  reader: Reader,
  at: { readonly subscriptionId: string; readonly resourceGroupName: string },
): Promise<ResourceGroup> {
  const group = await findGroup(reader, at.subscriptionId, at.resourceGroupName)
  if (!group) throw armError('ResourceGroupNotFound', { name: at.resourceGroupName })
  return group
}

const ResourceGroups_CheckExistence: Handler<
  operations['ResourceGroups_CheckExistence'],
  ArmPorts
> = async (request, { store }) => {
  await existingGroup(store, request.params)
  return { status: 204 }
}

const ResourceGroups_Get: Handler<operations['ResourceGroups_Get'], ArmPorts> = async (
  request,
  { store },
) => ({ status: 200, body: presentGroup(await existingGroup(store, request.params)) })

const ResourceGroups_CreateOrUpdate: Handler<
  operations['ResourceGroups_CreateOrUpdate'],
  ArmPorts
> = async (request, { store }) => {
  const { location, tags, managedBy } = request.body
  const refused = tagsFault(tags)
  if (refused) throw refused
  const wanted = findLocation(location)
  if (!wanted) {
    throw armError('LocationNotAvailableForResourceGroup', { location, locations: locationNames })
  }
  const { subscriptionId, resourceGroupName: name } = request.params
  return await store.write(async (tx) => {
    const before = await findGroup(tx, subscriptionId, name)
    if (before) checkSame(before, location)
    const group: ResourceGroup = {
      subscriptionId: before?.subscriptionId ?? subscriptionId.toLowerCase(),
      name: before?.name ?? name,
      location: before?.location ?? wanted.name,
      ...(tags ? { tags } : {}),
      ...((managedBy ?? before?.managedBy) ? { managedBy: managedBy ?? before?.managedBy } : {}),
      provisioningState: 'Succeeded',
      createdAt: before?.createdAt ?? request.now,
      changedAt: request.now,
    }
    await (before ? saveGroup(tx, group) : insertGroup(tx, group))
    return { status: before ? 200 : 201, body: presentGroup(group) }
  })
}

/** What a PUT on a group that exists may not do. */
function checkSame(before: ResourceGroup, location: string): void {
  refuseIfDeleting(before)
  if (normalLocation(location) === before.location) return
  throw armError('InvalidResourceGroupLocation', { location, existing: before.location })
}

const ResourceGroups_Update: Handler<operations['ResourceGroups_Update'], ArmPorts> = async (
  request,
  { store },
) => {
  const { name, tags, managedBy } = request.body
  const refused = tagsFault(tags)
  if (refused) throw refused
  return await store.write(async (tx) => {
    const before = await existingGroup(tx, request.params)
    refuseIfDeleting(before)
    if (name !== undefined && name.toLowerCase() !== before.name.toLowerCase()) {
      throw armError('InvalidResourceName', { name, reason: 'a resource group cannot be renamed' })
    }
    // As recorded: an empty set of tags leaves none.
    const isEmpty = tags !== undefined && Object.keys(tags).length === 0
    const group: ResourceGroup = {
      ...patched(
        before,
        { tags: isEmpty ? undefined : tags, managedBy },
        isEmpty ? [...request.removed, 'tags'] : request.removed,
      ),
      changedAt: request.now,
    }
    await saveGroup(tx, group)
    return { status: 200, body: presentGroup(group) }
  })
}

const ResourceGroups_Delete: Handler<operations['ResourceGroups_Delete'], ArmPorts> = async (
  request,
  ports,
) => {
  const group = await existingGroup(ports.store, request.params)
  return await startGroupDeletion(request, ports, group)
}

const ResourceGroups_List: Handler<operations['ResourceGroups_List'], ArmPorts> = async (
  request,
  { store },
) => {
  const filter = parseGroupFilter(queryParameter(request.query, '$filter'))
  const size = pageSize(request.query)
  const { groups, isMore } = await matching(store, request, filter, size)
  const link = isMore ? { nextLink: nextLink(request, groups.at(-1)!.name) } : {}
  return { status: 200, body: { value: groups.map(presentGroup), ...link } }
}

/** Up to `size` groups that the filter lets through, and whether there are more of them. */
async function matching(
  reader: Reader,
  request: Pick<Request, 'path' | 'query'> & {
    readonly params: { readonly subscriptionId: string }
  },
  filter: GroupFilter | undefined,
  size: number,
) {
  const after = skipToken(request)
  const { subscriptionId } = request.params
  const limit = filter ? {} : { limit: size + 1 }
  const all = await listGroups(reader, { subscriptionId, after, ...limit })
  const groups = filter ? all.filter((group) => matchesGroup(filter, group)) : all
  return { groups: groups.slice(0, size), isMore: groups.length > size }
}

export const resourceGroupHandlers = {
  ResourceGroups_CheckExistence,
  ResourceGroups_Get,
  ResourceGroups_CreateOrUpdate,
  ResourceGroups_Update,
  ResourceGroups_Delete,
  ResourceGroups_List,
} satisfies Handlers
