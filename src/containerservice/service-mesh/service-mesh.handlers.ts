import { defined } from '#kernel/defined.ts'
import type { Handler } from '#kernel/handler.ts'
import { aksError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import { requireCluster } from '../managed-clusters/managed-cluster.errors.ts'
import type { ManagedCluster } from '../managed-clusters/managed-cluster.ts'
import type { ServicePorts } from '../service-ports.ts'
import type { Operations, Schemas } from '../wire.ts'
import { meshRevisions } from './mesh-revisions.ts'

type MeshHandler<Id extends keyof Operations> = Handler<Operations[Id], ServicePorts>

/** The only mesh there is. */
const ISTIO = 'istio'

const revisionProfile = (params: {
  readonly subscriptionId: string
  readonly location: string
}): Schemas['MeshRevisionProfile'] => ({
  id: `/subscriptions/${params.subscriptionId}/providers/Microsoft.ContainerService/locations/${params.location}/meshRevisionProfiles/${ISTIO}`,
  name: ISTIO,
  type: 'Microsoft.ContainerService/locations/meshRevisionProfiles',
  properties: { meshRevisions: [...meshRevisions] },
})

const ManagedClusters_ListMeshRevisionProfiles: MeshHandler<
  'ManagedClusters_ListMeshRevisionProfiles'
> = async ({ params }) => ({ status: 200, body: { value: [revisionProfile(params)] } })

const ManagedClusters_GetMeshRevisionProfile: MeshHandler<
  'ManagedClusters_GetMeshRevisionProfile'
> = async ({ params }) => {
  if (params.mode.toLowerCase() === ISTIO) return { status: 200, body: revisionProfile(params) }
  throw aksError('NotFound:mesh', { mode: params.mode })
}

/** What the cluster's mesh can be upgraded to; nothing without a mesh. */
function upgradeProfile(cluster: ManagedCluster): Schemas['MeshUpgradeProfile'] | undefined {
  const { serviceMeshProfile } = cluster.body.properties
  if (serviceMeshProfile?.mode !== 'Istio') return undefined
  const current = serviceMeshProfile.istio?.revisions?.at(-1)
  const properties = meshRevisions.find(({ revision }) => revision === current)
  return {
    id: `${cluster.id}/meshUpgradeProfiles/${ISTIO}`,
    name: ISTIO,
    type: 'Microsoft.ContainerService/managedClusters/meshUpgradeProfiles',
    properties: properties ?? {
      ...defined({ revision: current }),
      upgrades: [],
      compatibleWith: [],
    },
  }
}

const ManagedClusters_ListMeshUpgradeProfiles: MeshHandler<
  'ManagedClusters_ListMeshUpgradeProfiles'
> = async ({ params }, { store }) => {
  const profile = upgradeProfile(await requireCluster(store, params))
  return { status: 200, body: { value: profile ? [profile] : [] } }
}

const ManagedClusters_GetMeshUpgradeProfile: MeshHandler<
  'ManagedClusters_GetMeshUpgradeProfile'
> = async ({ params }, { store }) => {
  const profile = upgradeProfile(await requireCluster(store, params))
  if (profile && params.mode.toLowerCase() === ISTIO) return { status: 200, body: profile }
  throw aksError('NotFound:mesh', { mode: params.mode })
}

export const serviceMeshHandlers = {
  ManagedClusters_ListMeshRevisionProfiles,
  ManagedClusters_GetMeshRevisionProfile,
  ManagedClusters_ListMeshUpgradeProfiles,
  ManagedClusters_GetMeshUpgradeProfile,
} satisfies Handlers
