import type { components, operations } from '#contract/batch/types.ts'
import { AzureError } from '#kernel/catalogue.ts'
import type { Handler, Request } from '#kernel/handler.ts'
import { type Instant, toNetIso } from '#kernel/instant.ts'
import type { Reader } from '#store/tx.ts'
import { batchError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import { jobOf } from '../jobs/job.handlers.ts'
import { type Job, keyOf } from '../jobs/job.ts'
import { versionOf } from '../jobs/job.wire.ts'
import { limits } from '../limits.ts'
import type { BatchPorts } from '../ports.ts'
import { refusal } from '../refusals.ts'
import { stopAttempt } from '../scheduler/attempt.queries.ts'
import type { Filterables } from '../wire/filter.ts'
import { filterOf } from '../wire/filtered.ts'
import { pageOf } from '../wire/page.ts'
import { preconditions } from '../wire/preconditions.ts'
import { created, deleted, done, found, noContent } from '../wire/replies.ts'
import { wantsStats } from '../wire/shape.ts'
import { errorBody } from '../wire/write.ts'
import { withChanges } from './changes.ts'
import { moveTask } from './task.commit.ts'
import type { TaskEvent } from './task.machine.ts'
import { findTask, listTasks, removeTask, saveTaskSpec } from './task.queries.ts'
import type { Task } from './task.ts'
import { directoryFor, presentTask, taskStatistics, taskUrl } from './task.wire.ts'
import { addTask, assertOpen, newTask, readyForTokens } from './task-add.ts'
import { removeDirectory } from './task-files.ts'
import { taskConstraintsOf } from './task-spec.ts'

type Named = Pick<Request<operations['Task_Get']>, 'params' | 'caller'>

const Task_Add: Handler<operations['Task_Add'], BatchPorts> = async (
  request,
  { store, wake, random },
) => {
  const task = await store.write(async (tx) => {
    const job = await jobOf(tx, request)
    assertOpen(job)
    const mayHaveToken = await readyForTokens(tx, job.account, [request.body], random)
    const added = newTask(job, request.body, request.now, mayHaveToken)
    const isNew = await withChanges(tx, request.now, (changes) => addTask(tx, changes, added))
    if (!isNew) throw batchError('TaskExists')
    return added
  })
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
  const value = await store.write(async (tx) => {
    const job = await jobOf(tx, request)
    assertOpen(job)
    const mayHaveToken = await readyForTokens(tx, job.account, wanted, random)
    return withChanges(tx, request.now, async (changes) => {
      const results: AddResult[] = []
      for (const body of wanted) {
        const task = prepared(job, body, request.now, mayHaveToken)
        if ('error' in task) results.push(failed(body.id, task.error, request))
        else if (await addTask(tx, changes, task)) results.push(succeeded(task, request))
        else results.push(failed(body.id, batchError('TaskExists'), request))
      }
      return results
    })
  })
  wake.scheduler()
  return found({ value })
}

type Adding = Request<operations['Task_AddCollection']>

/** The new task, or why this one of the collection is refused. */
function prepared(
  job: Job,
  body: components['schemas']['TaskAddParameter'],
  now: Instant,
  mayHaveToken: boolean,
): Task | { readonly error: AzureError } {
  try {
    return newTask(job, body, now, mayHaveToken)
  } catch (error) {
    if (error instanceof AzureError) return { error }
    throw error
  }
}

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

/** What is not served is no server error: the official clients add those again, for ever. */
const failed = (taskId: string, error: AzureError, request: Adding): AddResult => ({
  status: error.status < 500 || error.code === 'NotImplemented' ? 'clienterror' : 'servererror',
  taskId,
  error: errorBody(error, request),
})

const Task_Get: Handler<operations['Task_Get'], BatchPorts> = async (request, { store }) => {
  const { job, task } = await taskOf(store, request)
  preconditions(request, versionOf(task))
  return found(shownTask(request, job, task), versionOf(task))
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

const DT = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const

const filterables: Filterables = {
  id: { column: 'key', operators: ['startswith', ...DT], kind: 'id' },
  state: { column: 'state', operators: ['eq', 'ne'], kind: 'word' },
  stateTransitionTime: { column: 'state_time', operators: DT, kind: 'time' },
  creationTime: { column: 'created', operators: DT, kind: 'time' },
  lastModified: { column: 'modified', operators: DT, kind: 'time' },
  // So is it named in the documents; the property is `lastModified`.
  lastModifiedTime: { column: 'modified', operators: DT, kind: 'time' },
  'executionInfo/startTime': { column: 'start_time', operators: DT, kind: 'time' },
  'executionInfo/endTime': { column: 'end_time', operators: DT, kind: 'time' },
  'executionInfo/exitCode': { column: 'exit_code', operators: DT, kind: 'number' },
  'executionInfo/result': { column: 'result', operators: ['eq', 'ne'], kind: 'word' },
}

const Task_List: Handler<operations['Task_List'], BatchPorts> = async (request, { store }) => {
  const job = await jobOf(store, request)
  const filter = filterOf(request.query, filterables)
  const page = await pageOf(
    request,
    (wanted) => listTasks(store, job.num, filter, wanted),
    (task) => keyOf(task.id),
    (task) => shownTask(request, job, task),
  )
  return found(page)
}

const Task_Update: Handler<operations['Task_Update'], BatchPorts> = async (request, { store }) => {
  const changed = await store.write(async (tx) => {
    const { job, task } = await taskOf(tx, request)
    preconditions(request, versionOf(task))
    if (task.state === 'completed') throw batchError('TaskCompleted')
    const constraints = taskConstraintsOf(job.spec, request.body.constraints)
    const next: Task = {
      ...task,
      spec: { ...task.spec, constraints },
      lastModified: request.now,
      version: task.version + 1,
    }
    await saveTaskSpec(tx, next)
    return next
  })
  return done(request, versionOf(changed))
}

const Task_Delete: Handler<operations['Task_Delete'], BatchPorts> = async (
  request,
  { store, wake, compute },
) => {
  const { job, task } = await store.write(async (tx) => {
    const { job, task } = await taskOf(tx, request)
    preconditions(request, versionOf(task))
    await stopAttempt(tx, task.seq, task.attempt)
    await withChanges(tx, request.now, async (changes) => changes.remove(task, request.now))
    await removeTask(tx, task)
    return { job, task }
  })
  wake.scheduler()
  if (task.node) {
    const directory = directoryFor(job.id, task.id)
    for (const nodeId of [task.node.nodeId, ...(task.otherNodes ?? [])]) {
      await removeDirectory(compute.files, nodeId.toLowerCase(), directory)
    }
  }
  return deleted()
}

const Task_Terminate: Handler<operations['Task_Terminate'], BatchPorts> = async (
  request,
  ports,
) => {
  const message = 'The task was ended by user request'
  const task = await change(ports, request, { type: 'terminate', asked: true, message })
  return noContent(request, versionOf(task))
}

const Task_Reactivate: Handler<operations['Task_Reactivate'], BatchPorts> = async (
  request,
  ports,
) => {
  const task = await change(ports, request, { type: 'reactivate' }, assertOpen)
  return noContent(request, versionOf(task))
}

type Changing = Pick<
  Request<operations['Task_Terminate']>,
  'params' | 'caller' | 'headers' | 'method' | 'now'
>

/** Decides a client's wish on the task as it is, saves it, and answers the task as it is then. */
async function change(
  { store, wake }: BatchPorts,
  request: Changing,
  event: TaskEvent,
  check: (job: Job) => void = () => undefined,
): Promise<Task> {
  const changed = await store.write(async (tx) => {
    const { job, task } = await taskOf(tx, request)
    preconditions(request, versionOf(task))
    check(job)
    const moved = await withChanges(tx, request.now, (changes) =>
      moveTask(tx, changes, task, event, request.now),
    )
    if (!moved.accepted) throw batchError(moved.refusal)
    return moved.next
  })
  wake.scheduler()
  return changed
}

/** The task that a call names, with its job, which is missed first. */
export async function taskOf(
  reader: Reader,
  request: Named,
): Promise<{ readonly job: Job; readonly task: Task }> {
  const job = await jobOf(reader, request)
  const task = await findTask(reader, job.num, request.params.taskId)
  if (!task) throw batchError('TaskNotFound')
  return { job, task }
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
