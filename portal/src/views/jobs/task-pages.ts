// Where the rows of a job's table come from, page by page: for owners from Lazuli's own API, which has
// those that failed first; for others as Batch lists them.
import { batchOf, call, pathOf } from '../../api/call.ts'
import { admin, batch } from '../../api/clients.ts'
import type { Show, TaskSearch } from './task-search.ts'

export interface TaskRow {
  readonly id: string
  readonly state: string
  readonly result?: string | undefined
  readonly since: string
  readonly exitCode?: number | undefined
  readonly failure?: string | undefined
  readonly node?: string | undefined
  readonly retries: number
}

export interface TaskPage {
  readonly rows: readonly TaskRow[]
  readonly next: string | undefined
}

const PAGE = 500

const FILTERS: Readonly<Record<Show, string | undefined>> = {
  all: undefined,
  failed: "executionInfo/result eq 'failure'",
  active: "state eq 'active'",
  running: "state eq 'running'",
  succeeded: "executionInfo/result eq 'success'",
}

interface Listed {
  readonly id: string
  readonly state: string
  readonly stateTransitionTime: string
  readonly nodeInfo?: { readonly nodeId?: string }
  readonly executionInfo?: {
    readonly result?: string
    readonly exitCode?: number
    readonly retryCount?: number
    readonly failureInfo?: { readonly code?: string }
  }
}

const STATES: Readonly<Record<Show, object>> = {
  all: {},
  failed: { result: 'failure' },
  active: { state: 'active' },
  running: { state: 'running' },
  succeeded: { result: 'success' },
}

/** For owners: in the order that was chosen, however many there are. */
export async function orderedPage(
  account: string,
  job: string,
  { show = 'all', order = 'failedFirst' }: TaskSearch,
  next: string | undefined,
  signal: AbortSignal,
): Promise<TaskPage> {
  const after = next === undefined ? {} : { after: next }
  const query = { account, job, order, top: PAGE, ...STATES[show], ...after }
  const page = await admin.read('Tasks_List', { query, signal })
  return {
    rows: page.value.map((task) => ({
      id: task.id,
      state: task.state,
      result: task.result,
      since: task.stateTransitionTime,
      exitCode: task.exitCode,
      failure: task.failure?.code,
      node: task.node,
      retries: task.retryCount,
    })),
    next: page.next,
  }
}

/** For all who may read the job. */
export async function listedPage(
  account: string,
  jobId: string,
  { show = 'all' }: TaskSearch,
  next: string | undefined,
  signal: AbortSignal,
): Promise<TaskPage> {
  const filter = FILTERS[show]
  const answer = next
    ? await call(batchOf(account), pathOf(next), { signal })
    : await batch(account).send('Task_List', {
        path: { jobId },
        query: {
          $select: 'id,state,stateTransitionTime,executionInfo,nodeInfo',
          maxresults: PAGE,
          ...(filter === undefined ? {} : { $filter: filter }),
        },
        signal,
      })
  const page = (await answer.json()) as {
    readonly value: readonly Listed[]
    readonly 'odata.nextLink'?: string
  }
  return {
    rows: page.value.map(({ id, state, stateTransitionTime, nodeInfo, executionInfo }) => ({
      id,
      state,
      result: executionInfo?.result,
      since: stateTransitionTime,
      exitCode: executionInfo?.exitCode,
      failure: executionInfo?.failureInfo?.code,
      node: nodeInfo?.nodeId,
      retries: executionInfo?.retryCount ?? 0,
    })),
    next: page['odata.nextLink'],
  }
}
