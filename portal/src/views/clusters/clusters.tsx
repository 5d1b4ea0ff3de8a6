import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { clusters } from '../../api/clients.ts'
import { everywhere, useSubscription } from '../../api/estate.ts'
import { groupIn, nameIn } from '../../api/resource-id.ts'
import { Answer, Empty } from '../../parts/answer.tsx'
import { Page } from '../../parts/page.tsx'
import { Rows, State } from '../../parts/small.tsx'

/** More than are made here. */
const MOST = 1_000

export function Clusters() {
  const subscriptionId = useSubscription()
  const query = useQuery({
    queryKey: ['clusters', subscriptionId],
    enabled: subscriptionId !== undefined,
    refetchInterval: 3_000,
    queryFn: ({ signal }) => {
      const path = { subscriptionId: subscriptionId! }
      return everywhere({
        subscriptionId: path.subscriptionId,
        whole: () => clusters.read('ManagedClusters_List', { path, signal }),
        inGroup: (resourceGroupName) =>
          clusters.read('ManagedClusters_ListByResourceGroup', {
            path: { ...path, resourceGroupName },
            signal,
          }),
        type: 'Microsoft.ContainerService/managedClusters',
        one: (id) =>
          clusters.read('ManagedClusters_Get', {
            path: { ...path, resourceGroupName: groupIn(id), resourceName: nameIn(id) },
            signal,
          }),
        most: MOST,
        signal,
      })
    },
  })
  return (
    <Page title="Clusters">
      <Answer query={query}>
        {({ items: value }) =>
          value.length === 0 ? (
            <Empty
              what="There is no cluster yet."
              command="az aks create --resource-group lazuli --name demo --node-count 1 --no-ssh-key"
            />
          ) : (
            <Rows caption="Clusters" heads={['Cluster', 'Group', 'State', 'Power', 'Version']}>
              {value.map(({ id = '', name = '', properties }) => (
                <tr key={id}>
                  <th scope="row">
                    <Link to="/clusters/$group/$name" params={{ group: groupIn(id), name }}>
                      {name}
                    </Link>
                  </th>
                  <td>{groupIn(id)}</td>
                  <td>
                    <State of={properties?.provisioningState} />
                  </td>
                  <td>{properties?.powerState?.code}</td>
                  <td>{properties?.currentKubernetesVersion ?? properties?.kubernetesVersion}</td>
                </tr>
              ))}
            </Rows>
          )
        }
      </Answer>
    </Page>
  )
}
