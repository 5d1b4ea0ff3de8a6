// What a machine's screen and serial port show, for the admin API.
import { idKey, parseResourceId } from '#arm/resource-id.ts'
import { listResources } from '#arm/resources/resource.queries.ts'
import { type ConsoleShot, HypervisorRefusal } from '#drivers/hypervisor/port.ts'
import type { Reader } from '#store/tx.ts'
import { listAllMachines } from '../host-machines/host-machine.queries.ts'
import type { ScvmmPorts } from '../ports.ts'
import { INSTANCE_TYPE, type InstanceBody } from './instance.ts'

/**
 * Shows the console of a machine that is named by VMM's id, by its name, or by the resource id or
 * the name of its hybrid machine. Undefined when there is no such machine, or several of the name.
 */
export async function machineConsole(
  { store, hypervisor }: Pick<ScvmmPorts, 'store' | 'hypervisor'>,
  named: string,
  signal: AbortSignal,
): Promise<ConsoleShot | undefined> {
  const byInstance = await machinesOfInstances(store, named)
  const wanted = named.toLowerCase()
  const [machine, ...others] = (await listAllMachines(store)).filter(
    ({ uuid, name }) => uuid === wanted || name.toLowerCase() === wanted || byInstance.has(uuid),
  )
  if (!machine || others.length > 0) return undefined
  try {
    return await hypervisor.console(machine.uuid, signal)
  } catch (error) {
    // Known to the inventory only: it never ran here.
    if (error instanceof HypervisorRefusal && error.code === 'VmNotFound') return { serial: '' }
    throw error
  }
}

/** VMM's ids of the machines whose instance, or whose hybrid machine, is named. */
async function machinesOfInstances(reader: Reader, named: string): Promise<Set<string>> {
  const found = new Set<string>()
  for (const { id, body } of await listResources<InstanceBody>(reader, { type: INSTANCE_TYPE })) {
    const { scope = '' } = parseResourceId(id)
    const isNamed =
      [idKey(id), idKey(scope)].includes(idKey(named)) ||
      scope.split('/').at(-1)?.toLowerCase() === named.toLowerCase()
    if (isNamed && body.machine !== undefined) found.add(body.machine)
  }
  return found
}
