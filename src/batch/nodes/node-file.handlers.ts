import type { operations } from '#contract/batch/types.ts'
import type { Handler, Request } from '#kernel/handler.ts'
import { batchError } from '../errors.ts'
import { fileContent, fileList, fileProperties, fileRemoval, type Place } from '../files/files.ts'
import type { Handlers } from '../handler.ts'
import type { BatchPorts } from '../ports.ts'
import { nodeOf } from './node.handlers.ts'
import { isReachable } from './node.machine.ts'
import { nodeUrl } from './node.wire.ts'

type OnNode = Parameters<typeof nodeOf>[1] & Pick<Request, 'origin'>

/** The order in which the real service shows a node's root. */
const ROOT = ['shared', 'workitems', 'fsmounts', 'volatile', 'startup', 'applications']

async function rootOf(request: OnNode, { store }: BatchPorts): Promise<Place> {
  const { node } = await nodeOf(store, request)
  // Assumed: a machine that is switched off, boots or is lost has no agent to ask.
  if (!isReachable(node)) throw batchError('NodeNotReady')
  return {
    nodeId: node.key,
    directory: '',
    url: `${nodeUrl(request, node)}/files`,
    unavailable: 'NodeNotReady',
    firstNames: ROOT,
  }
}

const File_ListFromComputeNode: Handler<
  operations['File_ListFromComputeNode'],
  BatchPorts
> = async (request, ports) => fileList(request, ports.nodeAgent.files, await rootOf(request, ports))

const File_GetFromComputeNode: Handler<operations['File_GetFromComputeNode'], BatchPorts> = async (
  request,
  ports,
) =>
  fileContent(request, ports.nodeAgent.files, await rootOf(request, ports), request.params.filePath)

const File_GetPropertiesFromComputeNode: Handler<
  operations['File_GetPropertiesFromComputeNode'],
  BatchPorts
> = async (request, ports) =>
  fileProperties(
    request,
    ports.nodeAgent.files,
    await rootOf(request, ports),
    request.params.filePath,
  )

const File_DeleteFromComputeNode: Handler<
  operations['File_DeleteFromComputeNode'],
  BatchPorts
> = async (request, ports) =>
  fileRemoval(request, ports.nodeAgent.files, await rootOf(request, ports), request.params.filePath)

export const nodeFileHandlers = {
  File_ListFromComputeNode,
  File_GetFromComputeNode,
  File_GetPropertiesFromComputeNode,
  File_DeleteFromComputeNode,
} satisfies Handlers
