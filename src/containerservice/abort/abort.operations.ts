// An abort is an operation of its own: it lets go what the aborted one holds, then ends both.
import type { Engine } from '#engine/engine.ts'
import { findOperation } from '#engine/operation.queries.ts'
import { type Durable, durable, withInput } from '#engine/operation.ts'
import type { Shape } from '#store/read-json.ts'
import type { Tx } from '#store/tx.ts'
import {
  countNodes,
  restoreControlPlane,
  restorePower,
  setNodePool,
} from '../managed-clusters/work/managed-cluster-driving.ts'
import type { ContainerServicePorts } from '../ports.ts'
import { ABORTED, overriddenBy } from './preempted.ts'

export interface AbortWork {
  readonly cluster: string
  /** Id of the operation that was interrupted. */
  readonly target: string
  readonly targetKind: string
  /** The pool whose operation it was; absent for one of the whole cluster. */
  readonly pool?: string
}

const shape: Shape<AbortWork> = {
  cluster: 'string',
  target: 'string',
  targetKind: 'string',
  pool: 'string?',
}

const ABORT_CLUSTER = 'ManagedClusters_AbortLatestOperation'
const ABORT_POOL = 'AgentPools_AbortLatestOperation'
const CLUSTER_POWER: readonly string[] = ['ManagedClusters_Stop', 'ManagedClusters_Start']
/** Their control planes may have credentials that no caller will get. */
const REKEYING: readonly string[] = [
  'ManagedClusters_RotateClusterCertificates',
  'ManagedClusters_RotateServiceAccountSigningKeys',
]
const GOING = 'ManagedClusters_Delete'
const POOL_POWER: readonly string[] = ['AgentPools_Stop', 'AgentPools_Start']

export function abortOperations(ports: ContainerServicePorts) {
  // An abort that fails has still stopped what it was to stop: nothing stays Canceling for ever.
  const ends = {
    failed: (tx: Tx, { input }: { readonly input: AbortWork }) =>
      endTarget(tx, ports.engine, input),
  }
  const abortCluster: Durable<AbortWork> = durable<AbortWork>(
    ABORT_CLUSTER,
    shape,
    [
      {
        name: 'let-go',
        // Recorded: a create aborted in five seconds.
        lasts: 5_000,
        async act({ input }, signal) {
          // What was interrupted in the middle of a step must have let go of it first.
          await ports.engine.settled(input.target)
          // Other work stays as far as it came; of a stop or start nothing is to remain.
          if (CLUSTER_POWER.includes(input.targetKind)) {
            await restorePower(ports, input.cluster, signal)
            return
          }
          if (input.targetKind !== GOING) {
            const isRekeyed = REKEYING.includes(input.targetKind)
            await restoreControlPlane(ports, input.cluster, isRekeyed, signal)
          }
          await countNodes(ports, input.cluster, signal)
        },
        commit: (tx, { input }) => endTarget(tx, ports.engine, input),
      },
    ],
    ends,
  )
  const abortPool: Durable<AbortWork> = durable<AbortWork>(
    ABORT_POOL,
    shape,
    [
      {
        name: 'let-go',
        // Recorded: the stop of a pool aborted in nine seconds.
        lasts: ({ targetKind }) => (POOL_POWER.includes(targetKind) ? 9_000 : 5_000),
        async act({ input }, signal) {
          await ports.engine.settled(input.target)
          if (!POOL_POWER.includes(input.targetKind)) {
            await countNodes(ports, input.cluster, signal)
          }
        },
        commit: (tx, { input }) => endTarget(tx, ports.engine, input),
      },
      {
        // What was drained comes back, now that the record says again how many nodes there are.
        name: 'restore-nodes',
        async act({ input }, signal) {
          if (!POOL_POWER.includes(input.targetKind)) return
          await setNodePool(ports, input.cluster, input.pool!, signal)
        },
      },
    ],
    ends,
  )
  return { abortCluster, abortPool }
}

/** Ends the aborted operation as Canceled; its kind then settles cluster and pools. */
async function endTarget(tx: Tx, engine: Engine, work: AbortWork): Promise<void> {
  const target = await findOperation(tx, work.target)
  if (target) await engine.cancel(tx, target, ABORTED)
}

/** Ends at once what runs under this operation id, for a later one: itself and what it aborts. */
export async function preempt(
  tx: Tx,
  engine: Engine,
  operationId: string,
  by: string,
): Promise<void> {
  const operation = await findOperation(tx, operationId)
  if (!operation) return
  await engine.cancel(tx, operation, overriddenBy(by))
  if (operation.kind !== ABORT_CLUSTER && operation.kind !== ABORT_POOL) return
  const { input } = withInput(operation, shape)
  const target = await findOperation(tx, input.target)
  if (target) await engine.cancel(tx, target, overriddenBy(by))
}
