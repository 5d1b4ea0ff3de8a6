import { armError } from '#arm/errors.ts'
import { save } from '#arm/resources/resource.queries.ts'
import { createdBy } from '#arm/resources/resource.ts'
import type { Handler, Request } from '#kernel/handler.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { resourceReply } from '../answers/reply.ts'
import type { Operations } from '../answers/wire.ts'
import { scvmmError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import { machineOf } from '../host-machines/estate-machine.ts'
import { findMachine, saveMachine } from '../host-machines/host-machine.queries.ts'
import { type GroupPath, NAMESPACE, resourceIdOf } from '../ids.ts'
import type { ServicePorts } from '../service-ports.ts'
import { findTracked } from '../tracked/tracked.queries.ts'
import { type Tracked, textOf } from '../tracked/tracked.ts'
import { plainTemplate } from '../virtual-machine-templates/plain-template.ts'
import {
  findItem,
  listItems,
  managerOf,
  removeItem,
  surroundingsOf,
} from './inventory-item.queries.ts'
import { type InventoryItem, newItem, presentItem } from './inventory-item.ts'

type ItemHandler<Id extends keyof Operations> = Handler<Operations[Id], ServicePorts>
type ServerPath = GroupPath & { readonly vmmServerName: string }

const serverIdOf = (path: ServerPath): string =>
  resourceIdOf(path, 'vmmServers', path.vmmServerName)

async function requireServer(reader: Reader, path: ServerPath): Promise<Tracked> {
  const server = await findTracked(reader, serverIdOf(path))
  if (server) return server
  throw armError('ParentResourceNotFound', { parent: `vmmServers/${path.vmmServerName}` })
}

const present = async (reader: Reader, server: string, item: InventoryItem) =>
  presentItem(item, await surroundingsOf(reader, server, item))

/** As recorded: one page, whatever there is. */
const InventoryItems_ListByVmmServer: ItemHandler<'InventoryItems_ListByVmmServer'> = async (
  { params },
  { store },
) => {
  const { id } = await requireServer(store, params)
  const items = await listItems(store, id)
  const value = await Promise.all(items.map((item) => present(store, id, item)))
  return { status: 200, body: { value } }
}

const InventoryItems_Get: ItemHandler<'InventoryItems_Get'> = async ({ params }, { store }) => {
  const { id } = await requireServer(store, params)
  const item = await findItem(store, id, params.inventoryItemResourceName.toLowerCase())
  if (item) return resourceReply(200, item, await present(store, id, item))
  throw armError('ResourceNotFound', {
    resource: `${NAMESPACE}/vmmServers/${params.vmmServerName}/InventoryItems/${params.inventoryItemResourceName}`,
    group: params.resourceGroupName,
  })
}

/** Nothing was recorded of this call: it notes an item that VMM has not told of. */
const InventoryItems_Create: ItemHandler<'InventoryItems_Create'> = async (request, { store }) =>
  store.write(async (tx) => {
    const server = await requireServer(tx, request.params)
    const uuid = request.params.inventoryItemResourceName.toLowerCase()
    const before = await findItem(tx, server.id, uuid)
    const item = before ? checkedItem(before, request) : await createItem(tx, server, uuid, request)
    return resourceReply(before ? 200 : 201, item, await present(tx, server.id, item))
  })

type CreateRequest = Request<Operations['InventoryItems_Create']>

function checkedItem(before: InventoryItem, { body }: CreateRequest): InventoryItem {
  const wanted = body.properties?.inventoryType ?? before.body.inventoryType
  if (wanted.toLowerCase() === before.body.inventoryType.toLowerCase()) return before
  throw scvmmError('PropertyChangeNotAllowed', { property: 'properties.inventoryType' })
}

const TYPES = ['Cloud', 'VirtualNetwork', 'VirtualMachineTemplate', 'VirtualMachine'] as const

async function createItem(
  tx: Tx,
  server: Tracked,
  uuid: string,
  { body, caller, now }: CreateRequest,
): Promise<InventoryItem> {
  const asked = String(body.properties?.inventoryType ?? body.kind ?? '').toLowerCase()
  const inventoryType = TYPES.find((type) => type.toLowerCase() === asked)
  if (!inventoryType) {
    const reason = `it must be one of: ${TYPES.join(', ')}`
    throw scvmmError('InvalidParameter', { property: 'properties.inventoryType', reason })
  }
  const item = newItem(
    server.id,
    { inventoryType, uuid, name: uuid, isSynced: false },
    createdBy(caller, now),
  )
  if (inventoryType === 'VirtualMachine') await addMachine(tx, server, uuid)
  return await save(tx, item)
}

/** A machine of which nothing is told: as small as one can be. */
async function addMachine(tx: Tx, server: Tracked, uuid: string): Promise<void> {
  if (await findMachine(tx, uuid)) return
  const vmm = textOf(server.body.properties, 'uuid') ?? server.id
  const described = { ...plainTemplate(uuid), ipAddresses: [] }
  const ids = { vmm, clouds: new Map(), networks: new Map() }
  await saveMachine(tx, machineOf(uuid, described, ids))
}

const InventoryItems_Delete: ItemHandler<'InventoryItems_Delete'> = async ({ params }, { store }) =>
  store.write(async (tx) => {
    const { id } = await requireServer(tx, params)
    const uuid = params.inventoryItemResourceName.toLowerCase()
    const item = await findItem(tx, id, uuid)
    if (!item) return { status: 204 }
    const managedBy = await managerOf(tx, item)
    if (managedBy !== undefined) {
      throw scvmmError('Conflict:managed', { item: item.id, resource: managedBy })
    }
    await removeItem(tx, id, uuid)
    return { status: 200 }
  })

export const inventoryItemHandlers = {
  InventoryItems_ListByVmmServer,
  InventoryItems_Get,
  InventoryItems_Create,
  InventoryItems_Delete,
} satisfies Handlers
