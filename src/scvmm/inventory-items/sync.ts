// Brings a server's inventory up to what VMM has. It can be repeated at any time.
import { deleteResource, save } from '#arm/resources/resource.queries.ts'
import type { SystemData } from '#arm/resources/resource.ts'
import type { Tx } from '#store/tx.ts'
import type { InventoryType } from '../answers/wire.ts'
import type { EstateServer } from '../estate/estate.ts'
import { type EstateIds, machineOf } from '../host-machines/estate-machine.ts'
import { findMachine, listMachines, saveMachine } from '../host-machines/host-machine.queries.ts'
import { guidOf } from '../ids.ts'
import { listItems, managerOf } from './inventory-item.queries.ts'
import { type InventoryItem, type ItemBody, newItem } from './inventory-item.ts'

/** A server as far as its inventory is concerned. */
export interface Inventoried {
  /** The server's resource id. */
  readonly server: string
  /** VMM's own id: the same for all servers that are the same VMM. */
  readonly vmm: string
  readonly systemData: SystemData | undefined
}

type Found = Omit<ItemBody, 'isSynced' | 'managedBy'>

const idOf = (vmm: string, type: InventoryType, named: { name: string; uuid?: string }): string =>
  named.uuid?.toLowerCase() ?? guidOf(`${vmm} ${type} ${named.name}`)

export async function syncInventory(
  tx: Tx,
  inventoried: Inventoried,
  estate: EstateServer,
): Promise<void> {
  const { server, vmm } = inventoried
  await addMachines(tx, vmm, estate)
  const found = [...fixedItems(vmm, estate), ...(await machineItems(tx, vmm))]
  const before = new Map((await listItems(tx, server)).map((item) => [item.body.uuid, item]))
  for (const each of found) await put(tx, inventoried, each, before.get(each.uuid))
  const seen = new Set(found.map(({ uuid }) => uuid))
  for (const [uuid, item] of before) {
    if (seen.has(uuid) || !item.body.isSynced || (await managerOf(tx, item))) continue
    await deleteResource(tx, item.id)
  }
}

/** Machines that VMM had before we came. What became of them since is in their records. */
async function addMachines(tx: Tx, vmm: string, estate: EstateServer): Promise<void> {
  const idsBy = (type: InventoryType, named: readonly { name: string; uuid?: string }[]) =>
    new Map(named.map((each) => [each.name, idOf(vmm, type, each)]))
  const ids: EstateIds = {
    vmm,
    clouds: idsBy('Cloud', estate.clouds),
    networks: idsBy('VirtualNetwork', estate.virtualNetworks),
  }
  for (const machine of estate.virtualMachines) {
    const uuid = idOf(vmm, 'VirtualMachine', machine)
    if (!(await findMachine(tx, uuid))) await saveMachine(tx, machineOf(uuid, machine, ids))
  }
}

function fixedItems(vmm: string, estate: EstateServer): Found[] {
  const item = (inventoryType: InventoryType, named: { name: string; uuid?: string }) => ({
    inventoryType,
    name: named.name,
    uuid: idOf(vmm, inventoryType, named),
  })
  return [
    ...estate.clouds.map((cloud) => ({ ...item('Cloud', cloud), cloud })),
    ...estate.virtualNetworks.map((network) => item('VirtualNetwork', network)),
    ...estate.virtualMachineTemplates.map((template) => ({
      ...item('VirtualMachineTemplate', template),
      template,
    })),
  ]
}

const machineItems = async (tx: Tx, vmm: string): Promise<Found[]> =>
  (await listMachines(tx, vmm))
    .filter(({ isBeingMade }) => !isBeingMade)
    .map(({ uuid, name }) => ({ inventoryType: 'VirtualMachine', uuid, name }))

async function put(
  tx: Tx,
  { server, systemData }: Inventoried,
  found: Found,
  before: InventoryItem | undefined,
): Promise<void> {
  const body: ItemBody = { ...found, isSynced: true }
  if (!before) {
    await save(tx, newItem(server, body, systemData))
    return
  }
  const { managedBy } = before.body
  const next = managedBy === undefined ? body : { ...body, managedBy }
  if (JSON.stringify(next) === JSON.stringify(before.body)) return
  await save(tx, { ...before, body: next })
}
