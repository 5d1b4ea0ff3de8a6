import type { operations } from '#contract/batch/types.ts'
import type { Handler } from '#kernel/handler.ts'
import type { Handlers } from '../../handler.ts'
import type { BatchPorts } from '../../ports.ts'
import { refusal } from '../../refusals.ts'
import { done, found } from '../../wire/replies.ts'
import { nodeOf } from '../node.handlers.ts'
import { loginOf } from '../node.wire.ts'

const ComputeNode_GetRemoteLoginSettings: Handler<
  operations['ComputeNode_GetRemoteLoginSettings'],
  BatchPorts
> = async (request, { store }) => {
  const { pool, node } = await nodeOf(store, request)
  if (!pool.settings.virtualMachineConfiguration) throw needs('virtualMachineConfiguration')
  const { address, port } = loginOf(node)
  const { headers = {} } = done(request)
  // Recorded with the URL of the call itself.
  return { ...found({ remoteLoginIPAddress: address, remoteLoginPort: port }), headers }
}

const ComputeNode_GetRemoteDesktop: Handler<
  operations['ComputeNode_GetRemoteDesktop'],
  BatchPorts
> = async (request, { store }) => {
  const { pool, node } = await nodeOf(store, request)
  if (!pool.settings.cloudServiceConfiguration) throw needs('cloudServiceConfiguration')
  const { address, port } = loginOf(node)
  const file = `full address:s:${address}:${port}\r\nprompt for credentials:i:1\r\n`
  return {
    status: 200,
    headers: { 'Content-Type': 'application/octet-stream' },
    body: Buffer.from(file),
  }
}

const needs = (configuration: string) =>
  refusal('OperationNotValidOnNode', {
    Reason: `The operation is only valid on pools created with ${configuration}`,
  })

export const loginHandlers = {
  ComputeNode_GetRemoteLoginSettings,
  ComputeNode_GetRemoteDesktop,
} satisfies Handlers
