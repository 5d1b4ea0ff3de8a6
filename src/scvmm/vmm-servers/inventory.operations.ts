// When a server's inventory appears: at once, or after a while as with the real one.
import { findResource } from '#arm/resources/resource.queries.ts'
import { type Durable, durable } from '#engine/operation.ts'
import type { Shape } from '#store/read-json.ts'
import type { Tx } from '#store/tx.ts'
import { serverAt } from '../estate/estate.ts'
import { syncInventory } from '../inventory-items/sync.ts'
import { estateOf, type ScvmmPorts } from '../ports.ts'
import { type Tracked, type TrackedBody, textOf } from '../tracked/tracked.ts'

interface SyncWork {
  readonly server: string
  readonly delayMs: number
}

const shape: Shape<SyncWork> = { server: 'string', delayMs: 'number' }

export const inventorySync = (ports: Pick<ScvmmPorts, 'estate'>): Durable<SyncWork> =>
  durable<SyncWork>('InventoryItems_Sync', shape, [
    {
      name: 'sync',
      lasts: ({ delayMs }) => delayMs,
      commit: (tx, { input }) => syncServer(tx, ports, input.server),
    },
  ])

export async function offerInventory(
  tx: Tx,
  server: Pick<Tracked, 'id'>,
  ports: ScvmmPorts,
  delayMs: number,
): Promise<void> {
  if (delayMs === 0) return await syncServer(tx, ports, server.id)
  await ports.engine.begin(tx, inventorySync(ports), {
    resource: `${server.id}/inventoryItems`,
    input: { server: server.id, delayMs },
  })
}

/** Nothing happens when the server is gone or does not answer. */
async function syncServer(tx: Tx, ports: Pick<ScvmmPorts, 'estate'>, id: string): Promise<void> {
  const server = await findResource<TrackedBody>(tx, id)
  if (!server?.body.isMade) return
  const vmm = textOf(server.body.properties, 'uuid')
  const estate = serverAt(estateOf(ports), textOf(server.body.properties, 'fqdn') ?? '')
  if (vmm === undefined || !estate?.reachable) return
  const { systemData } = server.envelope
  await syncInventory(tx, { server: server.id, vmm, systemData }, estate)
}
