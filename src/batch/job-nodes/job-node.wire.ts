import type { Request } from '#kernel/handler.ts'
import { toNetIso } from '#kernel/instant.ts'
import type { Job } from '../jobs/job.ts'
import { directoryFor } from '../tasks/task.wire.ts'
import { urlOf } from '../wire/replies.ts'
import type { JobNode, NodeRun } from './job-node.ts'

/** How the preparation and the release of the job went on the node. */
export function presentJobNode(
  request: Pick<Request, 'origin'>,
  { id, spec }: Pick<Job, 'id' | 'spec'>,
  { poolId, nodeId, preparation, release }: JobNode,
): Record<string, unknown> {
  const nodeUrl = urlOf(request, 'pools', poolId, 'nodes', nodeId)
  const shown = (run: NodeRun, taskId: string): Record<string, unknown> => {
    const directory = directoryFor(id, taskId)
    return {
      ...presentRun(run),
      taskRootDirectory: directory,
      taskRootDirectoryUrl: `${nodeUrl}/files/${directory}`,
    }
  }
  const { jobPreparationTask, jobReleaseTask } = spec
  return {
    poolId,
    nodeId,
    nodeUrl,
    ...(preparation &&
      jobPreparationTask && {
        jobPreparationTaskExecutionInfo: {
          ...shown(preparation, jobPreparationTask.id),
          retryCount: preparation.retryCount,
          ...(preparation.lastRetryTime !== undefined && {
            lastRetryTime: toNetIso(preparation.lastRetryTime),
          }),
        },
      }),
    ...(release &&
      jobReleaseTask && { jobReleaseTaskExecutionInfo: shown(release, jobReleaseTask.id) }),
  }
}

/** The category of a failure is spelt as recorded, which is not as the contract has it. */
const presentRun = ({
  state,
  startTime,
  endTime,
  exitCode,
  result,
  failureInfo,
  containerInfo,
}: NodeRun): Record<string, unknown> => ({
  startTime: toNetIso(startTime),
  ...(endTime !== undefined && { endTime: toNetIso(endTime) }),
  state,
  ...(exitCode !== undefined && { exitCode }),
  ...(failureInfo && { failureInfo }),
  ...(containerInfo && { containerInfo }),
  ...(result && { result }),
})
