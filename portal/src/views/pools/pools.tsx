import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { batchOf } from '../../api/call.ts'
import { batch } from '../../api/clients.ts'
import { listed } from '../../api/pages.ts'
import { Answer, Cut, Empty } from '../../parts/answer.tsx'
import { Page } from '../../parts/page.tsx'
import { Rows, State } from '../../parts/small.tsx'

/** More than is looked through in one view. */
const MOST = 2_000

export function Pools() {
  const { account } = useParams({ from: '/batch/$account/pools' })
  const query = useQuery({
    queryKey: ['pools', account],
    refetchInterval: 3_000,
    queryFn: async ({ signal }) =>
      listed(batchOf(account), await batch(account).read('Pool_List', { signal }), MOST, signal),
  })
  return (
    <Page title="Pools" trail={[{ name: account, to: `/batch/${account}/jobs` }]}>
      <Answer query={query}>
        {({ items: pools, isCut }) =>
          pools.length === 0 ? (
            <Empty
              what="There is no pool yet."
              command="az batch pool create --id pool1 --vm-size standard_d2s_v3 --target-dedicated-nodes 2 --image canonical:0001-com-ubuntu-server-jammy:22_04-lts --node-agent-sku-id 'batch.node.ubuntu 22.04'"
            />
          ) : (
            <>
              <Cut isCut={isCut} most={MOST} />
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
            </>
          )
        }
      </Answer>
    </Page>
  )
}
