import { type PollingHabits, pollingHeaders } from '#arm/long-running.ts'
import type { Operation } from '#engine/operation.ts'
import type { Request } from '#kernel/handler.ts'
import { ABORTED } from './abort/preempted.ts'
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
  noContent: habitsOf(ports).noContent,
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
): Record<string, string> =>
  pollingHeaders(
    pollingOf(ports),
    request,
    { subscriptionId: cluster.subscriptionId, location: cluster.location, id: operation.id },
    request.method === 'PUT' || request.method === 'PATCH' ? ['monitor'] : ['monitor', 'result'],
  )
