// What an update makes of a machine. What VMM would refuse throws an `OperationFailure`.
import { isDeepStrictEqual } from 'node:util'
import type { Reader } from '#store/tx.ts'
import type { InstanceUpdate } from '../../answers/wire.ts'
import { failure, failureOf } from '../../errors.ts'
import type { HostHardware, HostMachine } from '../../host-machines/host-machine.ts'
import type { ScvmmPorts } from '../../ports.ts'
import { reachServer } from '../../tracked/origin.ts'
import type { WithMachine } from '../instance.queries.ts'
import type { InstanceBody } from '../instance.ts'
import { availabilitySetsOf } from './availability.ts'
import { wantedDisks } from './disks.ts'
import { checkpointTypeOf, wantedProcessors } from './hardware.ts'
import { networksOf, wantedNics } from './nics.ts'

export interface UpdatePlan {
  readonly hardware: HostHardware
  /** The hypervisor has something to do. */
  readonly changesHardware: boolean
  readonly checkpointType: string
  readonly availabilitySets: InstanceBody['availabilitySets']
}

/** `words` are this request's own: what is new gets ids that follow from them. */
export async function planUpdate(
  reader: Reader,
  ports: Pick<ScvmmPorts, 'estate'>,
  { instance, machine }: WithMachine,
  sent: InstanceUpdate,
  words: string,
): Promise<UpdatePlan> {
  if (!machine) {
    throw failureOf(failure('VirtualMachineNotFound', { resource: instance.id }))
  }
  await reachServer(reader, ports, instance.body.vmmServerId)
  const hardware = await wantedHardware(reader, machine, sent, words)
  const changesHardware = !isDeepStrictEqual(hardware, machine.hardware)
  if (changesHardware && machine.power !== 'Stopped') {
    const names = { machine: machine.name, power: machine.power }
    throw failureOf(failure('VirtualMachineRunning', names))
  }
  return {
    hardware,
    changesHardware,
    checkpointType: checkpointTypeOf(
      sent.infrastructureProfile?.checkpointType,
      machine.checkpointType,
    ),
    availabilitySets: sent.availabilitySets
      ? await availabilitySetsOf(reader, sent.availabilitySets)
      : instance.body.availabilitySets,
  }
}

/** Lists are whole: what is left out of one goes. A profile that is not sent stays. */
async function wantedHardware(
  reader: Reader,
  machine: HostMachine,
  sent: InstanceUpdate,
  words: string,
): Promise<HostHardware> {
  const { hardware, generation, name, checkpoints } = machine
  const nics = sent.networkProfile?.networkInterfaces
  const disks = sent.storageProfile?.disks
  const processors = wantedProcessors(hardware, sent.hardwareProfile, generation)
  return {
    ...processors,
    nics: nics
      ? wantedNics(hardware.nics, nics, words, await networksOf(reader, nics))
      : hardware.nics,
    disks: disks
      ? wantedDisks(hardware.disks, disks, {
          name,
          words,
          hasCheckpoints: checkpoints.checkpoints.length > 0,
        })
      : hardware.disks,
  }
}
