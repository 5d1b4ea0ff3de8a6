// The two halves of a cluster's PUT, each inside the caller's transaction.
import { normalLocation } from '#arm/locations.ts'
import { save } from '#arm/resources/resource.queries.ts'
import type { Operation } from '#engine/operation.ts'
import type { Request } from '#kernel/handler.ts'
import type { Tx } from '#store/tx.ts'
import {
  type AgentPool,
  newPool,
  type PoolSetting,
  updatedPool,
} from '../agent-pools/agent-pool.ts'
import type { ServicePorts } from '../service-ports.ts'
import { sourceOf } from '../snapshots/snapshot.queries.ts'
import type { Operations, PoolProfile } from '../wire.ts'
import { clusterRefused, refuseBusyPools } from './managed-cluster.errors.ts'
import { decide } from './managed-cluster.machine.ts'
import { listPools } from './managed-cluster.queries.ts'
import {
  checkClusterChange,
  checkNewCluster,
  newPoolProfiles,
  type Offer,
  poolTarget,
  targetVersion,
} from './managed-cluster.rules.ts'
import { type Making, type ManagedCluster, newCluster, updatedCluster } from './managed-cluster.ts'
import { makeNodeGroup } from './profiles/node-resource-group.ts'
import { beginOn } from './work/managed-cluster-begin.ts'
import { lifeOf, movedPool } from './work/managed-cluster-commit.ts'

type PutRequest = Request<Operations['ManagedClusters_CreateOrUpdate']>

export interface Put {
  readonly status: 200 | 201
  readonly cluster: ManagedCluster
  readonly pools: readonly AgentPool[]
  readonly operation: Operation
}

const makingOf = (ports: ServicePorts, request: PutRequest): Making => ({
  random: ports.random,
  catalogue: ports.versions,
  tenantId: ports.tenantId,
  now: request.now,
})

const offerOf = ({ versions, catalogues }: ServicePorts, { body }: PutRequest): Offer => ({
  catalogue: versions,
  location: normalLocation(body.location),
  sizeOf: (name) => catalogues.find('vmSizes', name),
  reserved: catalogues.all('reservedRanges'),
})

export async function createCluster(
  tx: Tx,
  ports: ServicePorts,
  request: PutRequest,
): Promise<Put> {
  const fault = checkNewCluster(request.body, offerOf(ports, request))
  if (fault) throw fault
  const cluster = newCluster(request.params, request.body, makingOf(ports, request))
  await makeNodeGroup(tx, cluster, request.now)
  const operation = await ports.engine.begin(tx, ports.durables.create, {
    resource: cluster.id,
    input: { cluster: cluster.id },
  })
  const saved = await save(tx, { ...cluster, body: { ...cluster.body, operation: operation.id } })
  const pools: AgentPool[] = []
  for (const [place, profile] of newPoolProfiles(request.body.properties ?? {}).entries()) {
    const snapshot = await sourceOf(tx, profile)
    pools.push(await save(tx, poolOf(ports, request, saved, profile, { place, snapshot })))
  }
  return { status: 201, cluster: saved, pools, operation }
}

function poolOf(
  ports: ServicePorts,
  request: PutRequest,
  cluster: ManagedCluster,
  profile: PoolProfile,
  own: Pick<PoolSetting, 'place' | 'snapshot'>,
): AgentPool {
  const { name, ...asked } = profile
  const { kubernetesVersion, currentKubernetesVersion, networkProfile } = cluster.body.properties
  return newPool(name, asked, {
    cluster: cluster.id,
    kubernetesVersion: kubernetesVersion!,
    currentKubernetesVersion: currentKubernetesVersion!,
    network: networkProfile!,
    catalogue: ports.versions,
    ...own,
    now: request.now,
  })
}

export async function updateCluster(
  tx: Tx,
  ports: ServicePorts,
  request: PutRequest,
  found: ManagedCluster,
): Promise<Put> {
  // A busy cluster refuses before it looks at what is asked.
  const idle = decide(lifeOf(found), 'update')
  if (!idle.accepted) throw clusterRefused(idle.refusal, found)
  const pools = await listPools(tx, found.id)
  refuseBusyPools(pools)
  const fault = checkClusterChange(found, pools, request.body, ports.versions)
  if (fault) throw fault
  const asked = request.body.properties ?? {}
  const version = targetVersion(found, asked.kubernetesVersion, ports.versions)!
  const change = (cluster: ManagedCluster) =>
    updatedCluster(cluster, request.body, makingOf(ports, request))
  const profiles = asked.agentPoolProfiles ?? []
  const begun = isUpgrade(ports, found, pools, profiles, version)
    ? await beginUpgrade(tx, ports, found, pools, { profiles, version, change })
    : await beginOn(tx, ports, found, {
        event: 'update',
        durable: ports.durables.update,
        input: { cluster: found.id },
        cluster: change,
        pool: (pool) => withProfile(pool, profiles),
      })
  return { status: 200, ...begun }
}

/** The control plane gets another version, or its pools follow one that it has already. */
function isUpgrade(
  ports: ServicePorts,
  found: ManagedCluster,
  pools: readonly AgentPool[],
  profiles: readonly PoolProfile[],
  version: string,
): boolean {
  if (version !== found.body.properties.currentKubernetesVersion) return true
  return upgradingPools(ports, pools, profiles, version).length > 0
}

const upgradingPools = (
  ports: ServicePorts,
  pools: readonly AgentPool[],
  profiles: readonly PoolProfile[],
  version: string,
): AgentPool[] =>
  pools.filter((pool) => {
    const profile = profiles.find(({ name }) => name === pool.name)
    if (!profile || pool.body.properties.currentOrchestratorVersion === version) return false
    return poolTarget(pools, profile, ports.versions) === version
  })

async function beginUpgrade(
  tx: Tx,
  ports: ServicePorts,
  found: ManagedCluster,
  pools: readonly AgentPool[],
  upgrade: {
    readonly profiles: readonly PoolProfile[]
    readonly version: string
    readonly change: (cluster: ManagedCluster) => ManagedCluster
  },
) {
  const going = upgradingPools(ports, pools, upgrade.profiles, upgrade.version)
  const names = going.map(({ name }) => name)
  return await beginOn(tx, ports, found, {
    event: 'upgrade',
    durable: ports.durables.upgrade,
    input: {
      cluster: found.id,
      version: upgrade.version,
      pools: names,
      nodes: going.reduce((sum, pool) => sum + (pool.body.properties.count ?? 1), 0),
    },
    cluster: upgrade.change,
    // Its turn comes when the control plane is done; until then a pool that goes along rests.
    pool: (pool) => ({
      ...withProfile(pool, upgrade.profiles),
      ...(names.includes(pool.name) ? { provisioningState: pool.provisioningState } : {}),
    }),
  })
}

/**
 * A pool that its cluster's PUT changes is Updating with it, and so is one that was canceled or has
 * failed: the PUT reconciles it. One that it repeats stays at rest.
 */
function withProfile(pool: AgentPool, profiles: readonly PoolProfile[]): AgentPool {
  const profile = profiles.find(({ name }) => name === pool.name)
  const { name: _, ...asked } = profile ?? { name: pool.name }
  const updated = profile ? updatedPool(pool, asked) : pool
  const isSame = JSON.stringify(updated.body) === JSON.stringify(pool.body)
  return isSame && pool.provisioningState === 'Succeeded' ? pool : movedPool(updated, 'update')
}
