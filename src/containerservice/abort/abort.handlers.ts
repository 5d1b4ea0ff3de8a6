import { save } from '#arm/resources/resource.queries.ts'
import { findOperation } from '#engine/operation.queries.ts'
import type { Operation } from '#engine/operation.ts'
import type { Handler } from '#kernel/handler.ts'
import type { Tx } from '#store/tx.ts'
import { poolNotFound } from '../agent-pools/agent-pool.errors.ts'
import { isPoolAtRest } from '../agent-pools/agent-pool.machine.ts'
import { FORGET_POOL } from '../agent-pools/agent-pool.operations.ts'
import { findPool } from '../agent-pools/agent-pool.queries.ts'
import { type AgentPool, clusterIdOf } from '../agent-pools/agent-pool.ts'
import { answeredPool } from '../agent-pools/agent-pool.wire.ts'
import { aksError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import { requireCluster } from '../managed-clusters/managed-cluster.errors.ts'
import { decide, isClusterAtRest } from '../managed-clusters/managed-cluster.machine.ts'
import { type ClusterWithPools, listPools } from '../managed-clusters/managed-cluster.queries.ts'
import { presentCluster } from '../managed-clusters/managed-cluster.wire.ts'
import { FORGET_CLUSTER } from '../managed-clusters/work/managed-cluster.operations.ts'
import {
  lifeOf,
  movedPool,
  saveCanceling,
} from '../managed-clusters/work/managed-cluster-commit.ts'
import { startedHeaders } from '../polling.ts'
import { habitsOf } from '../ports.ts'
import type { ServicePorts } from '../service-ports.ts'
import type { Operations } from '../wire.ts'
import { type AbortVerdict, judgeAbort } from './abort.machine.ts'

/**
 * Aborts what runs on the cluster. One transaction judges, interrupts and marks the cluster
 * Canceling; the engine's own writes are transactions too, so the operation either ended before
 * this one (409) or never will (202, and then Canceled).
 */
const ManagedClusters_AbortLatestOperation: Handler<
  Operations['ManagedClusters_AbortLatestOperation'],
  ServicePorts
> = async (request, ports) => {
  const aborted = await ports.store.write(async (tx) => {
    const cluster = await requireCluster(tx, request.params)
    const latest = await findOperation(tx, cluster.body.operation)
    const verdict = judgeAbort(
      { state: cluster.provisioningState, isPastReturn: isPastReturn(latest, ports) },
      habitsOf(ports),
    )
    if (verdict === 'nothing-left') return undefined
    if (verdict !== 'cancel') throw refused(verdict, cluster.provisioningState)
    return await abortCluster(
      tx,
      ports,
      { cluster, pools: await listPools(tx, cluster.id) },
      latest,
    )
  })
  if (!aborted) return { status: 204 }
  ports.engine.wake()
  const { before, operation } = aborted
  return {
    status: 202,
    headers: startedHeaders(ports, request, before.cluster, operation),
    // As recorded: the answer still shows the state in which the abort found the cluster.
    body: presentCluster(before.cluster, before.pools),
  }
}

interface Aborted {
  readonly before: ClusterWithPools
  readonly operation: Operation
}

async function abortCluster(
  tx: Tx,
  ports: ServicePorts,
  before: ClusterWithPools,
  latest: Operation | undefined,
): Promise<Aborted> {
  const { cluster, pools } = before
  const decision = decide(lifeOf(cluster), 'abort')
  const isStopped = latest !== undefined && (await ports.engine.interrupt(tx, latest))
  if (!decision.accepted || !isStopped) {
    throw refused('nothing-to-abort', cluster.provisioningState)
  }
  const operation = await ports.engine.begin(tx, ports.durables.abortCluster, {
    resource: cluster.id,
    input: { cluster: cluster.id, target: latest.id, targetKind: latest.kind },
  })
  const body = { ...cluster.body, operation: operation.id }
  await saveCanceling(tx, { cluster: { ...cluster, body }, pools }, decision.next)
  return { before, operation }
}

/** Aborts what runs on one pool; what its cluster does with it is the cluster's to abort. */
const AgentPools_AbortLatestOperation: Handler<
  Operations['AgentPools_AbortLatestOperation'],
  ServicePorts
> = async (request, ports) => {
  const name = request.params.agentPoolName
  const aborted = await ports.store.write(async (tx) => {
    const cluster = await requireCluster(tx, request.params)
    const pool = await findPool(tx, cluster.id, name)
    if (!pool) throw poolNotFound(name, cluster.name)
    const state = pool.provisioningState
    const latest = await findOperation(tx, pool.body.operation)
    if (!isPoolAtRest(state) && !isClusterAtRest(cluster.provisioningState)) {
      const names = { pool: name, state: cluster.provisioningState }
      throw aksError('OperationNotAllowed:cluster-owns-pool', names)
    }
    const target = { state, isPastReturn: isPastReturn(latest, ports) }
    const verdict = judgeAbort(target, habitsOf(ports))
    if (verdict === 'nothing-left') return undefined
    if (verdict !== 'cancel') throw refused(verdict, state)
    const operation = await abortPool(tx, ports, pool, latest)
    return { cluster, pool, operation }
  })
  if (!aborted) return { status: 204 }
  ports.engine.wake()
  return {
    status: 202,
    headers: startedHeaders(ports, request, aborted.cluster, aborted.operation),
    body: answeredPool(aborted.pool),
  }
}

async function abortPool(
  tx: Tx,
  ports: ServicePorts,
  pool: AgentPool,
  latest: Operation | undefined,
): Promise<Operation> {
  const isStopped = latest !== undefined && (await ports.engine.interrupt(tx, latest))
  if (!isStopped) throw refused('nothing-to-abort', pool.provisioningState)
  const operation = await ports.engine.begin(tx, ports.durables.abortPool, {
    resource: pool.id,
    input: {
      cluster: clusterIdOf(pool),
      pool: pool.name,
      target: latest.id,
      targetKind: latest.kind,
    },
  })
  const canceling = movedPool(pool, 'abort')
  await save(tx, { ...canceling, body: { ...canceling.body, operation: operation.id } })
  return operation
}

/** Of all operations only deletes come to a point from which nothing can be brought back. */
function isPastReturn(operation: Operation | undefined, { durables }: ServicePorts): boolean {
  const forgetting = [
    [durables.delete, FORGET_CLUSTER],
    [durables.poolDelete, FORGET_POOL],
  ] as const
  return forgetting.some(
    ([{ kind, steps }, last]) =>
      operation?.kind === kind && operation.step >= steps.findIndex(({ name }) => name === last),
  )
}

const refused = (verdict: Exclude<AbortVerdict, 'cancel' | 'nothing-left'>, state: string) =>
  aksError(`OperationNotAllowed:${verdict}`, { state })

export const abortHandlers = {
  ManagedClusters_AbortLatestOperation,
  AgentPools_AbortLatestOperation,
} satisfies Handlers
