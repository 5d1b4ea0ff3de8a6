import type { Durable } from '#engine/operation.ts'
import type { ScvmmPorts } from './ports.ts'
import { durablesOf } from './service-ports.ts'
import { inventorySync } from './vmm-servers/inventory.operations.ts'

/** Every kind of operation of this service: what the engine must know before it starts. */
export function scvmmDurables(ports: ScvmmPorts): readonly Durable<never>[] {
  const { tracked, ...others } = durablesOf(ports)
  const ofTracked = Object.values(tracked).flatMap((durables) => Object.values(durables))
  return [...ofTracked, ...Object.values(others), inventorySync(ports)]
}
