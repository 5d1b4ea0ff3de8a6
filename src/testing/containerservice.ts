// Clusters and pools for tests, and a driver that remembers what it was told.
import { Catalogues } from '#catalogues/catalogues.ts'
import type { PoolState } from '#containerservice/agent-pools/agent-pool.machine.ts'
import {
  type AgentPool,
  newPool,
  type StoredPool,
} from '#containerservice/agent-pools/agent-pool.ts'
import type {
  ClusterCredentials,
  CredentialIssuer,
} from '#containerservice/credentials/credentials.ts'
import { versionsIn } from '#containerservice/kubernetes-versions/versions-catalogue.ts'
import type { ClusterState } from '#containerservice/managed-clusters/managed-cluster.machine.ts'
import {
  type ClusterBody,
  type ManagedCluster,
  newCluster,
} from '#containerservice/managed-clusters/managed-cluster.ts'
import type {
  ClusterDriver,
  ControlPlane,
  NodePool,
  PlaneCredentials,
} from '#drivers/cluster/port.ts'
import { instant } from '#kernel/instant.ts'

const now = instant(Date.parse('2024-08-01T10:00:00Z'))
const pair = { key: 'key', certificate: 'certificate' }

/** Credentials that only look different from each other. */
export const someCredentials = (name = 'first'): ClusterCredentials => {
  const client = { ...pair, token: name }
  return {
    authority: { key: `${name} key`, certificate: `${name} certificate` },
    clients: { clusterAdmin: client, clusterUser: client, clusterMonitoringUser: client },
    serviceAccountKeys: [`${name} service account`],
  }
}

/** Issues such credentials, under one name each time. */
export const someIssuer = (name: string): CredentialIssuer => ({
  issue: () => someCredentials(name),
  serviceAccountKey: () => 'key',
  server: () => pair,
  subjectOf: (client) => ({ name: client, group: 'group' }),
})

/** A cluster that is not saved yet, in a state of the test's choice. */
export function aCluster(
  provisioningState: ClusterState = 'Succeeded',
  body: Partial<ClusterBody> = {},
): ManagedCluster {
  const path = { subscriptionId: 's1', resourceGroupName: 'rg1', resourceName: 'one' }
  const wire = { location: 'westeurope', properties: { dnsPrefix: 'demo' } }
  const cluster = newCluster(path, wire, {
    random: (bytes) => new Uint8Array(bytes),
    catalogue: versionsIn(new Catalogues()),
    tenantId: 't',
    now,
  })
  const credentials = someCredentials()
  return { ...cluster, provisioningState, body: { ...cluster.body, credentials, ...body } }
}

/** A pool of it. */
export function aPool(
  cluster: ManagedCluster,
  provisioningState: PoolState = 'Succeeded',
  properties: StoredPool = {},
  name = 'nodepool1',
): AgentPool {
  const { kubernetesVersion, currentKubernetesVersion, networkProfile } = cluster.body.properties
  const pool = newPool(
    name,
    { mode: 'System', count: 2, ...properties },
    {
      cluster: cluster.id,
      kubernetesVersion: kubernetesVersion!,
      currentKubernetesVersion: currentKubernetesVersion!,
      network: networkProfile!,
      catalogue: versionsIn(new Catalogues()),
      place: 0,
      now,
    },
  )
  return { ...pool, provisioningState }
}

type RunningPlane = Omit<ControlPlane, 'credentials'> &
  Pick<PlaneCredentials, 'authority' | 'serviceAccountKeys'>

export interface RecordingClusters extends ClusterDriver {
  /** What runs: by cluster, its control plane and its pools. */
  readonly running: Map<string, { plane: RunningPlane; pools: Map<string, NodePool> }>
}

/** A driver whose clusters are entries of a map. It refuses nodes without a control plane. */
export function recordingClusters(): RecordingClusters {
  const running: RecordingClusters['running'] = new Map()
  return {
    running,
    async runControlPlane(plane) {
      const pools = running.get(plane.cluster)?.pools ?? new Map()
      const { credentials, ...others } = plane
      const { authority, serviceAccountKeys } = await credentials()
      running.set(plane.cluster, { plane: { ...others, authority, serviceAccountKeys }, pools })
    },
    async setNodePool(pool) {
      const found = running.get(pool.cluster)
      if (!found) throw new Error(`${pool.cluster} has no control plane`)
      found.pools.set(pool.name, pool)
    },
    async removeNodePool({ cluster, name }) {
      running.get(cluster)?.pools.delete(name)
    },
    async stop(cluster) {
      running.delete(cluster)
    },
    async remove(cluster) {
      running.delete(cluster)
    },
    nodes: async () => undefined,
    serverUrl: async () => undefined,
    runCommand: async ({ line }) => ({ exitCode: 0, logs: line }),
    setNamespace: async () => {},
    removeNamespace: async () => {},
    resume: async () => {},
    close: async () => {},
  }
}
