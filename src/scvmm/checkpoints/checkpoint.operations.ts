// Checkpoints on the hypervisor, and then in the record. The calls can be repeated, and the record
// follows in the transaction that ends the step: whatever dies, both agree again after the next start.
import type { CheckpointType } from '#drivers/hypervisor/port.ts'
import type { Durable, Operation } from '#engine/operation.ts'
import type { Shape } from '#store/read-json.ts'
import type { Tx } from '#store/tx.ts'
import { changeMachine, onHost } from '../host-machines/driving.ts'
import { findMachine } from '../host-machines/host-machine.queries.ts'
import type { HostMachine } from '../host-machines/host-machine.ts'
import { guidOf } from '../ids.ts'
import type { ScvmmPorts } from '../ports.ts'
import {
  type MachineWork,
  machineOperation,
  machineShape,
} from '../virtual-machine-instances/instance-steps.ts'
import { type MachineCheckpointEvent, withCheckpointEvent } from './checkpoint.machine.ts'

export interface CheckpointWork extends MachineWork {
  readonly event?: MachineCheckpointEvent
}

const shape: Shape<CheckpointWork> = { ...machineShape, event: 'object?' }

const SECOND = 1_000

/** `Disabled` was refused before. */
const typeOf = (machine: HostMachine): CheckpointType =>
  machine.checkpointType.toLowerCase() as CheckpointType

export function checkpointOperations(ports: ScvmmPorts) {
  const { store, hypervisor } = ports
  type Call = (
    machine: HostMachine,
    checkpoint: string,
    operation: Operation<CheckpointWork>,
    signal: AbortSignal,
  ) => Promise<unknown>

  const checkpoint = (name: string, lasts: number, call: Call): Durable<CheckpointWork> =>
    machineOperation<CheckpointWork>(ports, {
      kind: `VirtualMachineInstances_${name}`,
      shape,
      lead: SECOND,
      about: ({ event }) => (event ? { event } : {}),
      steps: [
        {
          name: 'on-host',
          lasts,
          async act(operation, signal) {
            const { event, machine: uuid } = operation.input
            const machine = await findMachine(store, uuid)
            if (!machine || !event) return
            await onHost({ machine: machine.name, id: event.id }, () =>
              call(machine, event.id, operation, signal),
            )
          },
          commit: record,
        },
      ],
    })

  // Lengths as recorded.
  return {
    createCheckpoint: checkpoint('CreateCheckpoint', 25 * SECOND, (machine, id, _, signal) =>
      hypervisor.createCheckpoint(machine.uuid, id, typeOf(machine), signal),
    ),
    restoreCheckpoint: checkpoint('RestoreCheckpoint', 44 * SECOND, ({ uuid }, id, by, signal) =>
      hypervisor.restoreCheckpoint(uuid, id, by.id, signal),
    ),
    deleteCheckpoint: checkpoint('DeleteCheckpoint', 20 * SECOND, ({ uuid }, id, _, signal) =>
      hypervisor.deleteCheckpoint(uuid, id, signal),
    ),
  }
}

async function record(tx: Tx, { id, input }: Operation<CheckpointWork>): Promise<void> {
  const { event } = input
  if (!event) return
  await changeMachine(tx, input.machine, (machine) => {
    const decision = withCheckpointEvent(machine, event, (words) => guidOf(`${id} ${words}`))
    return decision.accepted ? decision.next : machine
  })
}
