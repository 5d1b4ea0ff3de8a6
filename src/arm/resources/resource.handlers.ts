import type { operations } from '#contract/arm/types.ts'
import type { BodySource, Handler, Reply, Request } from '#kernel/handler.ts'
import { queryParameter } from '#kernel/query.ts'
import { readRow } from '#store/read-json.ts'
import type { Reader } from '#store/tx.ts'
import { armError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import { nextLink, pageSize, skipToken } from '../paging.ts'
import type { ArmPorts } from '../ports.ts'
import { nothingAt } from '../refusals.ts'
import { existingGroup } from '../resource-groups/resource-group.handlers.ts'
import { idKey, parseResourceId } from '../resource-id.ts'
import { matchesResource, parseResourceFilter, type ResourceFilter } from './filter.ts'
import { findResource, listTrackedHeads } from './resource.queries.ts'
import type { ResourceHead } from './resource.ts'
import type { Unread } from './resource-row.ts'

const EXPANSIONS = ['createdtime', 'changedtime', 'provisioningstate'] as const
type Expansion = (typeof EXPANSIONS)[number]

/** A resource as lists show it: everything but its properties. */
function presentResource(resource: ResourceHead, expand: ReadonlySet<Expansion>) {
  const { systemData, ...envelope } = resource.envelope
  return {
    id: resource.id,
    name: resource.name,
    type: resource.type,
    ...envelope,
    ...(resource.location === undefined ? {} : { location: resource.location }),
    ...(resource.tags === undefined ? {} : { tags: resource.tags }),
    ...(expand.has('createdtime') ? { createdTime: systemData?.createdAt } : {}),
    ...(expand.has('changedtime') ? { changedTime: systemData?.lastModifiedAt } : {}),
    ...(expand.has('provisioningstate') ? { provisioningState: resource.provisioningState } : {}),
  }
}

function expansions(request: Pick<Request, 'query'>): ReadonlySet<Expansion> {
  const text = queryParameter(request.query, '$expand') ?? ''
  const words = text
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .filter(Boolean)
  for (const word of words) {
    if (EXPANSIONS.some((known) => known === word)) continue
    const reason = "it must be of 'createdTime', 'changedTime' and 'provisioningState'"
    throw armError('InvalidParameterValue', { name: '$expand', value: text, reason })
  }
  return new Set(words as Expansion[])
}

/** One page: read on and filter until it is full, so that a filter never makes a page short. */
async function page(
  reader: Reader,
  request: Pick<Request, 'query' | 'origin' | 'path'>,
  scope: { readonly subscriptionId: string; readonly resourceGroup?: string },
): Promise<Reply> {
  const filter = parseResourceFilter(queryParameter(request.query, '$filter'))
  const expand = expansions(request)
  const size = pageSize(request.query)
  const found: Unread<ResourceHead>[] = []
  let after = skipToken(request)
  let isLast = false
  // One more than the page holds tells whether there is another page.
  while (!isLast && found.length <= size) {
    const limit = filter ? BATCH : size + 1
    const heads = await listTrackedHeads(reader, { ...scope, after, limit })
    isLast = heads.length < limit
    after = heads.length === 0 ? after : idKey(heads.at(-1)!.id)
    found.push(...(filter ? heads.filter(matching(filter)) : heads))
    // A filter that lets little through reads far: others get their turn meanwhile.
    await nextTurn()
  }
  const value = found.slice(0, size)
  const link = found.length > size ? { nextLink: nextLink(request, idKey(value.at(-1)!.id)) } : {}
  const shown = [...expand].sort().join()
  const listed = (head: Unread<ResourceHead>): BodySource => ({
    name: shown === '' ? head.id : `${head.id} ${shown}`,
    parts: head.parts,
    make: () => readRow(head, ({ read }) => presentResource(read(), expand)),
  })
  return { status: 200, page: { value: value.map(listed), ...link } }
}

/** A damaged row matches nothing. */
const matching = (filter: ResourceFilter) => (head: Unread<ResourceHead>) =>
  readRow(head, ({ read }) => matchesResource(filter, read())) ?? false

const BATCH = 500
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const Resources_List: Handler<operations['Resources_List'], ArmPorts> = (request, { store }) =>
  page(store, request, { subscriptionId: request.params.subscriptionId })

const Resources_ListByResourceGroup: Handler<
  operations['Resources_ListByResourceGroup'],
  ArmPorts
> = async (request, { store }) => {
  await existingGroup(store, request.params)
  const { subscriptionId, resourceGroupName: resourceGroup } = request.params
  return await page(store, request, { subscriptionId, resourceGroup })
}

/** ARM answers for every provider's resources; their contracts know no HEAD. */
const Resources_CheckExistenceById: Handler<
  operations['Resources_CheckExistenceById'],
  ArmPorts
> = async (request, ports) => {
  const id = `/${request.params.resourceId}`
  if (await findResource(ports.store, id)) return { status: 204 }
  const { namespace, type, names, resourceGroup, subscriptionId } = parseResourceId(id)
  if (!namespace || !type) throw nothingAt(request)
  if (resourceGroup && subscriptionId)
    await existingGroup(ports.store, { subscriptionId, resourceGroupName: resourceGroup })
  throw resourceNotFound({ namespace, type, names, resourceGroup })
}

/**
 * Resources by id are their provider's: `host` sends the call there. What arrives here is the id of
 * nothing that a provider has.
 */
const nobodys = async (request: Request): Promise<Reply> => {
  throw nothingAt(request)
}

const Resources_GetById: Handler<never, ArmPorts> = nobodys
const Resources_CreateOrUpdateById: Handler<never, ArmPorts> = nobodys
const Resources_UpdateById: Handler<never, ArmPorts> = nobodys
const Resources_DeleteById: Handler<never, ArmPorts> = nobodys

/** ARM's 404 for a provider's resource: `Microsoft.ContainerService/managedClusters/x`. */
export function resourceNotFound(id: {
  readonly namespace?: string
  readonly type?: string
  readonly names: readonly string[]
  readonly resourceGroup?: string | undefined
}) {
  const parts = (id.type ?? '').split('/').flatMap((type, i) => [type, id.names[i] ?? ''])
  const resource = [id.namespace, ...parts.filter(Boolean)].join('/')
  return id.resourceGroup === undefined
    ? armError('ResourceNotFound:subscription', { resource })
    : armError('ResourceNotFound', { resource, group: id.resourceGroup })
}

export const resourceHandlers = {
  Resources_List,
  Resources_ListByResourceGroup,
  Resources_CheckExistenceById,
  Resources_GetById,
  Resources_CreateOrUpdateById,
  Resources_UpdateById,
  Resources_DeleteById,
} satisfies Handlers
