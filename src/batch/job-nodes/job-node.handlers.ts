import type { operations } from '#contract/batch/types.ts'
import type { Handler } from '#kernel/handler.ts'
import { batchError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import { jobOf } from '../jobs/job.commands.ts'
import { jobNameOf } from '../jobs/job.wire.ts'
import { nodeIdOf } from '../keys.ts'
import type { BatchPorts } from '../ports.ts'
import type { Filterables } from '../wire/filter.ts'
import { byNumber, byTime, byWord } from '../wire/filterables.ts'
import { filterOf } from '../wire/filtered.ts'
import { pageOf } from '../wire/page.ts'
import { found } from '../wire/replies.ts'
import { pageOfJobNodes } from './job-node.queries.ts'
import { presentJobNode } from './job-node.wire.ts'

const ofRun = (info: string, kind: 'preparation' | 'release'): Filterables => {
  return {
    [`${info}/state`]: { ...byWord(`${kind}_state`), operators: ['eq'] },
    [`${info}/result`]: byWord(`${kind}_result`),
    [`${info}/startTime`]: byTime(`${kind}_start`),
    [`${info}/endTime`]: byTime(`${kind}_end`),
    [`${info}/exitCode`]: byNumber(`${kind}_exit`),
  }
}

const filterables: Filterables = {
  poolId: { column: 'pool_key', operators: ['eq', 'ne'], kind: 'id' },
  nodeId: { column: 'node', operators: ['eq', 'ne'], kind: 'id' },
  ...ofRun('jobPreparationTaskExecutionInfo', 'preparation'),
  ...ofRun('jobReleaseTaskExecutionInfo', 'release'),
}

const Job_ListPreparationAndReleaseTaskStatus: Handler<
  operations['Job_ListPreparationAndReleaseTaskStatus'],
  BatchPorts
> = async (request, { store }) => {
  const job = await jobOf(store, jobNameOf(request))
  // A release is never without a preparation.
  if (!job.spec.jobPreparationTask) throw batchError('JobPreparationTaskNotSpecified')
  const filter = filterOf(request.query, filterables)
  const page = await pageOf(
    request,
    (wanted) => pageOfJobNodes(store, job.num, filter, wanted),
    ({ nodeId }) => nodeIdOf(nodeId),
    (node) => presentJobNode(request, job, node),
  )
  return found(page)
}

export const jobNodeHandlers = {
  Job_ListPreparationAndReleaseTaskStatus,
} satisfies Handlers
