// What `Azure-AsyncOperation` and `Location` headers point at, for every provider.

import type { operations } from '#contract/arm/types.ts'
import { findOperation } from '#engine/operation.queries.ts'
import type { Operation } from '#engine/operation.ts'
import type { Handler, Reply, Request } from '#kernel/handler.ts'
import { armError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import { endedReply, isRunning, monitorBody, stillRunning } from '../long-running.ts'
import type { ArmPorts, ResourceProvider } from '../ports.ts'
import { parseResourceId } from '../resource-id.ts'

type PollOperation = operations['OperationStatuses_GetOperation']

async function poll(request: Request<PollOperation>, ports: ArmPorts): Promise<Reply> {
  const { resourceProviderNamespace, operationId: id } = request.params
  const provider = await ports.providers.get(resourceProviderNamespace.toLowerCase())?.()
  if (provider?.poll) return await ofProvider(provider, request)
  const operation = provider && (await findOperation(ports.store, id))
  const kind = provider && kindOf(provider, request.path)
  if (!operation || !kind || !isOf(operation, request.params)) {
    throw armError('NotFound:operation', { id })
  }
  // A length may be asked for in polls: each look is one.
  if (isRunning(operation)) void ports.engine.polled(operation.id)
  const reply =
    kind === 'monitor' ? monitor(provider, operation) : await result(provider, operation, request)
  const { contentType } = provider.polling
  // As recorded: of answers without a body only the 204 at the end has one.
  if (!contentType || (reply.body === undefined && reply.status !== 204)) return reply
  return { ...reply, headers: { 'content-type': contentType, ...reply.headers } }
}

/** Some providers have monitors of their own kind. */
async function ofProvider(
  provider: ResourceProvider,
  request: Request<{ parameters: { path: { operationId: string } }; responses: unknown }>,
): Promise<Reply> {
  const { operationId: id } = request.params
  const reply = await provider.poll?.(id, request)
  if (reply) return reply
  throw armError('NotFound:operation', { id })
}

/** Which of the provider's two words the path has. Some have only one for both. */
function kindOf(provider: ResourceProvider, path: string): 'monitor' | 'result' | undefined {
  const word = path.split('/').filter(Boolean).at(-2)?.toLowerCase()
  if (word === provider.polling.monitor.toLowerCase()) return 'monitor'
  return word === provider.polling.result.toLowerCase() ? 'result' : undefined
}

/** An operation is found only below the subscription and the namespace that it belongs to. */
function isOf(
  operation: Operation,
  at: { readonly subscriptionId: string; readonly resourceProviderNamespace: string },
): boolean {
  const { subscriptionId, namespace } = parseResourceId(operation.resource)
  return (
    subscriptionId === at.subscriptionId.toLowerCase() &&
    namespace === at.resourceProviderNamespace.toLowerCase()
  )
}

function monitor({ polling }: ResourceProvider, operation: Operation): Reply {
  const again = isRunning(operation) && polling.retryAfter !== undefined
  return {
    status: 200,
    ...(again ? { headers: { 'retry-after': String(polling.retryAfter) } } : {}),
    body: monitorBody(operation, polling),
  }
}

async function result(
  provider: ResourceProvider,
  operation: Operation,
  request: Request<PollOperation>,
): Promise<Reply> {
  if (isRunning(operation)) return stillRunning(request, provider.polling.retryAfter)
  const shown = await provider.result?.(operation, request.origin)
  return shown ?? endedReply(operation, request, provider.polling)
}

const OperationStatuses_GetOperation: Handler<PollOperation, ArmPorts> = poll
const OperationStatuses_GetOperationStatuses: Handler<PollOperation, ArmPorts> = poll
const OperationStatuses_GetOperationStatus: Handler<PollOperation, ArmPorts> = poll
const OperationStatuses_GetAsyncOperation: Handler<PollOperation, ArmPorts> = poll
const OperationStatuses_GetOperationResults: Handler<PollOperation, ArmPorts> = poll

/** Below no subscription: only for providers that answer polls in their own way. */
const OperationStatuses_GetTenantOperationStatuses: Handler<
  operations['OperationStatuses_GetTenantOperationStatuses'],
  ArmPorts
> = async (request, { providers }) => {
  const { resourceProviderNamespace, operationId: id } = request.params
  const provider = await providers.get(resourceProviderNamespace.toLowerCase())?.()
  if (!provider?.poll) throw armError('NotFound:operation', { id })
  return await ofProvider(provider, request)
}

export const monitorHandlers = {
  OperationStatuses_GetOperation,
  OperationStatuses_GetOperationStatuses,
  OperationStatuses_GetOperationStatus,
  OperationStatuses_GetAsyncOperation,
  OperationStatuses_GetOperationResults,
  OperationStatuses_GetTenantOperationStatuses,
} satisfies Handlers
