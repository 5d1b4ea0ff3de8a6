import type { operations } from '#contract/containerservice/types.ts'
import type { HandlersOf } from '#kernel/handler.ts'
import type { ServicePorts } from './service-ports.ts'

/** Some of the contract's operations with what serves them, by their operationIds. */
export type Handlers = HandlersOf<operations, ServicePorts>
