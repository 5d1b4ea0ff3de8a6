// What Batch has no call for: orders, attempts and dependents of tasks, and what pools went through.
import { type Instant, parseInstant } from '#kernel/instant.ts'
import { queryParameter } from '#kernel/query.ts'
import { lazuliError } from './errors.ts'
import type { Handlers, JobNamed, PoolNamed, Schemas } from './ports.ts'

const SHOWN = 100
const SPANS = 60
const ACTIVE = 10

export const historyHandlers = {
  async Tasks_List({ query }, { batch }) {
    const job = jobOf(query)
    const body = await batch.listTasks(job, {
      state: queryParameter(query, 'state') as Schemas['TaskState'] | undefined,
      result: queryParameter(query, 'result') as Schemas['TaskResult'] | undefined,
      order: (queryParameter(query, 'order') ?? 'failedFirst') as Schemas['TaskOrder'],
      since: momentOf(query, 'since'),
      until: momentOf(query, 'until'),
      top: Number(queryParameter(query, 'top') ?? SHOWN),
      after: queryParameter(query, 'after'),
    })
    if (body) return { status: 200, body }
    throw lazuliError('NotFound', { what: `There is no job ${job.job}.` })
  },

  async Tasks_ListAttempts({ query }, { batch }) {
    const named = taskOf(query)
    const body = await batch.listAttempts(named)
    if (body) return { status: 200, body }
    throw noTask(named)
  },

  async Tasks_ListDependencies({ query }, { batch }) {
    const named = taskOf(query)
    const body = await batch.listDependencies(named, queryParameter(query, 'after'))
    if (body) return { status: 200, body }
    throw noTask(named)
  },

  async Tasks_GetThroughput({ query }, { batch }) {
    const named = jobOf(query)
    const body = await batch.getThroughput(named, Number(queryParameter(query, 'spans') ?? SPANS))
    if (body) return { status: 200, body }
    throw lazuliError('NotFound', { what: `There is no job ${named.job}.` })
  },

  async Tasks_GetActivity({ query }, { batch }) {
    const body = await batch.getActivity(Number(queryParameter(query, 'top') ?? ACTIVE))
    return { status: 200, body }
  },

  async Pools_ListResizes({ query }, { batch }) {
    const named = poolOf(query)
    const body = await batch.listResizes(named)
    if (body) return { status: 200, body }
    throw noPool(named)
  },

  async Pools_ListAutoScaleRuns({ query }, { batch }) {
    const named = poolOf(query)
    const body = await batch.listAutoScaleRuns(named)
    if (body) return { status: 200, body }
    throw noPool(named)
  },
} satisfies Handlers

const accountIn = (query: URLSearchParams): { readonly account?: string } => {
  const account = queryParameter(query, 'account')
  return account === undefined ? {} : { account }
}

const jobOf = (query: URLSearchParams): JobNamed => ({
  ...accountIn(query),
  job: queryParameter(query, 'job')!,
})

const taskOf = (query: URLSearchParams) => ({
  ...jobOf(query),
  task: queryParameter(query, 'task')!,
})

const poolOf = (query: URLSearchParams): PoolNamed => ({
  ...accountIn(query),
  pool: queryParameter(query, 'pool')!,
})

function momentOf(query: URLSearchParams, name: string): Instant | undefined {
  const value = queryParameter(query, name)
  if (value === undefined) return undefined
  const moment = parseInstant(value)
  if (moment !== undefined) return moment
  const reason = 'it is no moment'
  throw lazuliError('InvalidParameter', { name, value, reason }, { target: name })
}

const noTask = ({ job, task }: { readonly job: string; readonly task: string }) =>
  lazuliError('NotFound', { what: `There is no task ${task} in a job ${job}.` })

const noPool = ({ pool }: PoolNamed) =>
  lazuliError('NotFound', { what: `There is no pool ${pool}.` })
