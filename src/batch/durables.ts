import type { Durable } from '#engine/operation.ts'
import { certificateDelete } from './certificates/certificate.operations.ts'
import { accountCreate, accountDelete } from './management/accounts/account.operations.ts'
import { nodeOperations } from './nodes/node.operations.ts'
import { nodeRelease } from './nodes/node-release.ts'
import { startTaskOperation } from './nodes/start-task/start-task.operations.ts'
import { poolOperations } from './pools/pool.operations.ts'
import type { BatchPorts } from './ports.ts'

/** Every kind of operation of this room: what the engine must know before it starts. */
export const batchDurables = (ports: BatchPorts): readonly Durable<never>[] => [
  accountCreate(ports),
  accountDelete(ports),
  certificateDelete,
  ...nodeOperations(ports),
  nodeRelease(ports),
  startTaskOperation(ports),
  ...poolOperations(ports),
]
