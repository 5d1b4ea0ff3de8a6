import type { Catalogues } from '#catalogues/catalogues.ts'
import type { TaskAttempt } from '#drivers/nodes/port.ts'
import type { Reader } from '#store/tx.ts'
import { nodePackagesOf } from '../applications/package-references.ts'
import { jobNodeByNumber } from '../job-nodes/job-node.queries.ts'
import {
  type JobNodeAttempt,
  jobNodeAttemptId,
  jobNodeAttemptOf,
  presentAttempt,
} from '../job-nodes/job-node.ts'
import { jobByNumber } from '../jobs/job.queries.ts'
import type { Job } from '../jobs/job.ts'
import { poolKeyOf } from '../keys.ts'
import { findNode } from '../nodes/node.queries.ts'
import { ipAddressOf, nodeKeyOf } from '../nodes/node.ts'
import { findPool } from '../pools/pool.queries.ts'
import { coresOf } from '../pools/vm-sizes.ts'
import { taskBySeq } from '../tasks/task.queries.ts'
import type { Task } from '../tasks/task.ts'
import { tokenOf, wantsToken } from '../tasks/tokens/task-token.ts'
import type { Attempt } from './attempt.queries.ts'
import { attemptOf, type Extras, jobNodeAttempt, type Peer } from './attempt-of.ts'

/** What the driver was told of an attempt that should run, word for word; undefined: it should not. */
export async function rebuiltAttempt(
  reader: Reader,
  catalogues: Catalogues,
  { id, task: seq, attempt, node, instance }: Attempt,
): Promise<TaskAttempt | undefined> {
  const ofNode = jobNodeAttemptOf(id)
  if (ofNode) return rebuiltJobNodeAttempt(reader, ofNode)
  const task = await taskBySeq(reader, seq)
  if (task?.state !== 'running' || task.attempt !== attempt || !task.node) return undefined
  const job = await jobByNumber(reader, task.job)
  if (!job) return undefined
  const pool = await findPool(reader, job.account, poolKeyOf(task.node.poolId))
  const extras = await extrasOf(reader, catalogues, job, task)
  return attemptOf(job, task, pool?.settings, node, instance, extras)
}

async function rebuiltJobNodeAttempt(
  reader: Reader,
  attempt: JobNodeAttempt,
): Promise<TaskAttempt | undefined> {
  const node = await jobNodeByNumber(reader, attempt.num)
  const present = node && presentAttempt(node)
  if (!present || jobNodeAttemptId(present) !== jobNodeAttemptId(attempt)) return undefined
  const job = await jobByNumber(reader, node.job)
  if (!job) return undefined
  const pool = await findPool(reader, job.account, poolKeyOf(node.poolId))
  return jobNodeAttempt(job, node, present, pool?.settings)
}

/** What an attempt of a task that runs is told beside its record. */
export async function extrasOf(
  reader: Reader,
  catalogues: Catalogues,
  job: Job,
  task: Task,
): Promise<Extras> {
  const { multiInstanceSettings, applicationPackageReferences: references = [] } = task.spec
  if (!multiInstanceSettings && references.length === 0 && !wantsToken(task)) return {}
  const token = await tokenOf(reader, job.account, task)
  return {
    peers: await peersOf(reader, catalogues, task),
    ...(token !== undefined && { token }),
    packages: await nodePackagesOf(reader, job.account, references),
  }
}

/** The nodes of all instances of a task that runs, the primary's first; none for an ordinary one. */
async function peersOf(
  reader: Reader,
  catalogues: Catalogues,
  { spec, node, otherNodes = [] }: Task,
): Promise<Peer[]> {
  if (!spec.multiInstanceSettings || !node) return []
  const peers: Peer[] = []
  for (const nodeId of [node.nodeId, ...otherNodes]) {
    const found = await findNode(reader, nodeKeyOf({ ...node, nodeId }))
    if (!found) continue
    const cores = coresOf(catalogues, found.vmSize)
    peers.push({ nodeId: found.key, address: ipAddressOf(found), cores })
  }
  return peers
}
