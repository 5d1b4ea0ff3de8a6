import type { components, operations } from '#contract/batch/types.ts'
import { after } from '#kernel/caching/soon.ts'
import { AzureError } from '#kernel/catalogue.ts'
import type { Handler, Request } from '#kernel/handler.ts'
import { toNetIso } from '#kernel/instant.ts'
import type { Handlers } from '../handler.ts'
import { jobOf } from '../jobs/job.commands.ts'
import type { Job } from '../jobs/job.ts'
import { jobNameOf, versionOf } from '../jobs/job.wire.ts'
import { limits } from '../limits.ts'
import type { BatchPorts } from '../ports.ts'
import { refusal } from '../refusals.ts'
import type { Filterables } from '../wire/filter.ts'
import { byId, byNumber, byTime, byWord } from '../wire/filterables.ts'
import { filterOf } from '../wire/filtered.ts'
import { showsWholeRows } from '../wire/kept-texts.ts'
import { type Part, pageFrom } from '../wire/page.ts'
import { preconditionOf, preconditions } from '../wire/preconditions.ts'
import { created, deleted, done, found, noContent } from '../wire/replies.ts'
import { wantsStats } from '../wire/shape.ts'
import { errorBody } from '../wire/write.ts'
import { removeDirectories } from './files/task-files.ts'
import { listTasks, listTaskVersions, type PageOfTasks } from './stored-task.queries.ts'
import {
  addTask,
  addTasks,
  deleteTask,
  reactivateTask,
  storedTaskOf,
  terminateTask,
  updateTask,
} from './task.commands.ts'
import type { Task } from './task.ts'
import { presentTask, taskNameOf, taskStatistics, taskUrl } from './task.wire.ts'

const Task_Add: Handler<operations['Task_Add'], BatchPorts> = async (
  request,
  { store, wake, random },
) => {
  const task = await store.write((tx) =>
    addTask(tx, jobNameOf(request), request.body, request.now, random),
  )
  wake.scheduler()
  return created(taskUrl(request, request.params.jobId, task.id), versionOf(task))
}

type AddResult = components['schemas']['TaskAddResult']

const Task_AddCollection: Handler<operations['Task_AddCollection'], BatchPorts> = async (
  request,
  { store, wake, random },
) => {
  const wanted = request.body.value
  if (wanted.length > limits.tasksPerCollection) {
    throw refusal('InvalidPropertyValue', {
      PropertyName: 'value',
      Reason: `A collection has at most ${limits.tasksPerCollection} tasks`,
    })
  }
  const results = await store.write((tx) =>
    addTasks(tx, jobNameOf(request), wanted, request.now, random),
  )
  wake.scheduler()
  const value = results.map((result, at) =>
    result instanceof AzureError
      ? failed(wanted[at]!.id, result, request)
      : succeeded(result, request),
  )
  return found({ value })
}

type Adding = Request<operations['Task_AddCollection']>

function succeeded(task: Task, request: Adding): AddResult {
  const { etag } = versionOf(task)
  return {
    status: 'success',
    taskId: task.id,
    eTag: etag,
    lastModified: toNetIso(task.lastModified),
    location: taskUrl(request, request.params.jobId, task.id),
  }
}

const failed = (taskId: string, error: AzureError, request: Adding): AddResult => ({
  status: error.status < 500 ? 'clienterror' : 'servererror',
  taskId,
  error: errorBody(error, request),
})

const Task_Get: Handler<operations['Task_Get'], BatchPorts> = (request, ports) => {
  const { store, keptTexts } = ports
  return after(storedTaskOf(store, taskNameOf(request)), ({ job, stored }) => {
    const version = versionOf(stored)
    preconditions(request, version)
    const known = keptTexts.of(request, [stored])?.[0]
    return found(
      known ?? keptTexts.keeping(request, stored, shownTask(request, job, stored.task())),
      version,
    )
  })
}

/** As a GET or a list shows it, with its statistics where they are asked for. */
function shownTask(
  request: Pick<Request, 'origin' | 'query' | 'now'>,
  job: Job,
  task: Task,
): Record<string, unknown> {
  const shown = presentTask(request, job, task)
  if (!wantsStats(request.query)) return shown
  return { ...shown, stats: taskStatistics(request, job, task, request.now) }
}

