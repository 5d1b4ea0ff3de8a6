// What becomes of machines that were made by themselves when work on them ends.
import { deleteResource, save } from '#arm/resources/resource.queries.ts'
import type { Durable } from '#engine/operation.ts'
import type { Tx } from '#store/tx.ts'
import type { PoolWork } from '../agent-pools/agent-pool.operations.ts'
import { poolId } from '../agent-pools/agent-pool.ts'
import { listMachines } from './own-machine.ts'

type End = 'Succeeded' | 'Failed' | 'Canceled'

/** All that are worked on belong to the one operation that their pool has. */
async function settleMachines(tx: Tx, { cluster, pool }: PoolWork, end: End): Promise<void> {
  for (const machine of await listMachines(tx, { id: poolId(cluster, pool) })) {
    const { provisioningState, body } = machine
    if (!['Creating', 'Updating', 'Deleting'].includes(provisioningState)) continue
    if (provisioningState === 'Deleting' && end === 'Succeeded') {
      await deleteResource(tx, machine.id)
    } else {
      // Where work ended half-way, its nodes have been looked at before.
      const isMade = body.isMade || end === 'Succeeded'
      await save(tx, { ...machine, provisioningState: end, body: { ...body, isMade } })
    }
  }
}

/** The operation, whose ends are those of the machines as well. */
export function withMachines<Work extends PoolWork>(of: Durable<Work>): Durable<Work> {
  const last = of.steps.at(-1)!
  return {
    ...of,
    steps: [
      ...of.steps.slice(0, -1),
      {
        ...last,
        async commit(tx, operation, now) {
          await last.commit?.(tx, operation, now)
          await settleMachines(tx, operation.input, 'Succeeded')
        },
      },
    ],
    async failed(tx, operation, error, now) {
      await of.failed?.(tx, operation, error, now)
      await settleMachines(tx, operation.input, 'Failed')
    },
    async canceled(tx, operation, now) {
      await of.canceled?.(tx, operation, now)
      await settleMachines(tx, operation.input, 'Canceled')
    },
  }
}
