// All that the service serves.
import { bindHandlers } from '#kernel/bind.ts'
import type { BoundHandlers } from '#kernel/service.ts'
import type { Handlers } from './handler.ts'
import { machineHandlers } from './machine.handlers.ts'
import { operationHandlers } from './operation.handlers.ts'
import type { HybridComputePorts } from './ports.ts'

export function handlersOf(ports: HybridComputePorts): BoundHandlers {
  const handlers: Handlers = { ...machineHandlers, ...operationHandlers }
  return bindHandlers(handlers, ports)
}
