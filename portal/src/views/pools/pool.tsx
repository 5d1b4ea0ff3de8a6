import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { batchOf } from '../../api/call.ts'
import { batch } from '../../api/clients.ts'
import { listed } from '../../api/pages.ts'
import { Answer, Cut, Empty } from '../../parts/answer.tsx'
import { Page } from '../../parts/page.tsx'
import { Facts, stateOf, timeOf } from '../../parts/small.tsx'
import { HeatMap } from './heat-map.tsx'
import { Histories } from './histories.tsx'
import { NodeTable } from './node-table.tsx'
import { PoolActions } from './pool-actions.tsx'

const MOST_NODES = 10_000

export function Pool() {
  const { account, pool: poolId } = useParams({ from: '/batch/$account/pools/$pool' })
  const client = batch(account)
  const navigate = useNavigate()
  const path = { poolId }
  const pool = useQuery({
    queryKey: ['pool', account, poolId],
    refetchInterval: 3_000,
    queryFn: ({ signal }) => client.read('Pool_Get', { path, signal }),
  })
  const nodes = useQuery({
    queryKey: ['nodes', account, poolId],
    refetchInterval: 2_000,
    queryFn: async ({ signal }) =>
      listed(
        batchOf(account),
        await client.read('ComputeNode_List', { path, signal }),
        MOST_NODES,
        signal,
      ),
  })
  return (
    <Page
      title={poolId}
      trail={[
        { name: account, to: `/batch/${account}/jobs` },
        { name: 'Pools', to: `/batch/${account}/pools` },
      ]}
      actions={pool.data && <PoolActions account={account} pool={pool.data} />}
    >
      <Answer query={pool}>
        {(it) => (
          <>
            <Facts
              of={[
                ['State', stateOf(it.state)],
                ['Allocation', stateOf(it.allocationState)],
                ['Since', timeOf(it.allocationStateTransitionTime)],
                ['Size of a node', it.vmSize],
                ['Task slots of a node', it.taskSlotsPerNode],
                ['Dedicated nodes', `${it.currentDedicatedNodes} of ${it.targetDedicatedNodes}`],
                ['Spot nodes', `${it.currentLowPriorityNodes} of ${it.targetLowPriorityNodes}`],
                ['Time between runs of the formula', it.autoScaleEvaluationInterval],
                [
                  'Formula',
                  it.autoScaleFormula && (
                    <pre key="f" className="command">
                      {it.autoScaleFormula}
                    </pre>
                  ),
                ],
              ]}
            />
            {it.resizeErrors?.map(({ code, message }) => (
              <p key={code} className="note failed">
                <strong>{code}: </strong>
                {message}
              </p>
            ))}
          </>
        )}
      </Answer>
      <h2>Nodes</h2>
      <Answer query={nodes}>
        {({ items, isCut }) =>
          items.length === 0 ? (
            <WithoutNodes pool={poolId} hasFormula={pool.data?.enableAutoScale ?? false} />
          ) : (
            <>
              <HeatMap
                nodes={items}
                slots={pool.data?.taskSlotsPerNode ?? 1}
                onOpen={(node) =>
                  void navigate({
                    to: '/batch/$account/pools/$pool/nodes/$node',
                    params: { account, pool: poolId, node },
                  })
                }
              />
              <Cut isCut={isCut} most={MOST_NODES} />
              <NodeTable account={account} pool={poolId} nodes={items} />
            </>
          )
        }
      </Answer>
      <Histories account={account} pool={poolId} />
    </Page>
  )
}

interface WithoutNodesProps {
  readonly pool: string
  readonly hasFormula: boolean
}

/** A pool with a formula refuses to be resized by hand. */
const WithoutNodes = ({ pool, hasFormula }: WithoutNodesProps) =>
  hasFormula ? (
    <Empty
      what="The pool has no nodes: its formula has not asked for any yet. See what it comes to now:"
      command={`az batch pool autoscale evaluate --pool-id ${pool} --auto-scale-formula "$(az batch pool show --pool-id ${pool} --query autoScaleFormula --output tsv)"`}
    />
  ) : (
    <Empty
      what="The pool has no nodes. Resize it to get some."
      command={`az batch pool resize --pool-id ${pool} --target-dedicated-nodes 2`}
    />
  )
