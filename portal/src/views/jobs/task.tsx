import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { admin, batch } from '../../api/clients.ts'
import { OWNERS, useMay } from '../../api/permissions.ts'
import { Action } from '../../parts/action.tsx'
import { Answer } from '../../parts/answer.tsx'
import { Files } from '../../parts/files.tsx'
import { Page } from '../../parts/page.tsx'
import { Facts, stateOf, timeOf } from '../../parts/small.tsx'
import { Attempts } from './attempts.tsx'
import { Dependencies } from './dependencies.tsx'
import { whyFailed } from './task-words.ts'

const WRITE = 'Microsoft.Batch/batchAccounts/jobs/write'

export function Task() {
  const from = '/batch/$account/jobs/$job/tasks/$task'
  const { account, job: jobId, task: taskId } = useParams({ from })
  const { file } = useSearch({ from })
  const navigate = useNavigate({ from })
  const isOwner = useMay(OWNERS)
  const client = batch(account)
  const path = { jobId, taskId }
  const query = useQuery({
    queryKey: ['task', account, jobId, taskId],
    refetchInterval: 1_500,
    queryFn: ({ signal }) => client.read('Task_Get', { path, signal }),
  })
  const { data: task } = query
  return (
    <Page
      title={taskId}
      trail={[
        { name: account, to: `/batch/${account}/jobs` },
        { name: 'Jobs', to: `/batch/${account}/jobs` },
        { name: jobId, to: `/batch/${account}/jobs/${jobId}` },
      ]}
      actions={
        task && (
          <>
            {task.state !== 'completed' && (
              <Action
                label="Terminate"
                isPrimary
                needs={WRITE}
                says={
                  task.state === 'active'
                    ? 'The task never begins: it is completed at once.'
                    : 'The processes of the task are ended at once, and the task is completed. What it wrote stays.'
                }
                run={() => client.send('Task_Terminate', { path })}
              />
            )}
            {task.state === 'completed' && task.executionInfo?.result === 'failure' && (
              <Action
                label="Reactivate"
                isPrimary
                needs={WRITE}
                says="The task waits for a node again, with all its retries."
                run={() => client.send('Task_Reactivate', { path })}
              />
            )}
            <Action
              label="Delete"
              needs="Microsoft.Batch/batchAccounts/jobs/delete"
              says={`The task ${taskId} is ended if it runs, and deleted with its files.`}
              run={async () => {
                await client.send('Task_Delete', { path })
                await navigate({ to: '/batch/$account/jobs/$job', params: { account, job: jobId } })
              }}
            />
          </>
        )
      }
    >
      <Answer query={query}>
        {(it) => {
          const why = whyFailed(it)
          return (
            <>
              {why && <p className="note failed">{why}</p>}
              {it.state === 'active' && <Waits account={account} job={jobId} task={taskId} />}
              <Facts
                of={[
                  ['State', stateOf(it.executionInfo?.result ?? it.state)],
                  ['Since', timeOf(it.stateTransitionTime)],
                  ['Started', timeOf(it.executionInfo?.startTime)],
                  ['Ended', timeOf(it.executionInfo?.endTime)],
                  ['Exit code', it.executionInfo?.exitCode],
                  ['Failure', it.executionInfo?.failureInfo?.code],
                  ['Retries', it.executionInfo?.retryCount],
                  ['Queued again', it.executionInfo?.requeueCount],
                  [
                    'Node',
                    it.nodeInfo?.poolId && it.nodeInfo.nodeId && (
                      <Link
                        key="n"
                        to="/batch/$account/pools/$pool/nodes/$node"
                        params={{ account, pool: it.nodeInfo.poolId, node: it.nodeInfo.nodeId }}
                      >
                        {it.nodeInfo.nodeId}
                      </Link>
                    ),
                  ],
                  ['Command', <code key="c">{it.commandLine}</code>],
                ]}
              />
              {it.environmentSettings && it.environmentSettings.length > 0 && (
                <details>
                  <summary>Environment ({it.environmentSettings.length})</summary>
                  <Facts
                    of={it.environmentSettings.map(({ name, value }) => [name, value ?? ''])}
                  />
                </details>
              )}
              {isOwner && (
                <>
                  <Attempts account={account} job={jobId} task={taskId} />
                  <Dependencies account={account} job={jobId} task={taskId} />
                </>
              )}
              {it.nodeInfo?.nodeId && (
                <Files
                  key={`${jobId}/${taskId}`}
                  account={account}
                  of={`/jobs/${encodeURIComponent(jobId)}/tasks/${encodeURIComponent(taskId)}`}
                  file={file}
                  outputs={['stdout.txt', 'stderr.txt']}
                  hasFailed={it.executionInfo?.result === 'failure'}
                  isRunning={it.state === 'running'}
                  list={(signal) =>
                    client.read('File_ListFromTask', { path, query: { recursive: true }, signal })
                  }
                  onOpen={(name) => void navigate({ search: { file: name }, replace: true })}
                />
              )}
            </>
          )
        }}
      </Answer>
    </Page>
  )
}

function Waits({
  account,
  job,
  task,
}: {
  readonly account: string
  readonly job: string
  readonly task: string
}) {
  const isOwner = useMay(OWNERS)
  const { data } = useQuery({
    queryKey: ['explain', account, job, task],
    enabled: isOwner,
    refetchInterval: 2_000,
    queryFn: ({ signal }) =>
      admin.read('Scheduler_Explain', { query: { job, task, account }, signal }),
  })
  const { data: pool } = useQuery({
    queryKey: ['job', account, job],
    enabled: isOwner,
    queryFn: ({ signal }) => batch(account).read('Job_Get', { path: { jobId: job }, signal }),
    select: ({ executionInfo, poolInfo }) => executionInfo?.poolId ?? poolInfo.poolId,
  })
  if (!data || data.reasons.length === 0) return null
  return (
    <section className="note" aria-label="Why it waits">
      <strong>Why it waits</strong>
      <ul>
        {data.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      {pool && (
        <p className="hint">
          Its job runs on the pool{' '}
          <Link to="/batch/$account/pools/$pool" params={{ account, pool }}>
            {pool}
          </Link>
          .
        </p>
      )}
    </section>
  )
}
