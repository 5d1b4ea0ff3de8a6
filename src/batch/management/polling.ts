import { type PollingHabits, pollingHeaders } from '#arm/long-running.ts'
import type { Operation } from '#engine/operation.ts'
import type { Request } from '#kernel/handler.ts'
import type { AccountResource } from '../accounts/account.ts'
import type { BatchPorts } from '../ports.ts'

/** Recorded: `Retry-After: 15`, and a `Location` below `operationResults`. */
const RETRY_AFTER_SECONDS = 15

export const pollingOf = ({ clock }: Pick<BatchPorts, 'clock'>): PollingHabits => ({
  namespace: 'Microsoft.Batch',
  apiVersion: '2024-02-01',
  monitor: 'operationStatuses',
  result: 'operationResults',
  retryAfter: Math.max(1, Math.round(clock.scaled(RETRY_AFTER_SECONDS))),
})

/** The headers of a 202: where the account's operation is polled. */
export const startedHeaders = (
  ports: Pick<BatchPorts, 'clock'>,
  request: Pick<Request, 'origin' | 'now'>,
  { subscriptionId, location = '' }: AccountResource,
  { id }: Pick<Operation, 'id'>,
): Record<string, string> =>
  pollingHeaders(pollingOf(ports), request, { subscriptionId, location, id }, ['result'])
