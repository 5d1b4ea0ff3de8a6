// What a machine's screen and serial port show, for the admin API.
import { type ConsoleShot, HypervisorRefusal } from '#drivers/hypervisor/port.ts'
import { listAllMachines } from './host-machines/host-machine.queries.ts'
import type { ScvmmPorts } from './ports.ts'
import { instancesThat } from './virtual-machine-instances/instance.queries.ts'

/**
 * Shows the console of a machine that is named by VMM's id, by its name, or by the resource id or
 * the name of its hybrid machine. Undefined when there is no such machine, or several of the name.
 */
export async function machineConsole(
  ports: Pick<ScvmmPorts, 'store' | 'hypervisor'>,
  named: string,
  signal: AbortSignal,
): Promise<ConsoleShot | undefined> {
  const { store, hypervisor } = ports
  const wanted = named.toLowerCase()
  const machines = await listAllMachines(store)
  const byInstance = new Set<string>()
  await instancesThat(store, ({ instance, machine }) => {
    const id = instance.id.toLowerCase()
    const isNamed =
      id.startsWith(`${wanted}/`) || id === wanted || id.includes(`/machines/${wanted}/`)
    if (machine && isNamed) byInstance.add(machine.uuid)
    return false
  })
  const found = machines.filter(
    ({ uuid, name }) => uuid === wanted || name.toLowerCase() === wanted || byInstance.has(uuid),
  )
  if (found.length !== 1) return undefined
  try {
    return await hypervisor.console(found[0]!.uuid, signal)
  } catch (error) {
    // Known to the inventory only: it never ran here.
    if (error instanceof HypervisorRefusal && error.code === 'VmNotFound') return { serial: '' }
    throw error
  }
}
