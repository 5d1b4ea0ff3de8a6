// What the admin API asks of Batch's rows. It is loaded when the first such call comes.
import { accountKeyOf } from '#batch/keys.ts'
import { lazy } from '#kernel/caching/lazy.ts'
import type { LazuliPorts } from '#lazuli/ports.ts'
import type { Store } from '#store/tx.ts'
import { FIRST_ACCOUNT } from '../rooms/batch.ts'

type Histories = Pick<
  LazuliPorts['batch'],
  | 'listTasks'
  | 'listAttempts'
  | 'listDependencies'
  | 'getThroughput'
  | 'getActivity'
  | 'listResizes'
  | 'listAutoScaleRuns'
  | 'search'
>

const ofTasks = lazy(() => import('#batch/histories/tasks-of-job.ts'))
const ofPools = lazy(() => import('#batch/histories/pool-history.ts'))

export const historiesOf = (store: Store): Histories => ({
  listTasks: async (job, filter) => (await ofTasks()).listTasks(store, inAccount(job), filter),
  listAttempts: async (task) => (await ofTasks()).listAttempts(store, inAccount(task)),
  listDependencies: async (task, after) =>
    (await ofTasks()).listDependencies(store, inAccount(task), after),
  getThroughput: async (job, spans) =>
    (await import('#batch/histories/throughput.ts')).getThroughput(store, inAccount(job), spans),
  getActivity: async (most) =>
    (await import('#batch/histories/activity.ts')).getActivity(store, most),
  listResizes: async (pool) => (await ofPools()).listResizes(store, inAccount(pool)),
  listAutoScaleRuns: async (pool) => (await ofPools()).listAutoScaleRuns(store, inAccount(pool)),
  search: async (text, most) =>
    (await import('#batch/histories/search.ts')).searchBatch(store, text, most),
})

const inAccount = <Named extends { readonly account?: string }>({ account, ...rest }: Named) => ({
  ...rest,
  account: account === undefined ? FIRST_ACCOUNT : accountKeyOf(account),
})
