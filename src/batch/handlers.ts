// Joins what each part of the room serves. A new part adds its one line here.
import type { Handler } from '#kernel/handler.ts'
import type { BatchPorts } from './ports.ts'

export type Handlers = Readonly<Record<string, Handler<never, BatchPorts>>>

export const batchHandlers: Handlers = {}
