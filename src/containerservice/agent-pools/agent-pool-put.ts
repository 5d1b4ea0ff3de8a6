// The two halves of a pool's PUT, each inside the caller's transaction.

import { save } from '#arm/resources/resource.queries.ts'
import type { Request } from '#kernel/handler.ts'
import type { Tx } from '#store/tx.ts'
import { aksError } from '../errors.ts'
import { limits } from '../limits.ts'
import type { ManagedCluster } from '../managed-clusters/managed-cluster.ts'
import type { ServicePorts } from '../service-ports.ts'
import { sourceOf } from '../snapshots/snapshot.queries.ts'
import type { Operations, PoolProperties } from '../wire.ts'
import {
  checkNewPool,
  checkPoolChange,
  type PoolSurroundings,
  poolTargetVersion,
} from './agent-pool.rules.ts'
import { type AgentPool, newPool, updatedPool } from './agent-pool.ts'
import { beginOnPool, type PoolBegun, workOn } from './agent-pool-begin.ts'

type PutRequest = Request<Operations['AgentPools_CreateOrUpdate']>

export const surroundingsOf = (
  ports: Pick<ServicePorts, 'versions' | 'catalogues'>,
  cluster: ManagedCluster,
): PoolSurroundings => ({
  catalogue: ports.versions,
  location: cluster.location,
  sizeOf: (name) => ports.catalogues.find('vmSizes', name),
  currentKubernetesVersion: cluster.body.properties.currentKubernetesVersion!,
  network: cluster.body.properties.networkProfile!,
  hasWindowsProfile: Boolean(cluster.body.properties.windowsProfile),
})

export async function createPool(
  tx: Tx,
  ports: ServicePorts,
  request: PutRequest,
  cluster: ManagedCluster,
  pools: readonly AgentPool[],
): Promise<PoolBegun> {
  const asked = request.body.properties ?? {}
  const name = request.params.agentPoolName
  const fault = checkNewPool(name, asked, surroundingsOf(ports, cluster)) ?? checkRoom(pools, asked)
  if (fault) throw fault
  const { kubernetesVersion, currentKubernetesVersion, networkProfile } = cluster.body.properties
  const pool = newPool(name, asked, {
    cluster: cluster.id,
    kubernetesVersion: kubernetesVersion!,
    currentKubernetesVersion: currentKubernetesVersion!,
    network: networkProfile!,
    catalogue: ports.versions,
    place: Math.max(-1, ...pools.map(({ body }) => body.place)) + 1,
    now: request.now,
    snapshot: await sourceOf(tx, asked),
  })
  const operation = await ports.engine.begin(tx, ports.durables.poolCreate, {
    resource: pool.id,
    input: workOn(cluster, pool),
  })
  const saved = await save(tx, { ...pool, body: { ...pool.body, operation: operation.id } })
  return { cluster, pool: saved, operation }
}

function checkRoom(pools: readonly AgentPool[], asked: PoolProperties) {
  if (asked.enableAutoScaling && asked.count === undefined) {
    const name = 'properties.count'
    return aksError('InvalidParameter:missing', { name }, { target: name })
  }
  if (pools.length >= limits.agentPools) {
    const reason = `At most ${limits.agentPools} agent pools are allowed.`
    return aksError('InvalidParameter', { name: 'agentPoolProfiles', reason })
  }
  const hasAvailabilitySet =
    asked.type === 'AvailabilitySet' ||
    pools.some(({ body }) => body.properties.type === 'AvailabilitySet')
  if (!hasAvailabilitySet) return undefined
  const reason = 'A cluster of availability sets has only one agent pool.'
  return aksError('InvalidParameter', { name: 'agentPoolProfile.type', reason })
}

export async function updatePool(
  tx: Tx,
  ports: ServicePorts,
  request: PutRequest,
  cluster: ManagedCluster,
  found: AgentPool,
  pools: readonly AgentPool[],
): Promise<PoolBegun> {
  const asked = request.body.properties ?? {}
  const fault = checkPoolChange(found, asked, surroundingsOf(ports, cluster))
  if (fault) throw fault
  refuseLastSystemPool(found, pools, asked)
  const power = asked.powerState?.code
  if (power && power !== found.body.power) {
    return await changePower(tx, ports, cluster, found, power)
  }
  const { durables } = ports
  const input = workOn(cluster, found)
  const pool = updatedPool(found, asked)
  const version = poolTargetVersion(found, asked.orchestratorVersion, ports.versions)!
  if (version !== found.body.properties.currentOrchestratorVersion) {
    const upgrade = { event: 'upgrade', durable: durables.poolUpgrade } as const
    return await beginOnPool(tx, ports, cluster, found, {
      ...upgrade,
      input: { ...input, version },
      pool,
    })
  }
  const isScaled = pool.body.properties.count !== found.body.properties.count
  return await beginOnPool(tx, ports, cluster, found, {
    event: isScaled ? 'scale' : 'update',
    durable: isScaled ? durables.poolScale : durables.poolUpdate,
    input,
    pool,
  })
}

function refuseLastSystemPool(
  found: AgentPool,
  pools: readonly AgentPool[],
  asked: PoolProperties,
): void {
  if (found.body.properties.mode !== 'System' || asked.mode !== 'User') return
  const others = pools.filter(({ name, body }) => {
    return name !== found.name && body.properties.mode === 'System'
  })
  if (others.length === 0) throw aksError('BadRequest:system-pool')
}

/** Only the power changes with such a call; the count is kept for the next start. */
async function changePower(
  tx: Tx,
  ports: ServicePorts,
  cluster: ManagedCluster,
  found: AgentPool,
  power: 'Running' | 'Stopped',
): Promise<PoolBegun> {
  const { mode, type } = found.body.properties
  const pool = found.name
  if (type === 'AvailabilitySet') throw aksError('OperationNotAllowed:availability-set')
  if (power === 'Stopped' && mode === 'System') {
    throw aksError('OperationNotAllowed:pool-stop', { pool, reason: 'its mode is System.' })
  }
  const { stoppedAlone } = found.body
  const isStop = power === 'Stopped'
  return await beginOnPool(tx, ports, cluster, found, {
    event: isStop ? 'stop' : 'start',
    durable: isStop ? ports.durables.poolStop : ports.durables.poolStart,
    input: { ...workOn(cluster, found), before: { power: found.body.power, stoppedAlone } },
    pool: { ...found, body: { ...found.body, power, stoppedAlone: isStop } },
  })
}
