// What versions there are, and to which of them a cluster and its pools may go.

import type { KubernetesMinor } from '#catalogues/catalogues.ts'
import type { Handler } from '#kernel/handler.ts'
import { poolNotFound } from '../agent-pools/agent-pool.errors.ts'
import { findPool } from '../agent-pools/agent-pool.queries.ts'
import { poolUpgradesOf } from '../agent-pools/agent-pool.rules.ts'
import { latestNodeImage } from '../agent-pools/agent-pool.ts'
import { surroundingsOf } from '../agent-pools/agent-pool-put.ts'
import type { Handlers } from '../handler.ts'
import { limits } from '../limits.ts'
import { requireCluster } from '../managed-clusters/managed-cluster.errors.ts'
import { listPools } from '../managed-clusters/managed-cluster.queries.ts'
import type { ServicePorts } from '../service-ports.ts'
import type { Operations, Schemas } from '../wire.ts'
import { isPreview, minorOf, upgradesOf, type VersionsCatalogue } from './versions-catalogue.ts'

type VersionHandler<Id extends keyof Operations> = Handler<Operations[Id], ServicePorts>

const ManagedClusters_ListKubernetesVersions: VersionHandler<
  'ManagedClusters_ListKubernetesVersions'
> = async (_, { versions }) => ({
  status: 200,
  body: { values: versions.map((minor) => presentMinor(versions, minor)) },
})

const presentMinor = (
  catalogue: VersionsCatalogue,
  minor: KubernetesMinor,
): Schemas['KubernetesVersion'] => ({
  version: minor.version,
  ...(minor.isDefault ? { isDefault: true } : {}),
  ...(minor.isPreview ? { isPreview: true } : {}),
  capabilities: {
    supportPlan: minor.longTermSupport
      ? ['KubernetesOfficial', 'AKSLongTermSupport']
      : ['KubernetesOfficial'],
  },
  patchVersions: Object.fromEntries(
    minor.patches.map((patch) => [patch, { upgrades: [...upgradesOf(catalogue, patch)] }]),
  ),
})

/** The same as an earlier api-version lists them: patch by patch. */
const ContainerServices_ListOrchestrators: VersionHandler<
  'ContainerServices_ListOrchestrators'
> = async ({ params: { subscriptionId, location } }, { versions }) => ({
  status: 200,
  body: {
    id: `/subscriptions/${subscriptionId}/providers/Microsoft.ContainerService/locations/${location}/orchestrators`,
    name: 'default',
    type: 'Microsoft.ContainerService/locations/orchestrators',
    properties: {
      orchestrators: versions.flatMap((minor) =>
        minor.patches.map((patch) => ({
          ...orchestrator(versions, patch),
          ...(minor.isDefault && patch === minor.patches.at(-1) ? { default: true } : {}),
          upgrades: upgradesOf(versions, patch).map((to) => orchestrator(versions, to)),
        })),
      ),
    },
  },
})

const orchestrator = (catalogue: VersionsCatalogue, version: string) => ({
  orchestratorType: 'Kubernetes',
  orchestratorVersion: version,
  ...(isPreview(catalogue, version) ? { isPreview: true } : {}),
})

/** Absent where there is nothing to go to, and previews are marked, as AKS does. */
const upgradeList = (catalogue: VersionsCatalogue, upgrades: readonly string[]) =>
  upgrades.length === 0
    ? {}
    : {
        upgrades: upgrades.map((kubernetesVersion) => ({
          kubernetesVersion,
          ...(isPreview(catalogue, kubernetesVersion) ? { isPreview: true } : {}),
        })),
      }

const ManagedClusters_GetUpgradeProfile: VersionHandler<
  'ManagedClusters_GetUpgradeProfile'
> = async ({ params }, ports) => {
  const { store, versions } = ports
  const cluster = await requireCluster(store, params)
  const around = surroundingsOf(ports, cluster)
  const current = cluster.body.properties.currentKubernetesVersion!
  const list = upgradeList(versions, upgradesOf(versions, current))
  const pools = await listPools(store, cluster.id)
  const profile: Schemas['ManagedClusterUpgradeProfile'] = {
    id: `${cluster.id}/upgradeprofiles/default`,
    name: 'default',
    type: 'Microsoft.ContainerService/managedClusters/upgradeprofiles',
    properties: {
      controlPlaneProfile: {
        kubernetesVersion: current,
        name: 'master',
        osType: 'Linux',
        ...list,
      },
      // The control plane goes first: a pool is offered nothing beyond it.
      agentPoolProfiles: pools.map((pool) => ({
        kubernetesVersion: pool.body.properties.currentOrchestratorVersion!,
        name: pool.name,
        osType: pool.body.properties.osType!,
        ...upgradeList(versions, poolUpgradesOf(pool, around)),
      })),
    },
  }
  return { status: 200, body: profile }
}

const AgentPools_GetUpgradeProfile: VersionHandler<'AgentPools_GetUpgradeProfile'> = async (
  { params, now },
  ports,
) => {
  const cluster = await requireCluster(ports.store, params)
  const pool = await findPool(ports.store, cluster.id, params.agentPoolName)
  if (!pool) throw poolNotFound(params.agentPoolName, cluster.name)
  const { currentOrchestratorVersion, osType, osSKU } = pool.body.properties
  const upgrades = poolUpgradesOf(pool, surroundingsOf(ports, cluster))
  const profile: Schemas['AgentPoolUpgradeProfile'] = {
    id: `${pool.id}/upgradeProfiles/default`,
    name: 'default',
    type: 'Microsoft.ContainerService/managedClusters/agentPools/upgradeProfiles',
    properties: {
      kubernetesVersion: currentOrchestratorVersion!,
      osType: osType!,
      ...upgradeList(ports.versions, upgrades),
      latestNodeImageVersion: latestNodeImage(osSKU, now),
    },
  }
  return { status: 200, body: profile }
}

/** Versions that a new pool can have: up to the control plane's, and not too far behind it. */
const AgentPools_GetAvailableAgentPoolVersions: VersionHandler<
  'AgentPools_GetAvailableAgentPoolVersions'
> = async ({ params }, { store, versions }) => {
  const cluster = await requireCluster(store, params)
  const current = cluster.body.properties.currentKubernetesVersion!
  const { from, newer, older } = limits.skew
  const skew = minorOf(current) >= from ? newer : older
  const all = versions.flatMap(({ patches }) => patches)
  const found = all
    .slice(0, all.indexOf(current) + 1)
    .filter((version) => minorOf(current) - minorOf(version) <= skew)
  const available: Schemas['AgentPoolAvailableVersions'] = {
    id: `${cluster.id}/availableagentpoolversions`,
    name: 'default',
    type: 'Microsoft.ContainerService/managedClusters/availableAgentpoolVersions',
    properties: {
      agentPoolVersions: found.map((kubernetesVersion) => ({
        ...(kubernetesVersion === current ? { default: true } : {}),
        kubernetesVersion,
        ...(isPreview(versions, kubernetesVersion) ? { isPreview: true } : {}),
      })),
    },
  }
  return { status: 200, body: available }
}

export const kubernetesVersionHandlers = {
  ManagedClusters_ListKubernetesVersions,
  ContainerServices_ListOrchestrators,
  ManagedClusters_GetUpgradeProfile,
  AgentPools_GetUpgradeProfile,
  AgentPools_GetAvailableAgentPoolVersions,
} satisfies Handlers
