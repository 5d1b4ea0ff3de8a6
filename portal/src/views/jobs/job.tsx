import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { batch } from '../../api/clients.ts'
import { OWNERS, useMay } from '../../api/permissions.ts'
import { Action } from '../../parts/action.tsx'
import { Answer } from '../../parts/answer.tsx'
import { Page } from '../../parts/page.tsx'
import { Facts, StateBar, stateOf, timeOf } from '../../parts/small.tsx'
import { ORDERS, SHOWS } from './task-search.ts'
import { TaskTable } from './task-table.tsx'
import { Throughput } from './throughput.tsx'

const WRITE = 'Microsoft.Batch/batchAccounts/jobs/write'

export function Job() {
  const from = '/batch/$account/jobs/$job'
  const { account, job: jobId } = useParams({ from })
  const search = useSearch({ from })
  const { show = 'all', order = 'failedFirst' } = search
  const isOwner = useMay(OWNERS)
  const navigate = useNavigate({ from })
  const client = batch(account)
  const path = { jobId }
  const job = useQuery({
    queryKey: ['job', account, jobId],
    refetchInterval: 4_000,
    queryFn: ({ signal }) => client.read('Job_Get', { path, signal }),
  })
  const counts = useQuery({
    queryKey: ['counts', account, jobId],
    refetchInterval: 2_000,
    queryFn: ({ signal }) => client.read('Job_GetTaskCounts', { path, signal }),
  })
  const state = job.data?.state
  // Of a job that was never seen the refusal is enough, said once.
  const isMissing = job.isError && !job.data
  return (
    <Page
      title={jobId}
      trail={[
        { name: account, to: `/batch/${account}/jobs` },
        { name: 'Jobs', to: `/batch/${account}/jobs` },
      ]}
      actions={
        job.data && (
          <>
            {state === 'active' && (
              <Action
                label="Disable"
                needs={WRITE}
                says="No tasks begin until the job is enabled again."
                choices={[
                  { value: 'wait', name: 'Let tasks end', says: 'Tasks that run go on.' },
                  {
                    value: 'requeue',
                    name: 'Run them again',
                    says: 'Tasks that run are queued again.',
                  },
                  {
                    value: 'terminate',
                    name: 'End them',
                    says: 'Tasks that run are ended, and fail.',
                  },
                ]}
                run={({ choice }) =>
                  client.send('Job_Disable', {
                    path,
                    body: { disableTasks: choice as 'wait' | 'requeue' | 'terminate' },
                  })
                }
              />
            )}
            {state === 'disabled' && (
              <Action
                label="Enable"
                needs={WRITE}
                says="Tasks that wait begin again."
                run={() => client.send('Job_Enable', { path })}
              />
            )}
            {state !== 'completed' && (
              <Action
                label="Terminate"
                needs={WRITE}
                says="Tasks that run are ended, and those that wait never begin. The job is completed."
                run={() => client.send('Job_Terminate', { path })}
              />
            )}
            <Action
              label="Delete"
              needs="Microsoft.Batch/batchAccounts/jobs/delete"
              says={`The job ${jobId} is deleted with all its tasks and their files.`}
              run={async () => {
                await client.send('Job_Delete', { path })
                await navigate({ to: '/batch/$account/jobs', params: { account } })
              }}
            />
          </>
        )
      }
    >
      <Answer query={job}>
        {(it) => {
          const pool = it.executionInfo?.poolId ?? it.poolInfo.poolId
          return (
            <Facts
              of={[
                ['State', stateOf(it.state)],
                ['Since', timeOf(it.stateTransitionTime)],
                ['Pool', pool && <PoolLink key="p" account={account} pool={pool} />],
                ['Priority', it.priority],
                ['Why it ended', it.executionInfo?.terminateReason],
              ]}
            />
          )
        }}
      </Answer>
      {counts.data && (
        <StateBar
          shares={[
            { name: 'failed', count: counts.data.taskCounts.failed, tone: 'bad' },
            { name: 'running', count: counts.data.taskCounts.running, tone: 'busy' },
            { name: 'active', count: counts.data.taskCounts.active, tone: 'plain' },
            { name: 'succeeded', count: counts.data.taskCounts.succeeded, tone: 'good' },
          ]}
        />
      )}
      {!isMissing && (
        <>
          <fieldset className="filters">
            <legend className="unseen">Which tasks</legend>
            {SHOWS.map((each) => (
              <label key={each}>
                <input
                  type="radio"
                  name="show"
                  checked={show === each}
                  onChange={() =>
                    void navigate({
                      search: (before) => ({ ...before, show: each }),
                      replace: true,
                    })
                  }
                />{' '}
                {each}
              </label>
            ))}
            {isOwner && (
              <label>
                Order{' '}
                <select
                  value={order}
                  onChange={(event) =>
                    void navigate({
                      search: (before) => ({
                        ...before,
                        order: ORDERS.find((each) => each === event.target.value),
                      }),
                      replace: true,
                    })
                  }
                >
                  <option value="failedFirst">failed first</option>
                  <option value="newest">last changed first</option>
                </select>
              </label>
            )}
          </fieldset>
          <TaskTable account={account} job={jobId} search={search} />
          {isOwner && <Throughput account={account} job={jobId} />}
        </>
      )}
    </Page>
  )
}

const PoolLink = ({ account, pool }: { readonly account: string; readonly pool: string }) => (
  <Link to="/batch/$account/pools/$pool" params={{ account, pool }}>
    {pool}
  </Link>
)
