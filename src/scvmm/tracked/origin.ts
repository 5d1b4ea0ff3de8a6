// Where a resource comes from: its VMM server and its inventory item. A step or a plan that cannot
// go on throws an `OperationFailure`.
import { parentId } from '#arm/resource-id.ts'
import { findResource } from '#arm/resources/resource.queries.ts'
import { type OperationError, OperationFailure } from '#engine/operation.ts'
import type { Reader } from '#store/tx.ts'
import type { InventoryType } from '../answers/wire.ts'
import { failure, failureOf } from '../errors.ts'
import { type EstateServer, serverAt } from '../estate/estate.ts'
import { isIdOf } from '../ids.ts'
import { findItem, findItemById, managerOf } from '../inventory-items/inventory-item.queries.ts'
import type { InventoryItem } from '../inventory-items/inventory-item.ts'
import { estateOf, type ScvmmPorts } from '../ports.ts'
import { type Tracked, type TrackedBody, textOf } from './tracked.ts'

export interface Server {
  readonly resource: Tracked
  /** VMM's own id. */
  readonly vmm: string
  readonly estate: EstateServer
}

/** The server with this resource id, if it is connected and answers. */
export async function reachServer(
  reader: Reader,
  ports: Pick<ScvmmPorts, 'estate'>,
  id: string | undefined,
): Promise<Server> {
  if (id === undefined) {
    throw failureOf(failure('MissingProperty', { property: 'vmmServerId' }))
  }
  const isServer = isIdOf(id, 'vmmServers')
  const resource = isServer ? await findResource<TrackedBody>(reader, id) : undefined
  if (!resource) throw failureOf(failure('VmmServerNotFound', { resource: id }))
  const { properties, isMade } = resource.body
  const vmm = textOf(properties, 'uuid')
  if (!isMade || vmm === undefined) {
    throw failureOf(failure('VmmServerNotConnected', { resource: resource.id }))
  }
  const estate = serverAt(estateOf(ports), textOf(properties, 'fqdn') ?? '')
  if (!estate?.reachable) {
    throw failureOf(failure('VmmServerNotReachable', { resource: resource.id }))
  }
  return { resource: resource as Tracked, vmm, estate }
}

/** What a resource says of its origin: an item by id, or by VMM's id together with the server. */
export interface Origin {
  readonly inventoryItemId?: string | undefined
  readonly uuid?: string | undefined
  readonly vmmServerId?: string | undefined
}

export interface Source {
  readonly server: Server
  readonly item: InventoryItem
}

/** The inventory item that `resource` is to be made from; no other resource may have it. */
export async function reachItem(
  reader: Reader,
  ports: Pick<ScvmmPorts, 'estate'>,
  resource: string,
  inventoryType: InventoryType,
  origin: Origin,
): Promise<Source> {
  const { inventoryItemId: itemId, uuid } = origin
  const ofItem = itemId && isIdOf(itemId, 'vmmServers/inventoryItems') && parentId(itemId)
  const server = await reachServer(reader, ports, origin.vmmServerId ?? (ofItem || undefined))
  if (itemId === undefined && uuid === undefined) {
    throw failureOf(failure('MissingProperty', { property: 'inventoryItemId' }))
  }
  const at = server.resource.id
  const item =
    itemId === undefined
      ? await findItem(reader, at, uuid!)
      : await findItemById(reader, at, itemId)
  const isAsked =
    item?.body.inventoryType === inventoryType &&
    (uuid === undefined || uuid.toLowerCase() === item.body.uuid)
  if (!isAsked) {
    const names = { item: itemId ?? uuid ?? '', server: at }
    throw failureOf(failure('InventoryItemNotFound', names))
  }
  const managedBy = await managerOf(reader, item)
  if (managedBy !== undefined && managedBy.toLowerCase() !== resource.toLowerCase()) {
    const names = { item: item.id, resource: managedBy }
    throw failureOf(failure('InventoryItemAlreadyManaged', names))
  }
  return { server, item }
}

/** Turns what a plan throws into a fault, which the operation then fails for. */
export async function orFault<Plan>(
  plan: () => Promise<Plan>,
): Promise<{ readonly plan: Plan } | { readonly fault: OperationError }> {
  try {
    return { plan: await plan() }
  } catch (error) {
    if (!(error instanceof OperationFailure)) throw error
    return { fault: { code: error.code, message: error.message } }
  }
}