const filterables: Filterables = {
  id: byId('key'),
  state: byWord('state'),
  stateTransitionTime: byTime('state_time'),
  creationTime: byTime('created'),
  lastModified: byTime('modified'),
  // So is it named in the documents; the property is `lastModified`.
  lastModifiedTime: byTime('modified'),
  'executionInfo/startTime': byTime('start_time'),
  'executionInfo/endTime': byTime('end_time'),
  'executionInfo/exitCode': byNumber('exit_code'),
  'executionInfo/result': byWord('result'),
}

const Task_List: Handler<operations['Task_List'], BatchPorts> = async (request, ports) => {
  const job = await jobOf(ports.store, jobNameOf(request))
  const filter = filterOf(request.query, filterables)
  const page = await pageFrom(
    request,
    async ({ after, limit }) => {
      const wanted = { job: job.num, filter, page: { after, limit: limit + 1 } }
      return (
        (await knownTasks(request, ports, wanted, limit)) ??
        (await printedTasks(request, ports, wanted, limit, job))
      )
    },
    ({ key }) => key,
    ({ shown }) => shown,
  )
  return found(page)
}

type Listing = Request<operations['Task_List']>
type Shown = Part<{ readonly key: string; readonly shown: unknown }>

/** The page where each of its tasks was printed since it changed. */
async function knownTasks(
  request: Listing,
  { store, keptTexts }: BatchPorts,
  wanted: PageOfTasks,
  limit: number,
): Promise<Shown | undefined> {
  if (!showsWholeRows(request)) return undefined
  const rows = await listTaskVersions(store, wanted)
  const texts = keptTexts.of(request, rows.slice(0, limit))
  if (!texts) return undefined
  return {
    rows: texts.map((shown, at) => ({ key: rows[at]!.key, shown })),
    hasMore: rows.length > limit,
  }
}

/** All rows are read at once: what is answered was true at one moment. */
async function printedTasks(
  request: Listing,
  { store, keptTexts }: BatchPorts,
  wanted: PageOfTasks,
  limit: number,
  job: Job,
): Promise<Shown> {
  const rows = await listTasks(store, wanted)
  return {
    rows: rows.slice(0, limit).map((row) => ({
      key: row.key,
      shown: keptTexts.keeping(request, row, shownTask(request, job, row.task)),
    })),
    hasMore: rows.length > limit,
  }
}

const Task_Update: Handler<operations['Task_Update'], BatchPorts> = async (request, { store }) => {
  const { constraints } = request.body
  const changed = await store.write((tx) =>
    updateTask(tx, taskNameOf(request), constraints, request.now, preconditionOf(request)),
  )
  return done(request, versionOf(changed))
}

const Task_Delete: Handler<operations['Task_Delete'], BatchPorts> = async (request, ports) => {
  const { store, wake } = ports
  const { job, task } = await store.write((tx) =>
    deleteTask(tx, taskNameOf(request), request.now, preconditionOf(request)),
  )
  wake.scheduler()
  await removeDirectories(ports, job, task)
  return deleted()
}

const Task_Terminate: Handler<operations['Task_Terminate'], BatchPorts> = async (
  request,
  { store, wake },
) => {
  const task = await store.write((tx) =>
    terminateTask(tx, taskNameOf(request), request.now, preconditionOf(request)),
  )
  wake.scheduler()
  return noContent(request, versionOf(task))
}

const Task_Reactivate: Handler<operations['Task_Reactivate'], BatchPorts> = async (
  request,
  { store, wake },
) => {
  const task = await store.write((tx) =>
    reactivateTask(tx, taskNameOf(request), request.now, preconditionOf(request)),
  )
  wake.scheduler()
  return noContent(request, versionOf(task))
}

export const taskHandlers = {
  Task_Add,
  Task_AddCollection,
  Task_Get,
  Task_List,
  Task_Update,
  Task_Delete,
  Task_Terminate,
  Task_Reactivate,
} satisfies Handlers
