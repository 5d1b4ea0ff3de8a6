import { deleteResource } from '#arm/resources/resource.queries.ts'
import { type Durable, durable } from '#engine/operation.ts'
import type { Shape } from '#store/read-json.ts'
import { failureOf } from '../errors.ts'
import { onHost } from '../host-machines/driving.ts'
import { findMachine, removeMachine } from '../host-machines/host-machine.queries.ts'
import { removeItem } from '../inventory-items/inventory-item.queries.ts'
import type { ScvmmPorts } from '../ports.ts'
import { changeInstance, type MachineWork, machineShape } from './instance-steps.ts'

export interface DeleteWork extends MachineWork {
  /** The machine leaves its host too; otherwise only Azure forgets it. */
  readonly deleteFromHost: boolean
  /** The resource goes even if the host does not do its part. */
  readonly force: boolean
  readonly server?: string
}

const shape: Shape<DeleteWork> = {
  ...machineShape,
  deleteFromHost: 'boolean',
  force: 'boolean',
  server: 'string?',
}

const SECOND = 1_000

export function deleteOperation(ports: ScvmmPorts): Durable<DeleteWork> {
  return durable<DeleteWork>(
    'VirtualMachineInstances_Delete',
    shape,
    [
      {
        name: 'remove-from-host',
        lasts: 25 * SECOND,
        async act({ input }, signal) {
          if (input.fault) throw failureOf(input.fault)
          await removeFromHost(ports, input, signal)
        },
      },
      {
        name: 'forget',
        lasts: 2 * SECOND,
        async commit(tx, { input }) {
          await deleteResource(tx, input.resource)
        },
      },
    ],
    {
      failed: (tx, { input }, _error, now) =>
        changeInstance(tx, input.resource, now, (instance) => ({
          ...instance,
          provisioningState: 'Failed',
        })),
    },
  )
}

/** A machine whose making was cut off has no owner: it goes in any case. */
async function removeFromHost(
  ports: ScvmmPorts,
  work: DeleteWork,
  signal: AbortSignal,
): Promise<void> {
  const { store, hypervisor } = ports
  const machine = await findMachine(store, work.machine)
  if (!machine || !(work.deleteFromHost || machine.isBeingMade)) return
  try {
    await onHost({ machine: machine.name }, () => hypervisor.destroy(machine.uuid, signal))
  } catch (error) {
    if (work.force && !signal.aborted) return
    throw error
  }
  await store.write(async (tx) => {
    await removeMachine(tx, machine.uuid)
    if (work.server !== undefined) await removeItem(tx, work.server, machine.uuid)
  })
}
