import type { operations } from '#contract/batch/types.ts'
import type { Handler, Request } from '#kernel/handler.ts'
import { toNetIso } from '#kernel/instant.ts'
import type { Handlers } from '../handler.ts'
import type { Job } from '../jobs/job.ts'
import type { BatchPorts } from '../ports.ts'
import { taskOf } from '../tasks/task.commands.ts'
import type { Task } from '../tasks/task.ts'
import { directoryFor, presentNode, taskNameOf } from '../tasks/task.wire.ts'
import { found } from '../wire/replies.ts'
import { subtasksOf } from './subtask.queries.ts'
import type { Subtask } from './subtask.ts'

const Task_ListSubtasks: Handler<operations['Task_ListSubtasks'], BatchPorts> = async (
  request,
  { store },
) => {
  const { job, task } = await taskOf(store, taskNameOf(request))
  const all = await subtasksOf(store, task.seq)
  // The primary is the task itself.
  const value = all.filter(({ instance }) => instance > 0)
  return found({ value: value.map((subtask) => presentSubtask(request, job, task, subtask)) })
}

const presentSubtask = (
  request: Pick<Request, 'origin'>,
  job: Job,
  task: Task,
  subtask: Subtask,
): Record<string, unknown> => ({
  id: subtask.instance,
  nodeInfo: presentNode(
    request,
    subtask.node,
    `${directoryFor(job.id, task.id)}/${subtask.instance}`,
  ),
  startTime: toNetIso(subtask.startTime),
  ...(subtask.endTime !== undefined && { endTime: toNetIso(subtask.endTime) }),
  ...(subtask.exitCode !== undefined && { exitCode: subtask.exitCode }),
  ...(subtask.failureInfo && { failureInfo: subtask.failureInfo }),
  ...(subtask.containerInfo && { containerInfo: subtask.containerInfo }),
  ...(subtask.result && { result: subtask.result }),
  state: subtask.state,
  stateTransitionTime: toNetIso(subtask.stateTransitionTime),
  ...(subtask.previousState && {
    previousState: subtask.previousState,
    previousStateTransitionTime: toNetIso(subtask.previousStateTransitionTime!),
  }),
})

export const subtaskHandlers = { Task_ListSubtasks } satisfies Handlers
