// The tasks of a job. Only the rows in view are in the page, and pages are read as they are reached.

import { Spinner } from '@fluentui/react-spinner'
import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { batch } from '../../api/clients.ts'
import { OWNERS, useMay } from '../../api/permissions.ts'
import { Action } from '../../parts/action.tsx'
import { Empty, Failure } from '../../parts/answer.tsx'
import {
  onEach,
  SelectBox,
  SelectedBar,
  type Selection,
  useSelection,
} from '../../parts/selection.tsx'
import { SCROLLED, State, Time } from '../../parts/small.tsx'
import { listedPage, orderedPage, type TaskPage, type TaskRow } from './task-pages.ts'
import type { TaskSearch } from './task-search.ts'

const WRITE = 'Microsoft.Batch/batchAccounts/jobs/write'
const ROW_HEIGHT = 36

interface TaskTableProps {
  readonly account: string
  readonly job: string
  readonly search: TaskSearch
}

export function TaskTable({ account, job, search }: TaskTableProps) {
  const isOwner = useMay(OWNERS)
  const read = isOwner ? orderedPage : listedPage
  const query = useInfiniteQuery<
    TaskPage,
    Error,
    InfiniteData<TaskPage>,
    readonly unknown[],
    string | undefined
  >({
    queryKey: ['tasks', account, job, search, isOwner],
    initialPageParam: undefined,
    getNextPageParam: ({ next }) => next,
    queryFn: ({ pageParam, signal }) => read(account, job, search, pageParam, signal),
    // A page that is being read is not read anew because a row before it changed.
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 1) === 1 ? 3_000 : false),
  })
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? []
  const selection = useSelection(WRITE)
  const box = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  })
  const shown = virtual.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= rows.length - 50) void fetchNextPage()
  }, [last, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage])
  if (query.error && rows.length === 0) return <Failure error={query.error} />
  if (query.isPending) return <Spinner label="Loading" />
  if (rows.length === 0) {
    return (
      <Empty
        what={
          search.show && search.show !== 'all' ? 'No task is such.' : 'The job has no tasks yet.'
        }
        command={`az batch task create --job-id ${job} --task-id task1 --command-line "echo hello"`}
      />
    )
  }
  const above = shown[0]?.start ?? 0
  const below = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0)
  return (
    <>
      <SelectedTasks account={account} job={job} of={selection} />
      <section ref={box} className="task-box" {...SCROLLED} aria-label="Tasks of the job">
        <table className="tasks" aria-rowcount={hasNextPage ? -1 : rows.length + 1}>
          <thead>
            <tr aria-rowindex={1}>
              {selection.isOffered && (
                <th scope="col" className="pick">
                  <SelectBox
                    name="Select all that were read"
                    isSelected={rows.every(({ id }) => selection.ids.has(id))}
                    onChange={() => selection.toggleAll(rows.map(({ id }) => id))}
                  />
                </th>
              )}
              {HEADS.map((head) => (
                <th scope="col" key={head}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Gap height={above} />
            {shown.map(({ index }) => (
              <Row
                key={rows[index]!.id}
                of={rows[index]!}
                at={index}
                account={account}
                job={job}
                selection={selection}
              />
            ))}
            <Gap height={below} />
          </tbody>
        </table>
      </section>
      <p className="hint" role="status">
        {rows.length.toLocaleString()} {hasNextPage ? 'read; more come as you scroll' : 'tasks'}
        {isFetchingNextPage && ' ...'}
      </p>
    </>
  )
}

const HEADS = ['Task', 'State', 'Since', 'Exit', 'Failure', 'Retries', 'Node']

/** In place of the rows that are not in view. */
const Gap = ({ height }: { readonly height: number }) =>
  height > 0 ? <tr style={{ height }} /> : null

interface RowProps {
  readonly of: TaskRow
  readonly at: number
  readonly account: string
  readonly job: string
  readonly selection: Selection
}

const Row = ({ of: row, at, account, job, selection }: RowProps) => (
  <tr aria-rowindex={at + 2} className="task-row">
    {selection.isOffered && (
      <td className="pick">
        <SelectBox
          name={`Select ${row.id}`}
          isSelected={selection.ids.has(row.id)}
          onChange={() => selection.toggle(row.id)}
        />
      </td>
    )}
    <th scope="row">
      <Link to="/batch/$account/jobs/$job/tasks/$task" params={{ account, job, task: row.id }}>
        {row.id}
      </Link>
    </th>
    <td>
      <State of={row.result ?? row.state} />
    </td>
    <td>
      <Time at={row.since} />
    </td>
    <td>{row.exitCode}</td>
    <td>{row.failure}</td>
    <td>{row.retries || ''}</td>
    <td>{row.node}</td>
  </tr>
)

interface SelectedTasksProps {
  readonly account: string
  readonly job: string
  readonly of: Selection
}

function SelectedTasks({ account, job: jobId, of }: SelectedTasksProps) {
  const client = batch(account)
  const each = async (run: (path: { jobId: string; taskId: string }) => Promise<unknown>) => {
    await onEach(of.ids, (taskId) => run({ jobId, taskId }))
    of.clear()
  }
  const count = of.ids.size.toLocaleString()
  return (
    <SelectedBar of={of} what="tasks">
      <Action
        label="Terminate selected"
        needs={WRITE}
        says={`${count} tasks are ended where they run, and never begin where they wait.`}
        run={() => each((path) => client.send('Task_Terminate', { path }))}
      />
      <Action
        label="Reactivate selected"
        needs={WRITE}
        says={`${count} tasks wait for a node again, with all their retries. Those that did not fail are refused.`}
        run={() => each((path) => client.send('Task_Reactivate', { path }))}
      />
      <Action
        label="Delete selected"
        needs="Microsoft.Batch/batchAccounts/jobs/delete"
        says={`${count} tasks are ended if they run, and deleted with their files.`}
        run={() => each((path) => client.send('Task_Delete', { path }))}
      />
    </SelectedBar>
  )
}
