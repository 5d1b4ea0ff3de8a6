import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { hybrid } from '../../api/clients.ts'
import { everywhere, useSubscription } from '../../api/estate.ts'
import { groupIn, nameIn } from '../../api/resource-id.ts'
import { Answer, Empty } from '../../parts/answer.tsx'
import { Page } from '../../parts/page.tsx'
import { Rows } from '../../parts/small.tsx'

/** More than are made here. */
const MOST = 1_000

export function Machines() {
  const subscriptionId = useSubscription()
  const query = useQuery({
    queryKey: ['machines', subscriptionId],
    enabled: subscriptionId !== undefined,
    refetchInterval: 3_000,
    queryFn: ({ signal }) => {
      const path = { subscriptionId: subscriptionId! }
      return everywhere({
        subscriptionId: path.subscriptionId,
        whole: () => hybrid.read('Machines_ListBySubscription', { path, signal }),
        inGroup: (resourceGroupName) =>
          hybrid.read('Machines_ListByResourceGroup', {
            path: { ...path, resourceGroupName },
            signal,
          }),
        type: 'Microsoft.HybridCompute/machines',
        one: (id) =>
          hybrid.read('Machines_Get', {
            path: { ...path, resourceGroupName: groupIn(id), machineName: nameIn(id) },
            signal,
          }),
        most: MOST,
        signal,
      })
    },
  })
  return (
    <Page title="Virtual machines">
      <Answer query={query}>
        {({ items: value }) =>
          value.length === 0 ? (
            <Empty
              what="There is no virtual machine yet."
              command="az scvmm vm create --resource-group lazuli --name vm1 --help"
            />
          ) : (
            <Rows caption="Virtual machines" heads={['Machine', 'Group', 'Location', 'Kind']}>
              {value.map(({ id = '', name = '', location, kind }) => (
                <tr key={id}>
                  <th scope="row">
                    <Link to="/machines/$group/$name" params={{ group: groupIn(id), name }}>
                      {name}
                    </Link>
                  </th>
                  <td>{groupIn(id)}</td>
                  <td>{location}</td>
                  <td>{kind}</td>
                </tr>
              ))}
            </Rows>
          )
        }
      </Answer>
    </Page>
  )
}
