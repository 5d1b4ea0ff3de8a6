// What can be done to a cluster.
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { clusters } from '../../api/clients.ts'
import { Action } from '../../parts/action.tsx'
import { save } from '../../parts/save.ts'

const TYPE = 'Microsoft.ContainerService/managedClusters'
const UNDER_WAY = /^(Creating|Updating|Upgrading|Scaling|Deleting|Starting|Stopping|Canceling)$/

export const isUnderWay = (state: string | undefined): boolean => UNDER_WAY.test(state ?? '')

/** What an abort leaves, by what is aborted: as Azure leaves it. */
const leaves = (state: string): string =>
  state === 'Creating'
    ? 'The cluster stays with the state Canceled and is of no use: create it again under the same name, or delete it. Nodes that were made already are kept until then.'
    : state === 'Deleting'
      ? 'What was deleted already is gone, and the cluster stays with the state Canceled: delete it again.'
      : 'What was done already is not undone: some node pools may have the new settings and others the old. The state is Canceled; the same call again finishes the work.'

interface ClusterPath {
  readonly subscriptionId: string
  readonly resourceGroupName: string
  readonly resourceName: string
}

interface ClusterActionsProps {
  readonly path: ClusterPath
  readonly state: string
  readonly power: string | undefined
}

export function ClusterActions({ path, state, power }: ClusterActionsProps) {
  const navigate = useNavigate()
  const name = path.resourceName
  const isBusy = isUnderWay(state)
  return (
    <>
      {isBusy && (
        <Action
          label="Abort"
          isPrimary
          needs={`${TYPE}/abort/action`}
          says={
            <>
              <p>What is under way ({state}) stops where it is.</p>
              <p>{leaves(state)}</p>
            </>
          }
          run={() => clusters.send('ManagedClusters_AbortLatestOperation', { path })}
        />
      )}
      {!isBusy && power === 'Running' && (
        <>
          <Upgrade path={path} />
          <Action
            label="Stop"
            needs={`${TYPE}/stop/action`}
            says="Its nodes are given back and its API server stops. What it holds is kept."
            run={() => clusters.send('ManagedClusters_Stop', { path })}
          />
        </>
      )}
      {!isBusy && power === 'Stopped' && (
        <Action
          label="Start"
          needs={`${TYPE}/start/action`}
          says="It gets nodes again and goes on with what it held."
          run={() => clusters.send('ManagedClusters_Start', { path })}
        />
      )}
      <Action
        label="Get kubeconfig"
        needs={`${TYPE}/listClusterUserCredential/action`}
        says="A file for kubectl is downloaded. It lets its holder use the cluster."
        run={async () => {
          const { kubeconfigs = [] } = await clusters.read(
            'ManagedClusters_ListClusterUserCredentials',
            { path },
          )
          save(`${name}.kubeconfig`, atob(kubeconfigs[0]?.value ?? ''))
        }}
      />
      <Action
        label="Delete"
        needs={`${TYPE}/delete`}
        says={`The cluster ${name} is deleted with its nodes and all that runs on it.`}
        run={async () => {
          await clusters.send('ManagedClusters_Delete', { path })
          await navigate({ to: '/clusters' })
        }}
      />
    </>
  )
}

function Upgrade({ path }: { readonly path: ClusterPath }) {
  const { data } = useQuery({
    queryKey: ['upgrades', path],
    staleTime: 10_000,
    queryFn: ({ signal }) => clusters.read('ManagedClusters_GetUpgradeProfile', { path, signal }),
  })
  const versions = (data?.properties?.controlPlaneProfile.upgrades ?? [])
    .map(({ kubernetesVersion }) => kubernetesVersion ?? '')
    .filter(Boolean)
  if (versions.length === 0) return null
  return (
    <Action
      label="Upgrade"
      needs={`${TYPE}/write`}
      says="The control plane gets the version first, then each node pool that follows it. Nodes are replaced one after another."
      asks={[{ key: 'version', name: 'Version of Kubernetes', oneOf: versions }]}
      run={async ({ values }) => {
        const cluster = await clusters.read('ManagedClusters_Get', { path })
        const kubernetesVersion = values.version ?? ''
        const { properties } = cluster
        await clusters.send('ManagedClusters_CreateOrUpdate', {
          path,
          body: {
            ...cluster,
            properties: {
              ...properties,
              kubernetesVersion,
              agentPoolProfiles: (properties?.agentPoolProfiles ?? []).map((pool) => ({
                ...pool,
                orchestratorVersion: kubernetesVersion,
              })),
            },
          },
        })
      }}
    />
  )
}

interface PoolActionsProps {
  readonly path: ClusterPath
  readonly pool: { readonly name: string; readonly count?: number | undefined }
  readonly disabled: boolean
}

export function NodePoolActions({ path, pool: { name, count = 0 }, disabled }: PoolActionsProps) {
  const here = { ...path, agentPoolName: name }
  return (
    <>
      <Action
        label={`Scale ${name}`}
        needs={`${TYPE}/agentPools/write`}
        disabled={disabled}
        says={`The node pool ${name} gets or gives back nodes until it has so many.`}
        asks={[{ key: 'count', name: 'Nodes', type: 'number', initial: String(count) }]}
        run={async ({ values }) => {
          const pool = await clusters.read('AgentPools_Get', { path: here })
          await clusters.send('AgentPools_CreateOrUpdate', {
            path: here,
            body: { ...pool, properties: { ...pool.properties, count: Number(values.count) } },
          })
        }}
      />
      <Action
        label={`Delete ${name}`}
        needs={`${TYPE}/agentPools/delete`}
        disabled={disabled}
        says={`The node pool ${name} is deleted with its nodes. What runs on them is moved to other node pools, where there is room.`}
        run={() => clusters.send('AgentPools_Delete', { path: here })}
      />
    </>
  )
}
