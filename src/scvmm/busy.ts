// One operation at a time: a second is refused, and a forced deletion does not wait.
import type { ArmResource } from '#arm/resources/resource.ts'
import { findRunning } from '#engine/operation.queries.ts'
import { type Operation, withInput } from '#engine/operation.ts'
import type { Tx } from '#store/tx.ts'
import { type Work, workShape } from './answers/polling.ts'
import { failure, scvmmError } from './errors.ts'
import type { ScvmmPorts } from './ports.ts'

export async function refuseBusy(tx: Tx, resource: Pick<ArmResource, 'id'>): Promise<void> {
  if (await findRunning(tx, resource.id)) {
    throw scvmmError('AnotherOperationInProgress', { resource: resource.id })
  }
}

/**
 * Makes way for a deletion. Answers the deletion that runs already; otherwise what runs is refused
 * for, or ended as Canceled when the deletion is forced.
 */
export async function makeWay(
  tx: Tx,
  { engine }: Pick<ScvmmPorts, 'engine'>,
  resource: Pick<ArmResource, 'id'>,
  force: boolean,
): Promise<Operation<Work> | undefined> {
  const found = await findRunning(tx, resource.id)
  if (!found) return undefined
  const running = withInput(found, workShape)
  if (running.input.verb === 'DELETE') return running
  if (!force) throw scvmmError('AnotherOperationInProgress', { resource: resource.id })
  await engine.cancel(tx, running, failure('OperationPreempted'))
  return undefined
}
