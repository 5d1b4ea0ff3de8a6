import { findOperation } from '#engine/operation.queries.ts'
import type { Handler } from '#kernel/handler.ts'
import { aksError } from '../errors.ts'
import { checkConditions } from '../etag.ts'
import type { Handlers } from '../handler.ts'
import { requireCluster, requireParent } from '../managed-clusters/managed-cluster.errors.ts'
import { listPools } from '../managed-clusters/managed-cluster.queries.ts'
import { startedHeaders } from '../polling.ts'
import type { ServicePorts } from '../service-ports.ts'
import type { Operations } from '../wire.ts'
import { poolNotFound, refuseBusyCluster } from './agent-pool.errors.ts'
import { findPool } from './agent-pool.queries.ts'
import { type AgentPool, latestNodeImage } from './agent-pool.ts'
import { answeredPool, presentPool } from './agent-pool.wire.ts'
import { beginOnPool, workOn } from './agent-pool-begin.ts'
import { createPool, updatePool } from './agent-pool-put.ts'

type PoolHandler<Id extends keyof Operations> = Handler<Operations[Id], ServicePorts>

const AgentPools_List: PoolHandler<'AgentPools_List'> = async (request, { store }) => {
  const cluster = await requireCluster(store, request.params)
  const pools = await listPools(store, cluster.id)
  const byName = pools.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return { status: 200, body: { value: byName.map(presentPool) } }
}

const AgentPools_Get: PoolHandler<'AgentPools_Get'> = async (request, { store }) => {
  const cluster = await requireCluster(store, request.params)
  const pool = await findPool(store, cluster.id, request.params.agentPoolName)
  if (!pool) throw poolNotFound(request.params.agentPoolName, cluster.name)
  return { status: 200, body: presentPool(pool) }
}

const AgentPools_CreateOrUpdate: PoolHandler<'AgentPools_CreateOrUpdate'> = async (
  request,
  ports,
) => {
  const { isNew, begun } = await ports.store.write(async (tx) => {
    const cluster = await requireParent(tx, request.params)
    const pools = await listPools(tx, cluster.id)
    const name = request.params.agentPoolName
    const found = pools.find((pool) => pool.name === name)
    checkConditions(request, found)
    refuseBusyCluster(ports, cluster, pools, name)
    return {
      isNew: !found,
      begun: found
        ? await updatePool(tx, ports, request, cluster, found, pools)
        : await createPool(tx, ports, request, cluster, pools),
    }
  })
  ports.engine.wake()
  return {
    status: isNew ? 201 : 200,
    headers: startedHeaders(ports, request, begun.cluster, begun.operation),
    body: answeredPool(begun.pool),
  }
}

const AgentPools_Delete: PoolHandler<'AgentPools_Delete'> = async (request, ports) => {
  const name = request.params.agentPoolName
  const begun = await ports.store.write(async (tx) => {
    const cluster = await requireParent(tx, request.params)
    const pools = await listPools(tx, cluster.id)
    const found = pools.find((pool) => pool.name === name)
    checkConditions(request, found)
    if (!found) return undefined
    const latest = await findOperation(tx, found.body.operation)
    if (found.provisioningState === 'Deleting' && latest?.kind === ports.durables.poolDelete.kind) {
      return { cluster, pool: found, operation: latest }
    }
    refuseBusyCluster(ports, cluster, pools, name)
    refuseLastPool(found, pools)
    return await beginOnPool(tx, ports, cluster, found, {
      event: 'delete',
      durable: ports.durables.poolDelete,
      input: workOn(cluster, found),
    })
  })
  if (!begun) return { status: 204 }
  ports.engine.wake()
  return { status: 202, headers: startedHeaders(ports, request, begun.cluster, begun.operation) }
}

/** One pool, and one System pool, stays; those that are being deleted do not count. */
function refuseLastPool(pool: AgentPool, pools: readonly AgentPool[]): void {
  const others = pools.filter(
    ({ name, provisioningState }) => name !== pool.name && provisioningState !== 'Deleting',
  )
  if (others.length === 0) throw aksError('OperationNotAllowed:last-pool')
  const isSystem = ({ body }: AgentPool) => body.properties.mode === 'System'
  if (isSystem(pool) && !others.some(isSystem)) {
    throw aksError('OperationNotAllowed:last-system-pool')
  }
}

const AgentPools_UpgradeNodeImageVersion: PoolHandler<
  'AgentPools_UpgradeNodeImageVersion'
> = async (request, ports) => {
  const name = request.params.agentPoolName
  const begun = await ports.store.write(async (tx) => {
    const cluster = await requireCluster(tx, request.params)
    const pools = await listPools(tx, cluster.id)
    refuseBusyCluster(ports, cluster, pools, name)
    const found = pools.find((pool) => pool.name === name)
    if (!found) throw poolNotFound(name, cluster.name)
    const { nodeImageVersion, osSKU } = found.body.properties
    if (nodeImageVersion === latestNodeImage(osSKU, request.now)) return { pool: found }
    return await beginOnPool(tx, ports, cluster, found, {
      event: 'upgradeNodeImage',
      durable: ports.durables.poolUpgradeNodeImage,
      input: workOn(cluster, found),
    })
  })
  if (!('operation' in begun)) return { status: 200, body: presentPool(begun.pool) }
  ports.engine.wake()
  return {
    status: 202,
    headers: startedHeaders(ports, request, begun.cluster, begun.operation),
    body: presentPool(begun.pool),
  }
}

export const agentPoolHandlers = {
  AgentPools_List,
  AgentPools_Get,
  AgentPools_CreateOrUpdate,
  AgentPools_Delete,
  AgentPools_UpgradeNodeImageVersion,
} satisfies Handlers
