import type { operations } from '#contract/batch/types.ts'
import type { Handler, Request } from '#kernel/handler.ts'
import type { Instant } from '#kernel/instant.ts'
import { batchError } from '../../errors.ts'
import {
  fileContent,
  fileList,
  fileProperties,
  fileRemoval,
  type Place,
} from '../../files/files.ts'
import type { Handlers } from '../../handler.ts'
import { isReachable } from '../../nodes/node.machine.ts'
import { findNode } from '../../nodes/node.queries.ts'
import { nodeKeyOf } from '../../nodes/node.ts'
import type { BatchPorts } from '../../ports.ts'
import { refusal } from '../../refusals.ts'
import { taskOf } from '../task.commands.ts'
import { retainedUntil } from '../task.queries.ts'
import { directoryFor, taskNameOf, taskUrl } from '../task.wire.ts'

type OnTask = Parameters<typeof taskNameOf>[0] & Pick<Request, 'origin'> & { readonly now: Instant }

/** Where the task's files are. Refused while it has none, and after they were kept long enough. */
async function placeOf(request: OnTask, { store }: BatchPorts): Promise<Place> {
  const { job, task } = await taskOf(store, taskNameOf(request))
  if (!task.node) {
    throw refusal('OperationInvalidForCurrentState', {
      Reason: `The task is ${task.state} and has not run on a node`,
    })
  }
  const until = retainedUntil(task)
  if (until !== undefined && until <= request.now) throw batchError('TaskFilesCleanedup')
  const node = await findNode(store, nodeKeyOf(task.node))
  if (!node || !isReachable(node)) throw batchError('TaskFilesUnavailable')
  return {
    nodeId: node.key,
    directory: directoryFor(job.id, task.id),
    url: `${taskUrl(request, job.id, task.id)}/files`,
    unavailable: 'TaskFilesUnavailable',
  }
}

const File_ListFromTask: Handler<operations['File_ListFromTask'], BatchPorts> = async (
  request,
  ports,
) => fileList(request, ports.nodeAgent.files, await placeOf(request, ports))

const File_GetFromTask: Handler<operations['File_GetFromTask'], BatchPorts> = async (
  request,
  ports,
) =>
  fileContent(
    request,
    ports.nodeAgent.files,
    await placeOf(request, ports),
    request.params.filePath,
  )

const File_GetPropertiesFromTask: Handler<
  operations['File_GetPropertiesFromTask'],
  BatchPorts
> = async (request, ports) =>
  fileProperties(
    request,
    ports.nodeAgent.files,
    await placeOf(request, ports),
    request.params.filePath,
  )

const File_DeleteFromTask: Handler<operations['File_DeleteFromTask'], BatchPorts> = async (
  request,
  ports,
) =>
  fileRemoval(
    request,
    ports.nodeAgent.files,
    await placeOf(request, ports),
    request.params.filePath,
  )

export const taskFileHandlers = {
  File_ListFromTask,
  File_GetFromTask,
  File_GetPropertiesFromTask,
  File_DeleteFromTask,
} satisfies Handlers
