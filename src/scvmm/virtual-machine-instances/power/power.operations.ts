// Turning machines on and off. What came of it is read back from the hypervisor.
import type { Durable, Operation } from '#engine/operation.ts'
import type { Shape, ValueShape } from '#store/read-json.ts'
import { onHost } from '../../host-machines/driving.ts'
import { findMachine } from '../../host-machines/host-machine.queries.ts'
import type { HostMachine } from '../../host-machines/host-machine.ts'
import { habitsOf, type ScvmmPorts } from '../../ports.ts'
import { type MachineWork, machineOperation, machineShape } from '../instance-steps.ts'

export interface StopWork extends MachineWork {
  /** Turns off at once, without asking the guest. */
  /** Absent where the operation fails before it would matter. */
  readonly skipShutdown?: boolean
}

const stopShape: Shape<StopWork> = { ...machineShape, skipShutdown: 'boolean?' }

const SECOND = 1_000

export function powerOperations(ports: ScvmmPorts) {
  const { store, hypervisor } = ports

  const power = <W extends MachineWork>(
    name: 'Start' | 'Stop' | 'Restart',
    shape: ValueShape<W>,
    lasts: number | ((work: W) => number),
    call: (machine: HostMachine, operation: Operation<W>, signal: AbortSignal) => Promise<void>,
  ): Durable<W> =>
    machineOperation<W>(ports, {
      kind: `VirtualMachineInstances_${name}`,
      shape,
      lead: SECOND,
      steps: [
        {
          name: name.toLowerCase(),
          lasts,
          async act(operation, signal) {
            const machine = await findMachine(store, operation.input.machine)
            if (!machine) return
            await onHost({ machine: machine.name }, () => call(machine, operation, signal))
          },
        },
      ],
    })

  return {
    start: power<MachineWork>('Start', machineShape, 20 * SECOND, ({ uuid }, _, signal) =>
      hypervisor.start(uuid, signal),
    ),
    stop: power<StopWork>(
      'Stop',
      stopShape,
      // Recorded: 23 s when skipped, more than a minute otherwise.
      ({ skipShutdown }) => (skipShutdown ? 20 : 60) * SECOND,
      ({ uuid }, { input }, signal) => {
        const atOnce = { graceMs: 0, otherwise: 'turnOff' } as const
        return hypervisor.stop(uuid, input.skipShutdown ? atOnce : habitsOf(ports).shutdown, signal)
      },
    ),
    restart: power<MachineWork>('Restart', machineShape, 30 * SECOND, ({ uuid }, { id }, signal) =>
      hypervisor.restart(uuid, id, signal),
    ),
  }
}
