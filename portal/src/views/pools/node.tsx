import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { admin, batch } from '../../api/clients.ts'
import { OWNERS } from '../../api/permissions.ts'
import { Action } from '../../parts/action.tsx'
import { Answer } from '../../parts/answer.tsx'
import { Files } from '../../parts/files.tsx'
import { Page } from '../../parts/page.tsx'
import { Facts, Rows, State, stateOf, Time, timeOf } from '../../parts/small.tsx'
import { type Way, waysOf } from './ways.ts'

const WRITE = 'Microsoft.Batch/batchAccounts/pools/write'

export function Node() {
  const from = '/batch/$account/pools/$pool/nodes/$node'
  const { account, pool: poolId, node: nodeId } = useParams({ from })
  const { file } = useSearch({ from })
  const navigate = useNavigate({ from })
  const client = batch(account)
  const path = { poolId, nodeId }
  const query = useQuery({
    queryKey: ['node', account, poolId, nodeId],
    refetchInterval: 1_500,
    queryFn: ({ signal }) => client.read('ComputeNode_Get', { path, signal }),
  })
  const { data: node } = query
  return (
    <Page
      title={nodeId}
      trail={[
        { name: account, to: `/batch/${account}/jobs` },
        { name: 'Pools', to: `/batch/${account}/pools` },
        { name: poolId, to: `/batch/${account}/pools/${poolId}` },
      ]}
      actions={
        node && (
          <>
            <Action
              label="Reimage"
              needs={WRITE}
              isPrimary
              choices={waysOf('is installed anew')}
              says="The node's system is installed anew, and its start task runs again. All files on it are lost."
              run={({ choice }) =>
                client.send('ComputeNode_Reimage', {
                  path,
                  body: { nodeReimageOption: choice as Way },
                })
              }
            />
            <Action
              label="Reboot"
              needs={WRITE}
              choices={waysOf('restarts')}
              says="The node restarts, and its start task runs again. Files on it stay."
              run={({ choice }) =>
                client.send('ComputeNode_Reboot', {
                  path,
                  body: { nodeRebootOption: choice as Way },
                })
              }
            />
            {node.schedulingState === 'enabled' ? (
              <Action
                label="Disable scheduling"
                needs={WRITE}
                choices={waysOf('rests').filter(({ value }) => value !== 'retaineddata')}
                says="No tasks begin on the node until scheduling is enabled again."
                run={({ choice }) =>
                  client.send('ComputeNode_DisableScheduling', {
                    path,
                    body: { nodeDisableSchedulingOption: choice as Exclude<Way, 'retaineddata'> },
                  })
                }
              />
            ) : (
              <Action
                label="Enable scheduling"
                needs={WRITE}
                says="Tasks may begin on the node again."
                run={() => client.send('ComputeNode_EnableScheduling', { path })}
              />
            )}
            <Action
              label="Remove"
              needs={WRITE}
              says={`The node leaves the pool, which is resized to be smaller by it. Tasks on it are queued again.`}
              run={async () => {
                await client.send('Pool_RemoveNodes', {
                  path: { poolId },
                  body: { nodeList: [nodeId] },
                })
                await navigate({
                  to: '/batch/$account/pools/$pool',
                  params: { account, pool: poolId },
                })
              }}
            />
            <Action
              label="Provoke"
              needs={OWNERS}
              choices={PROVOCATIONS}
              says="Lets something happen to the node that Azure would do by itself."
              run={({ choice }) =>
                admin.send('Nodes_Provoke', {
                  body: {
                    what: choice,
                    account,
                    pool: poolId,
                    node: nodeId,
                    ...(choice === 'fail' ? { error: { code: 'NodeFailed' } } : {}),
                  },
                })
              }
            />
          </>
        )
      }
    >
      <Answer query={query}>
        {(it) => (
          <>
            <Facts
              of={[
                ['State', stateOf(it.state)],
                ['Since', timeOf(it.stateTransitionTime)],
                ['Scheduling', it.schedulingState],
                ['Kind', it.isDedicated ? 'dedicated' : 'Spot'],
                ['Size', it.vmSize],
                ['Address', it.ipAddress],
                ['Started', timeOf(it.lastBootTime)],
                ['Tasks now', it.runningTasksCount],
                ['Tasks ever', it.totalTasksRun],
              ]}
            />
            {it.errors?.map(({ code, message }) => (
              <p key={code} className="note failed">
                <strong>{code}: </strong>
                {message}
              </p>
            ))}
            {it.startTask && (
              <>
                <h2>Start task</h2>
                <Facts
                  of={[
                    [
                      'State',
                      <State key="s" of={it.startTaskInfo?.result ?? it.startTaskInfo?.state} />,
                    ],
                    ['Command', <code key="c">{it.startTask.commandLine}</code>],
                    ['Exit code', it.startTaskInfo?.exitCode],
                    ['Failure', it.startTaskInfo?.failureInfo?.message],
                    ['Retries', it.startTaskInfo?.retryCount],
                    ['Started', timeOf(it.startTaskInfo?.startTime)],
                    ['Ended', timeOf(it.startTaskInfo?.endTime)],
                    ['Tasks wait for it', it.startTask.waitForSuccess === false ? 'no' : 'yes'],
                  ]}
                />
              </>
            )}
            {it.recentTasks && it.recentTasks.length > 0 && (
              <>
                <h2>Recent tasks</h2>
                <Rows caption="Recent tasks" heads={['Task', 'State', 'Started']}>
                  {it.recentTasks.map(({ jobId = '', taskId = '', taskState, executionInfo }) => (
                    <tr key={`${jobId}/${taskId}`}>
                      <th scope="row">
                        <Link
                          to="/batch/$account/jobs/$job/tasks/$task"
                          params={{ account, job: jobId, task: taskId }}
                        >
                          {jobId}/{taskId}
                        </Link>
                      </th>
                      <td>
                        <State of={executionInfo?.result ?? taskState} />
                      </td>
                      <td>
                        <Time at={executionInfo?.startTime} />
                      </td>
                    </tr>
                  ))}
                </Rows>
              </>
            )}
            <Files
              key={`${poolId}/${nodeId}`}
              account={account}
              of={`/pools/${encodeURIComponent(poolId)}/nodes/${encodeURIComponent(nodeId)}`}
              file={file}
              outputs={['startup/stdout.txt', 'startup/stderr.txt']}
              hasFailed={it.startTaskInfo?.result === 'failure'}
              isRunning={it.state === 'waitingforstarttask' || it.state === 'running'}
              list={(signal) =>
                client.read('File_ListFromComputeNode', {
                  path,
                  query: { recursive: true },
                  signal,
                })
              }
              onOpen={(name) => void navigate({ search: { file: name }, replace: true })}
            />
          </>
        )}
      </Answer>
    </Page>
  )
}

const PROVOCATIONS = [
  {
    value: 'preempt',
    name: 'Preempt',
    says: 'As Azure takes Spot nodes back: its tasks are queued again. Dedicated nodes refuse it.',
  },
  { value: 'fail', name: 'Fail', says: 'The node reports an error and is unusable.' },
  { value: 'lose', name: 'Lose', says: 'The node is silent: its state becomes unknown.' },
  { value: 'recover', name: 'Recover', says: 'A node that failed or was lost comes back.' },
  {
    value: 'upgradeOs',
    name: 'Upgrade its system',
    says: 'As Azure upgrades a system: it restarts.',
  },
]
