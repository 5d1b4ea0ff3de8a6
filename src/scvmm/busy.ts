// One operation at a time: a second is refused, and a forced deletion does not wait.
import type { ArmResource } from '#arm/resources/resource.ts'
import { findRunning } from '#engine/operation.queries.ts'
import type { Operation } from '#engine/operation.ts'
import type { Tx } from '#store/tx.ts'
import type { Work } from './answers/polling.ts'
import { failure, scvmmError } from './errors.ts'
import type { ScvmmPorts } from './ports.ts'

const runningOn = async (
  tx: Tx,
  { id }: Pick<ArmResource, 'id'>,
): Promise<Operation<Work> | undefined> =>
  (await findRunning(tx, id)) as Operation<Work> | undefined

export async function refuseBusy(tx: Tx, resource: Pick<ArmResource, 'id'>): Promise<void> {
  if (await runningOn(tx, resource)) {
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
  const running = await runningOn(tx, resource)
  if (!running || running.input.verb === 'DELETE') return running
  if (!force) throw scvmmError('AnotherOperationInProgress', { resource: resource.id })
  await engine.cancel(tx, running, failure('OperationPreempted'))
  return undefined
}
