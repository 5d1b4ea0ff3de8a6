import type { operations } from '#contract/batch/types.ts'
import type { HandlersOf } from '#kernel/handler.ts'
import type { BatchPorts } from './ports.ts'

/** Some of the contract's operations with what serves them, by their operationIds. */
export type Handlers = HandlersOf<operations, BatchPorts>
