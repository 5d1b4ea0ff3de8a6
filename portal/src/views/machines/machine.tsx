import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { CSSProperties } from 'react'
import { machines } from '../../api/clients.ts'
import { useSubscription } from '../../api/estate.ts'
import { Action } from '../../parts/action.tsx'
import { Answer, Empty } from '../../parts/answer.tsx'
import { OperationCard, useOperationsOn } from '../../parts/operation.tsx'
import { Page } from '../../parts/page.tsx'
import { Facts, stateOf } from '../../parts/small.tsx'
import { Screen } from './screen.tsx'
import { treeOf } from './tree.ts'

const TYPE = 'Microsoft.ScVmm/virtualMachineInstances'
const ROW = 44
const INDENT = 24

export function Machine() {
  const { group, name } = useParams({ from: '/machines/$group/$name' })
  const subscriptionId = useSubscription()
  const resourceUri = `subscriptions/${subscriptionId}/resourceGroups/${group}/providers/Microsoft.HybridCompute/machines/${name}`
  const path = { resourceUri }
  const query = useQuery({
    queryKey: ['machine', resourceUri],
    enabled: subscriptionId !== undefined,
    refetchInterval: 1_500,
    queryFn: ({ signal }) => machines.read('VirtualMachineInstances_Get', { path, signal }),
  })
  const operations = useOperationsOn(query.data?.id)
  const power = query.data?.properties?.powerState
  return (
    <Page
      title={name}
      trail={[{ name: 'Virtual machines', to: '/machines' }]}
      actions={
        query.data && (
          <>
            <Action
              label="Create checkpoint"
              isPrimary
              needs={`${TYPE}/createCheckpoint/action`}
              says="The machine's disks are kept as they are now, and you can go back to them."
              asks={[{ key: 'name', name: 'Name of the checkpoint' }]}
              run={({ values }) =>
                machines.send('VirtualMachineInstances_CreateCheckpoint', {
                  path,
                  body: { name: values.name ?? '' },
                })
              }
            />
            {power === 'Running' ? (
              <>
                <Action
                  label="Stop"
                  needs={`${TYPE}/stop/action`}
                  says="How the machine is stopped."
                  choices={[
                    {
                      value: 'false',
                      name: 'Shut down',
                      says: 'Its operating system is asked to shut down.',
                    },
                    {
                      value: 'true',
                      name: 'Turn off',
                      says: 'As if its power failed: what was not written to its disks is lost.',
                    },
                  ]}
                  run={({ choice }) =>
                    machines.send('VirtualMachineInstances_Stop', {
                      path,
                      body: { skipShutdown: choice === 'true' ? 'true' : 'false' },
                    })
                  }
                />
                <Action
                  label="Restart"
                  needs={`${TYPE}/restart/action`}
                  says="The machine is stopped and started."
                  run={() => machines.send('VirtualMachineInstances_Restart', { path })}
                />
              </>
            ) : (
              <Action
                label="Start"
                needs={`${TYPE}/start/action`}
                says="The machine is turned on."
                run={() => machines.send('VirtualMachineInstances_Start', { path })}
              />
            )}
          </>
        )
      }
    >
      <Answer query={query}>
        {({ properties }) => (
          <>
            <Facts
              of={[
                ['State', stateOf(properties?.provisioningState)],
                ['Power', properties?.powerState],
                ['Processors', properties?.hardwareProfile?.cpuCount],
                [
                  'Memory',
                  properties?.hardwareProfile?.memoryMB &&
                    `${properties.hardwareProfile.memoryMB} MB`,
                ],
                ['Generation', properties?.infrastructureProfile?.generation],
              ]}
            />
            <h2>Checkpoints</h2>
            <Checkpoints
              resourceUri={resourceUri}
              group={group}
              name={name}
              checkpoints={properties?.infrastructureProfile?.checkpoints ?? []}
              current={properties?.infrastructureProfile?.lastRestoredVMCheckpoint?.checkpointID}
            />
          </>
        )}
      </Answer>
      {power === 'Running' && <Screen machine={`/${resourceUri}`} />}
      {operations.data && operations.data.value.length > 0 && (
        <>
          <h2>Operations</h2>
          {operations.data.value.map((operation) => (
            <OperationCard key={operation.id} of={operation} />
          ))}
        </>
      )}
    </Page>
  )
}

interface CheckpointsProps {
  readonly resourceUri: string
  readonly group: string
  readonly name: string
  readonly checkpoints: Parameters<typeof treeOf>[0]
  readonly current: string | undefined
}

function Checkpoints({ resourceUri, group, name, checkpoints, current }: CheckpointsProps) {
  const tree = treeOf(checkpoints)
  if (tree.length === 0) {
    return (
      <Empty
        what="The machine has no checkpoint. Create one before a change that you may want to undo."
        command={`az scvmm vm create-checkpoint --resource-group ${group} --name ${name} --checkpoint-name before`}
      />
    )
  }
  const deepest = Math.max(...tree.map(({ depth }) => depth))
  const width = (deepest + 1) * INDENT
  const at = (depth: number): number => depth * INDENT + INDENT / 2
  const middle = (row: number): number => row * ROW + ROW / 2
  const path = { resourceUri }
  return (
    <div className="tree">
      <svg width={width} height={tree.length * ROW} aria-hidden="true">
        {tree.map(({ id, row, depth, parentRow }) => (
          <g key={id}>
            {parentRow !== undefined && (
              <path
                d={`M${at(depth - 1)} ${middle(parentRow)}V${middle(row)}H${at(depth)}`}
                className="branch"
              />
            )}
          </g>
        ))}
        {tree.map(({ id, row, depth }) => (
          <circle
            key={id}
            cx={at(depth)}
            cy={middle(row)}
            r="6"
            className={id === current ? 'current' : 'knot'}
          />
        ))}
      </svg>
      <ul aria-label="Checkpoints">
        {tree.map(({ id, name: checkpoint, description, depth, parentRow }) => (
          <li key={id} style={{ '--depth': depth } as CSSProperties}>
            <span>
              <strong>{checkpoint}</strong>
              {description && ` ${description}`}
              <small>
                {parentRow === undefined ? ' a first one' : ` after ${tree[parentRow]!.name}`}
                {id === current && ', restored last'}
              </small>
            </span>
            <span className="actions">
              <Action
                label={`Restore ${checkpoint}`}
                needs={`${TYPE}/restoreCheckpoint/action`}
                says={`The machine goes back to ${checkpoint}: what was written to its disks since then, and is in no other checkpoint, is lost.`}
                run={() =>
                  machines.send('VirtualMachineInstances_RestoreCheckpoint', { path, body: { id } })
                }
              />
              <Action
                label={`Delete ${checkpoint}`}
                needs={`${TYPE}/deleteCheckpoint/action`}
                says={`${checkpoint} is deleted: the machine stays as it is, and so do the checkpoints after it.`}
                run={() =>
                  machines.send('VirtualMachineInstances_DeleteCheckpoint', { path, body: { id } })
                }
              />
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
