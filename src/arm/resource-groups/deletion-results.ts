// The deletion of a group as clients see it: a 202 with a Location, and what that URL answers.

import type { operations } from '#contract/arm/types.ts'
import { findOperation, findRunning } from '#engine/operation.queries.ts'
import type { Operation } from '#engine/operation.ts'
import type { Handler, Reply, Request } from '#kernel/handler.ts'
import { armError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import { endedReply, isRunning, stillRunning } from '../long-running.ts'
import type { ArmPorts } from '../ports.ts'
import { idKey } from '../resource-id.ts'
import {
  type GroupDeletion,
  groupDeletion,
  groupDeletionKind,
} from './resource-group.operations.ts'
import { saveGroup } from './resource-group.queries.ts'
import { groupId, type ResourceGroup } from './resource-group.ts'

const RETRY_AFTER_S = 15

/** Marks the group and starts its deletion, or finds the one under way. */
export async function startGroupDeletion(
  request: Request,
  ports: ArmPorts,
  group: ResourceGroup,
): Promise<Reply> {
  const operation = await ports.store.write(async (tx): Promise<Operation> => {
    const running = await findRunning(tx, idKey(groupId(group)))
    if (running?.kind === groupDeletionKind) return running
    await saveGroup(tx, { ...group, provisioningState: 'Deleting', changedAt: request.now })
    const input: GroupDeletion = {
      subscriptionId: group.subscriptionId,
      name: group.name,
      by: request.caller,
    }
    return await ports.engine.begin(tx, groupDeletion(ports), { resource: groupId(group), input })
  })
  ports.engine.wake()
  const path = `/subscriptions/${group.subscriptionId}/operationresults/${tokenOf(group, operation)}`
  return {
    status: 202,
    headers: {
      location: `${request.origin}${path}?api-version=${request.apiVersion}`,
      'retry-after': String(ports.retryAfter ?? RETRY_AFTER_S),
    },
  }
}

/** The real ones say the same in the same form: `RESOURCEGROUPDELETIONJOB-{name}-{where}`. */
function tokenOf(group: ResourceGroup, operation: Operation): string {
  const escaped = group.name.toUpperCase().replaceAll('-', ':2D')
  const jobId = `RESOURCEGROUPDELETIONJOB-${escaped}-${operation.id}`
  return Buffer.from(JSON.stringify({ jobId, jobLocation: group.location })).toString('base64url')
}

/** The operation's id in a token; undefined when we never made such a token. */
function operationIdIn(token: string): string | undefined {
  try {
    const { jobId } = JSON.parse(Buffer.from(token, 'base64url').toString()) as { jobId?: unknown }
    return typeof jobId === 'string' ? /^[^-]+-[^-]*-(.+)$/.exec(jobId)?.[1] : undefined
  } catch {
    return undefined
  }
}

const OperationResults_Get: Handler<operations['OperationResults_Get'], ArmPorts> = async (
  request,
  ports,
) => {
  const { subscriptionId, operationId: token } = request.params
  const id = operationIdIn(token)
  const operation = id === undefined ? undefined : await findOperation(ports.store, id)
  const scope = idKey(`/subscriptions/${subscriptionId}/resourceGroups`)
  if (operation?.kind !== groupDeletionKind || !operation.resource.startsWith(`${scope}/`)) {
    throw armError('NotFound:operation', { id: token })
  }
  if (isRunning(operation)) return stillRunning(request, ports.retryAfter ?? RETRY_AFTER_S)
  return endedReply(operation, request)
}

export const deletionResultHandlers = {
  OperationResults_Get,
} satisfies Handlers
