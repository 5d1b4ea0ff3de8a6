import type { operations } from '#contract/graph/types.ts'
import type { HandlersOf } from '#kernel/handler.ts'
import type { GraphPorts } from './ports.ts'

/** Some of the contract's operations with what serves them, by their operationIds. */
export type Handlers = HandlersOf<operations, GraphPorts>
