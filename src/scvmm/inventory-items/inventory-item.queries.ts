import {
  deleteResource,
  findResource,
  listChildResources,
  save,
} from '#arm/resources/resource.queries.ts'
import type { ArmResource } from '#arm/resources/resource.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { findMachine } from '../host-machines/host-machine.queries.ts'
import { inventoryItemId, isIdOf, sameId } from '../ids.ts'
import {
  type InventoryItem,
  ITEM_TYPE,
  type ItemBody,
  type ItemSurroundings,
} from './inventory-item.ts'

export const listItems = async (reader: Reader, server: string): Promise<InventoryItem[]> =>
  listChildResources<ItemBody>(reader, ITEM_TYPE, server)

export const findItem = async (
  reader: Reader,
  server: string,
  uuid: string,
): Promise<InventoryItem | undefined> =>
  findResource<ItemBody>(reader, inventoryItemId(server, uuid))

/** By its complete id, which must lie below the server; undefined otherwise. */
export async function findItemById(
  reader: Reader,
  server: string,
  id: string,
): Promise<InventoryItem | undefined> {
  if (!isIdOf(id, 'vmmServers/inventoryItems')) return undefined
  const uuid = id.split('/').at(-1)!
  return sameId(inventoryItemId(server, uuid), id) ? findItem(reader, server, uuid) : undefined
}

/** What a managing resource knows of its item, whatever its type. */
interface Managing {
  readonly machine?: string
  readonly properties?: { readonly uuid?: string }
}

/**
 * The Azure resource made from the item. Its resource may have gone with its group or its machine
 * without a word to us: then the item is free again.
 */
export async function managerOf(reader: Reader, item: InventoryItem): Promise<string | undefined> {
  const { managedBy, uuid } = item.body
  if (managedBy === undefined) return undefined
  const resource: ArmResource<Managing> | undefined = await findResource(reader, managedBy)
  const pointsAt = resource?.body.machine ?? resource?.body.properties?.uuid
  return pointsAt?.toLowerCase() === uuid ? resource?.id : undefined
}

export async function surroundingsOf(
  reader: Reader,
  server: string,
  item: InventoryItem,
): Promise<ItemSurroundings> {
  const managedBy = await managerOf(reader, item)
  if (item.body.inventoryType !== 'VirtualMachine') return { managedBy }
  const machine = await findMachine(reader, item.body.uuid)
  const cloud = machine?.cloud ? await findItem(reader, server, machine.cloud) : undefined
  return { managedBy, machine, cloud }
}

/** Notes the resource that is made from the item. */
export async function claimItem(
  tx: Tx,
  server: string,
  uuid: string,
  resource: string,
): Promise<void> {
  const item = await findItem(tx, server, uuid)
  if (item) await save(tx, { ...item, body: { ...item.body, managedBy: resource } })
}

export async function removeItem(tx: Tx, server: string, uuid: string): Promise<boolean> {
  return (await deleteResource(tx, inventoryItemId(server, uuid))) > 0
}
