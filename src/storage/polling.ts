import { type PollingHabits, pollingHeaders } from '#arm/long-running.ts'
import type { Operation } from '#engine/operation.ts'
import type { Request } from '#kernel/handler.ts'
import type { AccountResource } from './accounts/account.ts'
import type { StoragePorts } from './ports.ts'

/** What the real one tells pollers to wait after a creation. */
const RETRY_AFTER_SECONDS = 17

export const pollingOf = ({ clock }: Pick<StoragePorts, 'clock'>): PollingHabits => ({
  namespace: 'Microsoft.Storage',
  apiVersion: '2023-05-01',
  monitor: 'operations',
  result: 'asyncoperations',
  retryAfter: Math.max(1, Math.round(clock.scaled(RETRY_AFTER_SECONDS))),
})

/** The headers of a 202: where the account's operation is polled. */
export const startedHeaders = (
  ports: Pick<StoragePorts, 'clock'>,
  request: Pick<Request, 'origin' | 'now'>,
  { subscriptionId, location = '' }: AccountResource,
  { id }: Pick<Operation, 'id'>,
): Record<string, string> =>
  pollingHeaders(pollingOf(ports), request, { subscriptionId, location, id }, ['result'])
