import type { operations } from '#contract/storage/types.ts'
import type { HandlersOf } from '#kernel/handler.ts'
import type { StoragePorts } from './ports.ts'

/** Some of the contract's operations with what serves them, by their operationIds. */
export type Handlers = HandlersOf<operations, StoragePorts>
