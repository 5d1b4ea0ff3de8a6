import { type PollingHabits, pollingHeaders } from '#arm/long-running.ts'
import type { Operation } from '#engine/operation.ts'
import type { Request } from '#kernel/handler.ts'
import { toNetIsoFull } from '#kernel/instant.ts'
import { ABORTED, isAbort } from './abort/preempted.ts'
import type { ManagedCluster } from './managed-clusters/managed-cluster.ts'
import { type ContainerServicePorts, habitsOf } from './ports.ts'

/** The words and the version in AKS's polling URLs, as recorded; it sends no `Retry-After`. */
export const pollingOf = (ports: ContainerServicePorts): PollingHabits => ({
  namespace: 'Microsoft.ContainerService',
  apiVersion: '2016-03-30',
  monitor: 'operations',
  result: 'operationresults',
  contentType: 'application/json',
  retryAfter: habitsOf(ports).retryAfter,
  showCanceling: habitsOf(ports).showCanceling,
  canceling: ABORTED,
  canceledSucceeds: habitsOf(ports).abortedSucceeds,
  timeOf: toNetIsoFull,
  noContent: ({ kind }) => habitsOf(ports).noContent ?? isAbort(kind),
})

/**
 * The headers of a call that started an operation: a PUT names only the monitor, other verbs the
 * result too, as recorded.
 */
export const startedHeaders = (
  ports: ContainerServicePorts,
  request: Pick<Request, 'origin' | 'now' | 'method'>,
  cluster: Pick<ManagedCluster, 'subscriptionId' | 'location'>,
  operation: Pick<Operation, 'id'>,
): Record<string, string> => {
  const isPut = request.method === 'PUT'
  const at = {
    subscriptionId: cluster.subscriptionId,
    location: cluster.location,
    id: operation.id,
  }
  const both = isPut || request.method === 'PATCH' ? (['monitor'] as const) : BOTH
  return {
    ...pollingHeaders(pollingOf(ports), request, at, both),
    // As recorded.
    ...(isPut ? { 'x-ms-request-id': operation.id } : {}),
  }
}

const BOTH = ['monitor', 'result'] as const
