import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { batchOf } from '../api/call.ts'
import { batch } from '../api/clients.ts'
import { listed } from '../api/pages.ts'
import { Action } from '../parts/action.tsx'
import { Answer, Cut, Empty } from '../parts/answer.tsx'
import { Page } from '../parts/page.tsx'
import { Rows, State, Time } from '../parts/small.tsx'

const WRITE = 'Microsoft.Batch/batchAccounts/jobSchedules/write'

/** More than is looked through in one view. */
const MOST = 2_000

export function Schedules() {
  const { account } = useParams({ from: '/batch/$account/schedules' })
  const client = batch(account)
  const query = useQuery({
    queryKey: ['schedules', account],
    refetchInterval: 3_000,
    queryFn: async ({ signal }) =>
      listed(batchOf(account), await client.read('JobSchedule_List', { signal }), MOST, signal),
  })
  return (
    <Page title="Job schedules" trail={[{ name: account, to: `/batch/${account}/jobs` }]}>
      <Answer query={query}>
        {({ items: schedules, isCut }) =>
          schedules.length === 0 ? (
            <Empty
              what="There is no job schedule yet."
              command="az batch job-schedule create --id nightly --pool-id pool1 --recurrence-interval PT24H"
            />
          ) : (
            <>
              <Cut isCut={isCut} most={MOST} />
              <Rows
                caption="Job schedules"
                heads={['Schedule', 'State', 'Next job', 'Last job', 'Actions']}
              >
                {schedules.map(({ id = '', state, executionInfo }) => {
                  const path = { jobScheduleId: id }
                  const last = executionInfo?.recentJob?.id
                  return (
                    <tr key={id}>
                      <th scope="row">{id}</th>
                      <td>
                        <State of={state} />
                      </td>
                      <td>
                        <Time at={executionInfo?.nextRunTime} />
                      </td>
                      <td>
                        {last && (
                          <Link to="/batch/$account/jobs/$job" params={{ account, job: last }}>
                            {last}
                          </Link>
                        )}
                      </td>
                      <td className="actions">
                        {state === 'active' && (
                          <Action
                            label={`Disable ${id}`}
                            needs={WRITE}
                            says="No more jobs are made until it is enabled. Jobs that it made go on."
                            run={() => client.send('JobSchedule_Disable', { path })}
                          />
                        )}
                        {state === 'disabled' && (
                          <Action
                            label={`Enable ${id}`}
                            needs={WRITE}
                            says="Jobs are made again when they are due."
                            run={() => client.send('JobSchedule_Enable', { path })}
                          />
                        )}
                        {state !== 'completed' && (
                          <Action
                            label={`Terminate ${id}`}
                            needs={WRITE}
                            says="The schedule is completed, and with it the job that runs."
                            run={() => client.send('JobSchedule_Terminate', { path })}
                          />
                        )}
                        <Action
                          label={`Delete ${id}`}
                          needs="Microsoft.Batch/batchAccounts/jobSchedules/delete"
                          says="The schedule is deleted with all jobs that it made, their tasks and files."
                          run={() => client.send('JobSchedule_Delete', { path })}
                        />
                      </td>
                    </tr>
                  )
                })}
              </Rows>
            </>
          )
        }
      </Answer>
    </Page>
  )
}
