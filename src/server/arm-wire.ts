// How ARM prints answers and errors: headers and envelopes as recorded from the real one.
import { randomUUID } from 'node:crypto'
import type { AzureError } from '#kernel/catalogue.ts'
import type { Reply } from '#kernel/handler.ts'
import type { ReplyContext, WireReply } from '#kernel/service.ts'

const REGION = 'WESTEUROPE'

/** What the token bucket has left at its fullest: nothing is throttled here. */
const remaining = (context: ReplyContext): Record<string, string> => {
  const kind =
    context.method === 'GET' || context.method === 'HEAD'
      ? 'reads'
      : context.method === 'DELETE'
        ? 'deletes'
        : 'writes'
  const isTenant = !/^\/+subscriptions\//i.test(context.path)
  if (isTenant)
    return { [`x-ms-ratelimit-remaining-tenant-${kind}`]: kind === 'reads' ? '249' : '199' }
  return {
    [`x-ms-ratelimit-remaining-subscription-${kind}`]: kind === 'reads' ? '249' : '199',
    [`x-ms-ratelimit-remaining-subscription-global-${kind}`]: kind === 'reads' ? '3749' : '2999',
  }
}

/** `20260305T101500Z`, as the routing id has it. */
const compact = (at: number): string => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')

function commonHeaders(context: ReplyContext): Record<string, string> {
  const clientId = context.headers['x-ms-client-request-id']
  const wantsEcho = context.headers['x-ms-return-client-request-id'] === 'true'
  return {
    'cache-control': 'no-cache',
    pragma: 'no-cache',
    expires: '-1',
    'x-ms-request-id': context.requestId,
    'x-ms-correlation-request-id': context.correlationId,
    'x-ms-routing-request-id': `${REGION}:${compact(context.now)}:${randomUUID()}`,
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'x-cache': 'CONFIG_NOCACHE',
    ...(wantsEcho && typeof clientId === 'string' ? { 'x-ms-client-request-id': clientId } : {}),
  }
}

export function armReply(reply: Reply, context: ReplyContext): WireReply {
  return {
    status: reply.status,
    headers: {
      ...commonHeaders(context),
      ...remaining(context),
      ...(reply.body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
      ...reply.headers,
    },
    body: reply.body === undefined ? undefined : JSON.stringify(reply.body),
  }
}

export function armError(error: AzureError, context: ReplyContext): WireReply {
  const isGateway = error.shape === 'arm'
  return {
    status: error.status,
    headers: {
      ...commonHeaders(context),
      ...(isGateway ? { 'x-ms-failure-cause': 'gateway' } : {}),
      'content-type': 'application/json; charset=utf-8',
      ...error.extras.headers,
    },
    body: context.method === 'HEAD' ? undefined : JSON.stringify(armErrorBody(error)),
  }
}

/** ARM wraps its errors in `error`; AKS does not, and has members of its own. */
export function armErrorBody(error: AzureError): unknown {
  const { target, details, subcode } = error.extras
  if (error.shape === 'aks') {
    return {
      code: error.code,
      details: details ?? null,
      message: error.message,
      subcode: subcode ?? '',
      target: target ?? '',
    }
  }
  return {
    error: {
      code: error.code,
      message: error.message,
      ...(target === undefined ? {} : { target }),
      ...(details === undefined ? {} : { details }),
    },
  }
}
