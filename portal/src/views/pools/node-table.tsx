// The nodes of a pool in a table: one is opened, or many are selected and worked on.
import { Link } from '@tanstack/react-router'
import { batch } from '../../api/clients.ts'
import { Action } from '../../parts/action.tsx'
import { onEach, SelectBox, SelectedBar, useSelection } from '../../parts/selection.tsx'
import { Rows, State, Time } from '../../parts/small.tsx'
import { type Way, waysOf } from './ways.ts'

const WRITE = 'Microsoft.Batch/batchAccounts/pools/write'
const HEADS = ['Node', 'State', 'Since', 'Tasks', 'Scheduling']
/** More are seen in the map alone. */
const MOST_ROWS = 200
/** As many as Batch removes in one call. */
const MOST_REMOVED = 100

interface NodeTableProps {
  readonly account: string
  readonly pool: string
  readonly nodes: readonly {
    readonly id: string
    readonly state: string
    readonly stateTransitionTime?: string | undefined
    readonly runningTasksCount?: number | undefined
    readonly schedulingState?: string | undefined
  }[]
}

export function NodeTable({ account, pool: poolId, nodes }: NodeTableProps) {
  const client = batch(account)
  const selection = useSelection(WRITE)
  const shown = nodes.slice(0, MOST_ROWS)
  const count = selection.ids.size.toLocaleString()
  const each = async (run: (path: { poolId: string; nodeId: string }) => Promise<unknown>) => {
    await onEach(selection.ids, (nodeId) => run({ poolId, nodeId }))
    selection.clear()
  }
  return (
    <>
      <SelectedBar of={selection} what="nodes">
        <Action
          label="Reboot selected"
          needs={WRITE}
          choices={waysOf('restarts')}
          says={`${count} nodes restart, and their start tasks run again. Files on them stay.`}
          run={({ choice }) =>
            each((path) =>
              client.send('ComputeNode_Reboot', {
                path,
                body: { nodeRebootOption: choice as Way },
              }),
            )
          }
        />
        <Action
          label="Reimage selected"
          needs={WRITE}
          choices={waysOf('is installed anew')}
          says={`The systems of ${count} nodes are installed anew, and their start tasks run again. All files on them are lost.`}
          run={({ choice }) =>
            each((path) =>
              client.send('ComputeNode_Reimage', {
                path,
                body: { nodeReimageOption: choice as Way },
              }),
            )
          }
        />
        <Action
          label="Remove selected"
          needs={WRITE}
          disabled={selection.ids.size > MOST_REMOVED}
          says={`${count} nodes leave the pool, which is resized to be smaller by them. Tasks on them are queued again.`}
          run={async () => {
            await client.send('Pool_RemoveNodes', {
              path: { poolId },
              body: { nodeList: [...selection.ids] },
            })
            selection.clear()
          }}
        />
      </SelectedBar>
      <Rows
        caption="Nodes"
        heads={selection.isOffered ? ['', ...HEADS] : HEADS}
        first={
          selection.isOffered && (
            <SelectBox
              name="Select all nodes shown"
              isSelected={shown.every(({ id }) => selection.ids.has(id))}
              onChange={() => selection.toggleAll(shown.map(({ id }) => id))}
            />
          )
        }
      >
        {shown.map((node) => (
          <tr key={node.id}>
            {selection.isOffered && (
              <td className="pick">
                <SelectBox
                  name={`Select ${node.id}`}
                  isSelected={selection.ids.has(node.id)}
                  onChange={() => selection.toggle(node.id)}
                />
              </td>
            )}
            <th scope="row" className="short wide">
              <Link
                to="/batch/$account/pools/$pool/nodes/$node"
                params={{ account, pool: poolId, node: node.id }}
              >
                {node.id}
              </Link>
            </th>
            <td>
              <State of={node.state} />
            </td>
            <td>
              <Time at={node.stateTransitionTime} />
            </td>
            <td>{node.runningTasksCount ?? 0}</td>
            <td>{node.schedulingState}</td>
          </tr>
        ))}
      </Rows>
      {nodes.length > MOST_ROWS && (
        <p className="hint">The table has the first {MOST_ROWS}; the map has all.</p>
      )}
    </>
  )
}
