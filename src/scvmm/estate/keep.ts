// What keeps the records of machines true. While there is no machine, nothing of it is loaded.
import { hasMachines } from '../host-machines/host-machine.queries.ts'
import type { ScvmmPorts } from '../ports.ts'

/**
 * What to run at the start of the server and from time to time: first machines that ran are started
 * again, and only then what machines do by themselves is noted.
 */
export function keepMachines(
  ports: Pick<ScvmmPorts, 'store' | 'hypervisor'>,
): (signal: AbortSignal) => Promise<void> {
  let isResumed = false
  return async (signal) => {
    if (await hasMachines(ports.store)) {
      const { resumeMachines, observeMachines } = await import('./reconcile.ts')
      if (!isResumed) await resumeMachines(ports, signal)
      isResumed = true
      await observeMachines(ports, signal)
    }
    // A machine that is made later did not run before the start.
    isResumed = true
  }
}
