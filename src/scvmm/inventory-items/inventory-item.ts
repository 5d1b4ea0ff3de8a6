import { parseResourceId } from '#arm/resource-id.ts'
import { declareBody } from '#arm/resources/body-shapes.ts'
import { type ArmResource, newResource, type SystemData } from '#arm/resources/resource.ts'
import type { InventoryItemWire, InventoryType } from '../answers/wire.ts'
import type { EstateCloud, EstateTemplate } from '../estate/estate.ts'
import type { HostMachine } from '../host-machines/host-machine.ts'
import { inventoryItemId } from '../ids.ts'

export const ITEM_TYPE = 'microsoft.scvmm/vmmservers/inventoryitems'

export interface ItemBody {
  readonly inventoryType: InventoryType
  readonly uuid: string
  readonly name: string
  /** Found by looking at VMM; false: a client wrote it. */
  readonly isSynced: boolean
  /** The Azure resource that was made from it. It counts only while it is there. */
  readonly managedBy?: string
  readonly cloud?: EstateCloud
  readonly template?: EstateTemplate
}

declareBody<ItemBody>(ITEM_TYPE, {
  inventoryType: 'string',
  uuid: 'string',
  name: 'string',
  isSynced: 'boolean',
  managedBy: 'string?',
  cloud: 'object?',
  template: 'object?',
})

export type InventoryItem = ArmResource<ItemBody>

export const newItem = (server: string, body: ItemBody, systemData?: SystemData): InventoryItem =>
  newResource({
    id: inventoryItemId(server, body.uuid),
    type: ITEM_TYPE,
    provisioningState: 'Succeeded',
    envelope: { kind: body.inventoryType, ...(systemData ? { systemData } : {}) },
    body,
  })

/** What an item shows that is not its own: the machine behind it, its cloud's item, its resource. */
export interface ItemSurroundings {
  readonly managedBy?: string | undefined
  readonly machine?: HostMachine | undefined
  readonly cloud?: InventoryItem | undefined
}

export function presentItem(item: InventoryItem, around: ItemSurroundings): InventoryItemWire {
  const { inventoryType, uuid, name } = item.body
  const { systemData } = item.envelope
  return {
    id: item.id,
    name: item.name,
    type: item.type,
    ...(systemData ? { systemData } : {}),
    kind: inventoryType,
    properties: {
      inventoryType,
      ...(around.managedBy === undefined ? {} : { managedResourceId: around.managedBy }),
      uuid,
      inventoryItemName: name,
      provisioningState: 'Succeeded',
      ...factsOf(item.body, around),
    } as NonNullable<InventoryItemWire['properties']>,
  }
}

function factsOf({ template }: ItemBody, { machine, cloud, managedBy }: ItemSurroundings) {
  if (template) {
    const { cpuCount, memoryMB, osType, osName } = template
    return { cpuCount, memoryMB, osType, osName }
  }
  if (!machine) return {}
  const addresses = machine.hardware.nics.flatMap(({ ipAddresses }) => ipAddresses)
  const hybridMachine = managedBy === undefined ? undefined : parseResourceId(managedBy).scope
  return {
    osType: machine.os.type,
    osName: machine.os.name,
    ...(machine.os.version === undefined ? {} : { osVersion: machine.os.version }),
    ...(machine.tellsPower ? { powerState: machine.power } : {}),
    ipAddresses: addresses,
    ...(cloud ? { cloud: { inventoryItemId: cloud.id, inventoryItemName: cloud.body.name } } : {}),
    biosGuid: machine.biosGuid,
    ...(hybridMachine === undefined ? {} : { managedMachineResourceId: hybridMachine }),
    generation: machine.generation,
  }
}
