import { jobDirectoryOf } from '#drivers/nodes/port.ts'
import type { Request } from '#kernel/handler.ts'
import { type Instant, toNetIso } from '#kernel/instant.ts'
import type { Job } from '../jobs/job.ts'
import { jobNameOf, versionOf } from '../jobs/job.wire.ts'
import { withoutRegistryPassword } from '../secrets.wire.ts'
import { durationText } from '../wire/duration.ts'
import { urlOf } from '../wire/replies.ts'
import { statisticsOf, usageStatistics } from '../wire/statistics.ts'
import type { Task, TaskNode } from './task.ts'
import { usageUntil } from './usage.ts'

type Call = Pick<Request, 'origin'>

export const taskUrl = (request: Call, jobId: string, taskId: string): string =>
  urlOf(request, 'jobs', jobId, 'tasks', taskId)

/** The category of a failure is spelt as recorded, which is not as the contract has it. */
export function presentTask(request: Call, job: Job, task: Task): Record<string, unknown> {
  const version = versionOf(task)
  return {
    url: taskUrl(request, job.id, task.id),
    id: task.id,
    eTag: version.etag,
    creationTime: toNetIso(task.creationTime),
    lastModified: toNetIso(task.lastModified),
    state: task.state,
    stateTransitionTime: toNetIso(task.stateTransitionTime),
    ...(task.previousState && {
      previousState: task.previousState,
      previousStateTransitionTime: toNetIso(task.previousStateTransitionTime!),
    }),
    ...withoutRegistryPassword(task.spec),
    requiredSlots: task.slots,
    executionInfo: presentExecution(task),
    ...nodeInfo(request, job, task),
  }
}

export const presentExecution = (task: Task): Record<string, unknown> => ({
  ...(task.startTime !== undefined && { startTime: toNetIso(task.startTime) }),
  ...(task.endTime !== undefined && { endTime: toNetIso(task.endTime) }),
  ...(task.exitCode !== undefined && { exitCode: task.exitCode }),
  ...(task.failureInfo && { failureInfo: task.failureInfo }),
  ...(task.containerInfo && { containerInfo: task.containerInfo }),
  ...(task.result && { result: task.result }),
  retryCount: task.retryCount,
  ...(task.lastRetryTime !== undefined && { lastRetryTime: toNetIso(task.lastRetryTime) }),
  requeueCount: task.requeueCount,
  ...(task.lastRequeueTime !== undefined && { lastRequeueTime: toNetIso(task.lastRequeueTime) }),
})

/** What it has used, over all its attempts; the range begins when it was added. */
export function taskStatistics(
  request: Call,
  job: Job,
  task: Task,
  now: Instant,
): Record<string, unknown> {
  const used = usageUntil(task, now)
  return {
    ...statisticsOf(taskUrl(request, job.id, task.id), task.creationTime, now),
    ...usageStatistics(used),
    waitTime: durationText(used.waitMs),
  }
}

/** Recorded: a task that ended without a node has an empty one; before it runs there is none. */
function nodeInfo(request: Call, job: Job, task: Task): Record<string, unknown> {
  if (!task.node) return task.state === 'completed' ? { nodeInfo: {} } : {}
  return { nodeInfo: presentNode(request, task.node, directoryFor(job.id, task.id)) }
}

/** The same on every node. */
export const directoryFor = (jobId: string, taskId: string): string =>
  `${jobDirectoryOf(jobId)}/${taskId}`

export function presentNode(
  request: Call,
  { poolId, nodeId }: TaskNode,
  directory: string,
): Record<string, unknown> {
  const nodeUrl = urlOf(request, 'pools', poolId, 'nodes', nodeId)
  return {
    affinityId: `TVM:${nodeId}`,
    nodeUrl,
    poolId,
    nodeId,
    taskRootDirectory: directory,
    taskRootDirectoryUrl: `${nodeUrl}/files/${directory}`,
  }
}

/** The task that a call is about. */
export const taskNameOf = (request: {
  readonly params: { readonly jobId: string; readonly taskId: string }
  readonly caller: { readonly name: string }
}) => ({ job: jobNameOf(request), id: request.params.taskId })
