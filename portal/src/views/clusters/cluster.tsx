import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { clusters } from '../../api/clients.ts'
import { useSubscription } from '../../api/estate.ts'
import { Answer } from '../../parts/answer.tsx'
import { OperationCard, useOperationsOn } from '../../parts/operation.tsx'
import { Page } from '../../parts/page.tsx'
import { Facts, Rows, State, stateOf } from '../../parts/small.tsx'
import { ClusterActions, isUnderWay, NodePoolActions } from './cluster-actions.tsx'

export function Cluster() {
  const { group, name } = useParams({ from: '/clusters/$group/$name' })
  const subscriptionId = useSubscription()
  const path = {
    subscriptionId: subscriptionId ?? '',
    resourceGroupName: group,
    resourceName: name,
  }
  const query = useQuery({
    queryKey: ['cluster', group, name, subscriptionId],
    enabled: subscriptionId !== undefined,
    refetchInterval: 1_500,
    queryFn: ({ signal }) => clusters.read('ManagedClusters_Get', { path, signal }),
  })
  const operations = useOperationsOn(query.data?.id)
  const state = query.data?.properties?.provisioningState ?? ''
  const power = query.data?.properties?.powerState?.code
  return (
    <Page
      title={name}
      trail={[{ name: 'Clusters', to: '/clusters' }]}
      actions={query.data && <ClusterActions path={path} state={state} power={power} />}
    >
      <Answer query={query}>
        {({ location, properties }) => (
          <>
            <Facts
              of={[
                ['State', stateOf(properties?.provisioningState)],
                ['Power', properties?.powerState?.code],
                ['Version', properties?.currentKubernetesVersion],
                ['Location', location],
                ['Group', group],
                ['Address', properties?.fqdn],
              ]}
            />
            <h2>Node pools</h2>
            <Rows
              caption="Node pools"
              heads={['Node pool', 'Mode', 'State', 'Nodes', 'Size', 'Version', 'Actions']}
            >
              {(properties?.agentPoolProfiles ?? []).map((pool) => (
                <tr key={pool.name}>
                  <th scope="row">{pool.name}</th>
                  <td>{pool.mode}</td>
                  <td>
                    <State of={pool.provisioningState} />
                  </td>
                  <td>{pool.count}</td>
                  <td>{pool.vmSize}</td>
                  <td>{pool.currentOrchestratorVersion ?? pool.orchestratorVersion}</td>
                  <td className="actions">
                    <NodePoolActions path={path} pool={pool} disabled={isUnderWay(state)} />
                  </td>
                </tr>
              ))}
            </Rows>
          </>
        )}
      </Answer>
      {operations.data && operations.data.value.length > 0 && (
        <>
          <h2>Operations</h2>
          {operations.data.value.map((operation) => (
            <OperationCard key={operation.id} of={operation} />
          ))}
        </>
      )}
    </Page>
  )
}
