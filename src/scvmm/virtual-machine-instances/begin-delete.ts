import { save } from '#arm/resources/resource.queries.ts'
import type { Operation } from '#engine/operation.ts'
import type { Tx } from '#store/tx.ts'
import type { Work } from '../answers/polling.ts'
import { makeWay } from '../busy.ts'
import { saveMachine } from '../host-machines/host-machine.queries.ts'
import type { ServicePorts } from '../service-ports.ts'
import { orFault, reachServer } from '../tracked/origin.ts'
import type { DeleteWork } from './delete.operations.ts'
import { findInstanceById, withMachine } from './instance.queries.ts'
import type { Instance } from './instance.ts'

/**
 * Starts deleting an instance. Without force it does not wait but is refused while another
 * operation runs; with force it ends that one, and goes on whatever the host says.
 */
export async function beginDelete(
  tx: Tx,
  ports: Pick<ServicePorts, 'engine' | 'durables' | 'estate'>,
  found: Instance,
  how: Pick<DeleteWork, 'force' | 'deleteFromHost'>,
): Promise<Operation<Work>> {
  const running = await makeWay(tx, ports, found, how.force)
  if (running) return running
  // What ran was ended just now, and that was saved.
  const { instance, machine } = await withMachine(tx, (await findInstanceById(tx, found.id))!)
  const server = instance.body.vmmServerId
  const needsHost = machine !== undefined && !how.force
  const reached = needsHost ? await orFault(() => reachServer(tx, ports, server)) : undefined
  const operation = await ports.engine.begin(tx, ports.durables.delete, {
    resource: instance.id,
    input: {
      resource: instance.id,
      verb: 'DELETE',
      location: instance.location ?? 'global',
      before: instance.provisioningState,
      ...how,
      ...(machine ? { machine: machine.uuid } : {}),
      ...(server === undefined ? {} : { server }),
      ...(reached && 'fault' in reached ? { fault: reached.fault } : {}),
    },
  })
  await save(tx, { ...instance, provisioningState: 'Deleting' })
  if (machine) await saveMachine(tx, { ...machine, operation: operation.id })
  return operation
}
