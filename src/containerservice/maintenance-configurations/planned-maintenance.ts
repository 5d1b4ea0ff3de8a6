// Begins in its window what a cluster's channels ask for: upgrades, and new images for nodes.
import { listResources } from '#arm/resources/resource.queries.ts'
import type { ArmResource } from '#arm/resources/resource.ts'
import { AzureError } from '#kernel/catalogue.ts'
import { type Instant, plus } from '#kernel/instant.ts'
import type { Tx } from '#store/tx.ts'
import { refuseBusyCluster } from '../agent-pools/agent-pool.errors.ts'
import { type AgentPool, clusterIdOf } from '../agent-pools/agent-pool.ts'
import { beginOnPool, workOn } from '../agent-pools/agent-pool-begin.ts'
import { childType } from '../children/child.ts'
import { isAtVersion } from '../kubernetes-versions/versions-catalogue.ts'
import {
  type ClusterWithPools,
  findCluster,
  listPools,
} from '../managed-clusters/managed-cluster.queries.ts'
import { beginOn } from '../managed-clusters/work/managed-cluster-begin.ts'
import { habitsOf } from '../ports.ts'
import type { ServicePorts } from '../service-ports.ts'
import {
  type MaintenanceProperties,
  maintenanceConfigurations,
} from './maintenance-configuration.ts'
import { openingAt } from './maintenance-window.ts'
import { plannedWork } from './planned-work.ts'

/** So often a window that is open is looked at: what is busy now may rest then. */
const LOOK_MS = 5 * 60_000

/** Begins what is due in the windows that are open; answers when to look again. */
export async function carryOutMaintenance(
  ports: ServicePorts,
  now: Instant,
): Promise<Instant | undefined> {
  const type = childType(maintenanceConfigurations)
  let next: number = Number.POSITIVE_INFINITY
  for (const found of await listResources<MaintenanceProperties>(ports.store, { type })) {
    const { maintenanceWindow } = found.body
    const opening = maintenanceWindow && openingAt(maintenanceWindow, now)
    if (!opening) continue
    const isOpen = opening.opensAt <= now
    if (isOpen) await beginDue(ports, found, now)
    next = Math.min(next, isOpen ? Math.min(plus(now, LOOK_MS), opening.closesAt) : opening.opensAt)
  }
  return next === Number.POSITIVE_INFINITY ? undefined : (next as Instant)
}

async function beginDue(
  ports: ServicePorts,
  { id, name }: ArmResource<MaintenanceProperties>,
  now: Instant,
): Promise<void> {
  try {
    await ports.store.write(async (tx) => {
      const cluster = await findCluster(tx, clusterIdOf({ id }))
      // What failed or was canceled waits for its owner.
      if (cluster?.provisioningState !== 'Succeeded') return
      const found = { cluster, pools: await listPools(tx, cluster.id) }
      const work = plannedWork(name, found, ports.versions, now)
      if (!work) return
      if ('version' in work) await beginUpgrade(tx, ports, found, work)
      else await beginImages(tx, ports, found, work.images)
    })
    ports.engine.wake()
  } catch (error) {
    // Busy or stopped: there may be time for it later in the window.
    if (!(error instanceof AzureError)) throw error
  }
}

async function beginUpgrade(
  tx: Tx,
  ports: ServicePorts,
  { cluster }: ClusterWithPools,
  work: { readonly version: string; readonly pools: readonly AgentPool[] },
): Promise<void> {
  const { version } = work
  const names = work.pools.map(({ name }) => name)
  // `1.29` stays `1.29` as long as it says what runs.
  const told = (asked: string | undefined): string =>
    asked !== undefined && isAtVersion(version, asked) ? asked : version
  await beginOn(tx, ports, cluster, {
    event: 'upgrade',
    durable: ports.durables.upgrade,
    input: {
      cluster: cluster.id,
      version,
      pools: names,
      nodes: work.pools.reduce((sum, { body }) => sum + (body.properties.count ?? 1), 0),
    },
    cluster: (before) => {
      const { properties } = before.body
      const kubernetesVersion = told(properties.kubernetesVersion)
      return {
        ...before,
        body: { ...before.body, properties: { ...properties, kubernetesVersion } },
      }
    },
    pool: (before) => {
      if (!names.includes(before.name)) return before
      const { properties } = before.body
      const orchestratorVersion = told(properties.orchestratorVersion)
      return {
        ...before,
        body: { ...before.body, properties: { ...properties, orchestratorVersion } },
      }
    },
  })
}

/** Pools one after the other where the user wants that: the next when the window is looked at again. */
async function beginImages(
  tx: Tx,
  ports: ServicePorts,
  { cluster, pools }: ClusterWithPools,
  images: readonly AgentPool[],
): Promise<void> {
  const resting = images.filter(({ provisioningState }) => provisioningState === 'Succeeded')
  for (const pool of habitsOf(ports).parallelPools ? resting : resting.slice(0, 1)) {
    refuseBusyCluster(ports, cluster, pools, pool.name)
    await beginOnPool(tx, ports, cluster, pool, {
      event: 'upgradeNodeImage',
      durable: ports.durables.poolUpgradeNodeImage,
      input: workOn(cluster, pool),
    })
  }
}
