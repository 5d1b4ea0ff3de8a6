import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { batchOf } from '../../api/call.ts'
import { batch } from '../../api/clients.ts'
import { listed } from '../../api/pages.ts'
import { Answer, Cut, Empty } from '../../parts/answer.tsx'
import { Page } from '../../parts/page.tsx'
import { Rows, State, Time } from '../../parts/small.tsx'
import { Counts } from './counts.tsx'

const MOST = 2_000
/** Of so many jobs tasks are counted: each is a call. */
const MOST_COUNTED = 40

export function Jobs() {
  const { account } = useParams({ from: '/batch/$account/jobs' })
  return (
    <Page title="Jobs" trail={[{ name: account, to: `/batch/${account}/jobs` }]}>
      <JobsOf account={account} />
    </Page>
  )
}

export function JobsOf({ account }: { readonly account: string }) {
  const query = useQuery({
    queryKey: ['jobs', account],
    refetchInterval: 4_000,
    queryFn: async ({ signal }) =>
      listed(batchOf(account), await batch(account).read('Job_List', { signal }), MOST, signal),
  })
  return (
    <Answer query={query}>
      {({ items, isCut }) =>
        items.length === 0 ? (
          <Empty
            what="There is no job yet."
            command="az batch job create --id job1 --pool-id pool1"
          />
        ) : (
          <>
            <Cut isCut={isCut} most={MOST} />
            <Rows caption="Jobs" heads={['Job', 'State', 'Tasks', 'Since', 'Pool', 'Priority']}>
              {items.map((job, at) => (
                <tr key={job.id}>
                  <th scope="row">
                    <Link to="/batch/$account/jobs/$job" params={{ account, job: job.id }}>
                      {job.id}
                    </Link>
                  </th>
                  <td>
                    <State of={job.state} />
                  </td>
                  <td className="counts">
                    {at < MOST_COUNTED && <CountsOf account={account} job={job.id} />}
                  </td>
                  <td>
                    <Time at={job.stateTransitionTime} />
                  </td>
                  <td>
                    {job.poolInfo.poolId && (
                      <Link
                        to="/batch/$account/pools/$pool"
                        params={{ account, pool: job.poolInfo.poolId }}
                      >
                        {job.poolInfo.poolId}
                      </Link>
                    )}
                  </td>
                  <td>{job.priority}</td>
                </tr>
              ))}
            </Rows>
          </>
        )
      }
    </Answer>
  )
}

function CountsOf({ account, job: jobId }: { readonly account: string; readonly job: string }) {
  const { data } = useQuery({
    queryKey: ['counts', account, jobId],
    refetchInterval: 10_000,
    staleTime: 5_000,
    queryFn: ({ signal }) => batch(account).read('Job_GetTaskCounts', { path: { jobId }, signal }),
  })
  return data ? <Counts of={data.taskCounts} /> : null
}
