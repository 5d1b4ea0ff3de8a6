// What clouds, networks and templates share: each is made from one item of the inventory.
import type { Reader, Tx } from '#store/tx.ts'
import type { InventoryType } from '../answers/wire.ts'
import { claimItem } from '../inventory-items/inventory-item.queries.ts'
import type { InventoryItem } from '../inventory-items/inventory-item.ts'
import type { ScvmmPorts } from '../ports.ts'
import { reachItem } from './origin.ts'
import { type Kind, type Properties, type Tracked, textOf } from './tracked.ts'

const ORIGIN = ['inventoryItemId', 'uuid', 'vmmServerId'] as const

/** As recorded: a template that was named by its uuid does not tell its item, the others do. */
function itemOf(type: InventoryType, sent: string | undefined, item: InventoryItem): Properties {
  if (sent === undefined && type === 'VirtualMachineTemplate') return {}
  return { inventoryItemId: sent ?? item.id }
}

/** The part of a kind that its origin in the inventory decides; `facts` is what VMM adds. */
export function fromInventory(
  inventoryType: InventoryType,
  facts: (item: InventoryItem) => Properties,
): Pick<Kind, 'settable' | 'fixed' | 'plan' | 'made'> {
  return {
    settable: ORIGIN,
    fixed: ORIGIN,
    async plan(reader: Reader, resource: Tracked, ports: ScvmmPorts): Promise<Properties> {
      const { properties } = resource.body
      const { server, item } = await reachItem(reader, ports, resource.id, inventoryType, {
        inventoryItemId: textOf(properties, 'inventoryItemId'),
        uuid: textOf(properties, 'uuid'),
        vmmServerId: textOf(properties, 'vmmServerId'),
      })
      return {
        // As recorded: the item's id stays as it was sent, the server's gets the service's spelling.
        ...itemOf(inventoryType, textOf(properties, 'inventoryItemId'), item),
        uuid: item.body.uuid,
        vmmServerId: server.resource.id,
        ...facts(item),
      }
    },
    async made(tx: Tx, { id, body: { properties } }: Tracked): Promise<void> {
      const server = textOf(properties, 'vmmServerId')
      const uuid = textOf(properties, 'uuid')
      if (server && uuid) await claimItem(tx, server, uuid, id)
    },
  }
}
