import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { batch } from '../../api/clients.ts'
import { Answer, Empty } from '../../parts/answer.tsx'
import { Page } from '../../parts/page.tsx'
import { Rows, State } from '../../parts/small.tsx'

export function Pools() {
  const { account } = useParams({ from: '/batch/$account/pools' })
  const query = useQuery({
    queryKey: ['pools', account],
    refetchInterval: 3_000,
    queryFn: ({ signal }) => batch(account).read('Pool_List', { signal }),
  })
  return (
    <Page title="Pools" trail={[{ name: account, to: `/batch/${account}/jobs` }]}>
      <Answer query={query}>
        {({ value: pools = [] }) =>
          pools.length === 0 ? (
            <Empty
              what="There is no pool yet."
              command="az batch pool create --id pool1 --vm-size standard_d2s_v3 --target-dedicated-nodes 2 --image canonical:0001-com-ubuntu-server-jammy:22_04-lts --node-agent-sku-id 'batch.node.ubuntu 22.04'"
            />
          ) : (
            <Rows
              caption="Pools"
              heads={['Pool', 'State', 'Allocation', 'Size', 'Dedicated', 'Spot', 'Errors']}
            >
              {pools.map((pool) => (
                <tr key={pool.id}>
                  <th scope="row">
                    <Link
                      to="/batch/$account/pools/$pool"
                      params={{ account, pool: pool.id ?? '' }}
                    >
                      {pool.id}
                    </Link>
                  </th>
                  <td>
                    <State of={pool.state} />
                  </td>
                  <td>
                    <State of={pool.allocationState} />
                  </td>
                  <td>{pool.vmSize}</td>
                  <td>
                    {pool.currentDedicatedNodes} of {pool.targetDedicatedNodes}
                  </td>
                  <td>
                    {pool.currentLowPriorityNodes} of {pool.targetLowPriorityNodes}
                  </td>
                  <td>{pool.resizeErrors?.map(({ code }) => code).join(', ')}</td>
                </tr>
              ))}
            </Rows>
          )
        }
      </Answer>
    </Page>
  )
}
