import type { Durable } from '#engine/operation.ts'
import type { ContainerServicePorts } from './ports.ts'
import { durablesOf } from './service-ports.ts'

/** Every kind of operation of this service: what the engine must know before it starts. */
export const containerDurables = (ports: ContainerServicePorts): readonly Durable<never>[] =>
  Object.values(durablesOf(ports))
