// What brings the records and the hypervisor together outside of operations.
import { HypervisorRefusal } from '#drivers/hypervisor/port.ts'
import { findOperation } from '#engine/operation.queries.ts'
import type { Reader } from '#store/tx.ts'
import { catchUp } from '../host-machines/driving.ts'
import { listAllMachines } from '../host-machines/host-machine.queries.ts'
import type { HostMachine } from '../host-machines/host-machine.ts'
import { habitsOf, type ScvmmPorts } from '../ports.ts'

type Ports = Pick<ScvmmPorts, 'store' | 'hypervisor'>

async function isBusy(reader: Reader, { operation }: HostMachine): Promise<boolean> {
  if (operation === undefined) return false
  const latest = await findOperation(reader, operation)
  return latest !== undefined && latest.endedAt === undefined
}

/** Machines that the hypervisor has and that no operation works on. */
async function idleMachines(reader: Reader): Promise<HostMachine[]> {
  const idle: HostMachine[] = []
  for (const machine of await listAllMachines(reader)) {
    if (machine.isDefined && !(await isBusy(reader, machine))) idle.push(machine)
  }
  return idle
}

/**
 * After a start of the server: machines that ran, and that did not go on running, are started again.
 * One for which there is no room any more stays stopped.
 */
export async function resumeMachines(ports: Ports, signal: AbortSignal): Promise<void> {
  for (const machine of await idleMachines(ports.store)) {
    if (machine.power !== 'Running') continue
    const report = await ports.hypervisor.observe(machine.uuid, signal)
    if (report?.power !== 'stopped') continue
    try {
      await ports.hypervisor.start(machine.uuid, signal)
    } catch (error) {
      if (!(error instanceof HypervisorRefusal)) throw error
      await catchUp(ports, machine, signal)
    }
  }
}

/**
 * At the end of the server, for no machine outlives it: those that run are shut down, and started
 * again at the next start, as their records say that they run. Without a next start they are removed.
 * Answers what went wrong.
 */
export async function releaseMachines(
  ports: Ports & Pick<ScvmmPorts, 'habits'>,
  isKept: boolean,
  signal: AbortSignal,
): Promise<unknown[]> {
  const { store, hypervisor } = ports
  const { graceMs } = habitsOf(ports).shutdown
  // Also such as an operation works on: it goes on at the next start.
  const machines = (await listAllMachines(store)).filter(
    ({ isDefined, isBeingMade }) => isDefined || isBeingMade,
  )
  const released = await Promise.allSettled(
    machines.map(async ({ uuid }) => {
      if (!isKept) return await hypervisor.destroy(uuid, signal)
      const report = await hypervisor.observe(uuid, signal)
      if (!report || report.power === 'stopped') return
      await hypervisor.stop(uuid, { graceMs, otherwise: 'turnOff' }, signal)
    }),
  )
  return released.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
}

/** Notes what machines do by themselves, for guests shut down, and what became of what was cut off. */
export async function observeMachines(ports: Ports, signal: AbortSignal): Promise<void> {
  for (const machine of await idleMachines(ports.store)) await catchUp(ports, machine, signal)
}
