// The long-running protocol's views of an operation: headers that say where to poll, the status
// monitor and the final result. What differs between providers is data, from recorded traffic.
import type { Operation, OperationError } from '#engine/operation.ts'
import { AzureError } from '#kernel/catalogue.ts'
import type { Reply, Request } from '#kernel/handler.ts'
import { type Instant, toIso } from '#kernel/instant.ts'
import { armError } from './errors.ts'

export interface PollingHabits {
  /** `Microsoft.ContainerService`. */
  readonly namespace: string
  /** The api-version that the provider writes into its polling URLs. */
  readonly apiVersion: string
  /** The path's last words: `operations` and `operationresults` for AKS. */
  readonly monitor: string
  readonly result: string
  /** Seconds for `Retry-After`; absent where the real service sends none. Never 0. */
  readonly retryAfter?: number | undefined
  /** Whether the monitor of what is being canceled says so; absent: no. */
  readonly showCanceling?: boolean
  /** What the monitor of what is being canceled tells beside its status; absent: nothing. */
  readonly canceling?: OperationError
  /** Whether what was canceled for that reason is called `Succeeded` beside it; absent: no. */
  readonly canceledSucceeds?: boolean
  /** Whether the result of what has none is a 204, as of the real AKS; absent: an empty 200. */
  readonly noContent?: (operation: Pick<Operation, 'kind'>) => boolean
  /** How the monitor prints times; absent: with three decimals. */
  readonly timeOf?: (at: Instant) => string
  /** Of monitors and results; absent: ARM's own. */
  readonly contentType?: string
}

type Where = Pick<Request, 'origin' | 'now'>

function pollingUrl(
  habits: PollingHabits,
  request: Where,
  at: { readonly subscriptionId: string; readonly location: string; readonly id: string },
  kind: 'monitor' | 'result',
): string {
  const path = `/subscriptions/${at.subscriptionId}/providers/${habits.namespace}/locations/${at.location}`
  // Real URLs carry signed parameters of this name; clients treat the query as opaque.
  return `${request.origin}${path}/${habits[kind]}/${at.id}?api-version=${habits.apiVersion}&t=${request.now}`
}

/** The headers that start a client's polling, absolute on the host and port that it used. */
export function pollingHeaders(
  habits: PollingHabits,
  request: Where,
  at: { readonly subscriptionId: string; readonly location: string; readonly id: string },
  wanted: readonly ('monitor' | 'result')[],
): Record<string, string> {
  return {
    ...(wanted.includes('monitor')
      ? { 'azure-asyncoperation': pollingUrl(habits, request, at, 'monitor') }
      : {}),
    ...(wanted.includes('result') ? { location: pollingUrl(habits, request, at, 'result') } : {}),
    ...(habits.retryAfter === undefined ? {} : { 'retry-after': String(habits.retryAfter) }),
  }
}

/** The status monitor: always 200 while it can be read, with a word that every poller knows. */
export function monitorBody(
  operation: Operation,
  {
    showCanceling = false,
    canceling,
    canceledSucceeds = false,
    timeOf = toIso,
  }: Pick<PollingHabits, 'showCanceling' | 'canceling' | 'canceledSucceeds' | 'timeOf'> = {},
): Record<string, unknown> {
  const isHidden = operation.status === 'Canceling' && !showCanceling
  const error = operation.status === 'Canceling' ? canceling : operation.error
  const isCanceled = operation.status === 'Canceled' && error?.code === canceling?.code
  const ended = isCanceled && canceledSucceeds ? 'Succeeded' : operation.status
  return {
    name: operation.id,
    // `Canceling` is no word of the pollers': older ones fail on it.
    status: isHidden ? 'InProgress' : ended,
    startTime: timeOf(operation.startedAt),
    ...(operation.endedAt === undefined ? {} : { endTime: timeOf(operation.endedAt) }),
    ...(error === undefined ? {} : { error }),
  }
}

export const isRunning = (operation: Operation): boolean =>
  operation.status === 'InProgress' || operation.status === 'Canceling'

type Asked = Pick<Request, 'origin' | 'path' | 'query'>

const itself = (request: Asked): string => `${request.origin}${request.path}?${request.query}`

/** What a `Location` URL answers while the operation runs: itself again. */
export const stillRunning = (request: Asked, retryAfter?: number): Reply => ({
  status: 202,
  headers: {
    location: itself(request),
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
  },
})

/**
 * What a `Location` URL answers once the operation has ended: an empty 200, which every poller takes
 * (Java fails on a 204), or the error. 5xx would be retried, so an error is always a 409.
 */
export function endedReply(
  operation: Operation,
  request: Asked,
  { noContent }: Pick<PollingHabits, 'noContent'> = {},
): Reply {
  if (operation.status === 'Succeeded') {
    return noContent?.(operation)
      ? { status: 204, headers: { location: itself(request) } }
      : { status: 200 }
  }
  const error = operation.error ?? armError('Conflict:canceled')
  throw new AzureError('arm', error.code, 409, error.message)
}
