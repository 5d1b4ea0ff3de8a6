import type { Reader } from '#store/tx.ts'
import { failure, failureOf } from '../../errors.ts'
import { listMachines } from '../../host-machines/host-machine.queries.ts'
import type { HostMachine } from '../../host-machines/host-machine.ts'
import { type Tracked, textOf } from '../../tracked/tracked.ts'

interface Capacity {
  readonly cpuCount?: number
  readonly memoryMB?: number
  readonly vmCount?: number
}

/** A cloud takes no more machines, processors and memory than it has. */
export async function checkCapacity(
  reader: Reader,
  cloud: Tracked,
  machine: HostMachine,
): Promise<void> {
  const capacity = (cloud.body.properties.cloudCapacity ?? {}) as Capacity
  const others = await listMachines(reader, machine.vmm)
  const all = [...others.filter((other) => other.cloud === machine.cloud), machine]
  const sum = (of: (each: HostMachine) => number): number =>
    all.reduce((total, each) => total + of(each), 0)
  const needed = {
    vmCount: all.length,
    cpuCount: sum(({ hardware }) => hardware.cpuCount),
    memoryMB: sum(({ hardware }) => hardware.memoryMB),
  }
  for (const name of ['vmCount', 'cpuCount', 'memoryMB'] as const) {
    const has = capacity[name]
    if (has === undefined || needed[name] <= has) continue
    throw failureOf(
      failure('CloudCapacityExceeded', {
        cloud: textOf(cloud.body.properties, 'cloudName') ?? cloud.name,
        reason: `its ${name} is ${has}, and ${needed[name]} would be needed`,
      }),
    )
  }
}
