// The logs of a node are its agent's: what booted, ran and ended there.
import { createHash } from 'node:crypto'
import type { operations } from '#contract/batch/types.ts'
import { NodeFileError } from '#drivers/nodes/port.ts'
import type { Handler } from '#kernel/handler.ts'
import { parseInstant } from '#kernel/instant.ts'
import { batchError } from '../../errors.ts'
import { identityOf } from '../../files/resource-file.ts'
import type { Handlers } from '../../handler.ts'
import type { BatchPorts } from '../../ports.ts'
import { found } from '../../wire/replies.ts'
import { nodeOf } from '../node.handlers.ts'
import { isReachable } from '../node.machine.ts'
import { checkLogUpload } from './service-logs.rules.ts'

const ComputeNode_UploadBatchServiceLogs: Handler<
  operations['ComputeNode_UploadBatchServiceLogs'],
  BatchPorts
> = async (request, { store, nodeAgent, newId }) => {
  const { body } = request
  const { pool, node } = await nodeOf(store, request)
  checkLogUpload(pool, body)
  // Assumed, as for files: a machine that is switched off, boots or is lost has no agent to ask.
  if (!isReachable(node)) throw batchError('NodeNotReady')
  // Recorded: a name of the account's, the pool, the node, and an id of this call alone.
  const virtualDirectoryName = `batch-${mark(pool.account)}/${pool.id}/${node.id}/${newId()}`
  try {
    const numberOfFilesUploaded = await nodeAgent.uploadLogs(node.key, {
      container: { url: body.containerUrl, ...identityOf(body.identityReference) },
      directory: virtualDirectoryName,
      from: parseInstant(body.startTime)!,
      ...(body.endTime !== undefined && { until: parseInstant(body.endTime)! }),
    })
    return found({ virtualDirectoryName, numberOfFilesUploaded })
  } catch (error) {
    throw error instanceof NodeFileError ? batchError('NodeNotReady', {}, { cause: error }) : error
  }
}

const MARK_LENGTH = 32

const mark = (account: string): string =>
  createHash('sha256').update(account).digest('hex').slice(0, MARK_LENGTH).toUpperCase()

export const serviceLogHandlers = { ComputeNode_UploadBatchServiceLogs } satisfies Handlers
