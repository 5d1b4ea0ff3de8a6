// How ARM prints answers and errors: headers and envelopes as recorded from the real one.
import type { AzureError } from '#kernel/catalogue.ts'
import type { Reply } from '#kernel/handler.ts'
import { type Instant, instant, toIso } from '#kernel/instant.ts'
import type { ReplyContext, WireReply } from '#kernel/service.ts'

const REGION = 'WESTEUROPE'
const JSON_TYPE = 'application/json; charset=utf-8'

/** The front door through which all calls came. */
const EDGE = 'LAZULIEDGE0001'

let lastSecond = -1
let lastTime = ''
let lastStamp = ''

/** Prints `2026-03-05T10:15:00Z`, and `20260305T101500Z` as the routing id has it, once a second. */
function printTime(at: Instant): void {
  const second = Math.floor(at / 1000)
  if (second === lastSecond) return
  lastSecond = second
  lastTime = toIso(instant(second * 1000)).replace(/\.\d+/, '')
  lastStamp = lastTime.replace(/[-:]/g, '')
}

function headersFor(context: ReplyContext): Record<string, string> {
  const { correlationId, caller } = context
  printTime(context.now)
  const headers: Record<string, string> = {
    // First, for there it costs least: an object begins as a copy, and grows slowly by unknown names.
    ...context.quota,
    'cache-control': 'no-cache',
    pragma: 'no-cache',
    expires: '-1',
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'x-cache': 'CONFIG_NOCACHE',
    'x-ms-request-id': context.requestId,
    'x-ms-correlation-request-id': correlationId,
    'x-ms-routing-request-id': `${REGION}:${lastStamp}:${correlationId}`,
    'x-msedge-ref': `Ref A: ${correlationId} Ref B: ${EDGE} Ref C: ${lastTime}`,
  }
  if (caller) {
    headers['x-ms-operation-identifier'] =
      `tenantId=${caller.tenantId},objectId=${caller.oid}/westeurope/${correlationId}`
  }
  const clientId = context.headers['x-ms-client-request-id']
  const wantsEcho = context.headers['x-ms-return-client-request-id']
  if (typeof clientId === 'string' && String(wantsEcho).toLowerCase() === 'true') {
    headers['x-ms-client-request-id'] = clientId
  }
  return headers
}

/** `text` is the body as it is printed, where it is known already. */
export function armReply(reply: Reply, context: ReplyContext, text?: string): WireReply {
  const headers = headersFor(context)
  const body = text ?? (reply.body === undefined ? undefined : JSON.stringify(reply.body))
  if (body !== undefined) headers['content-type'] = context.contentType ?? JSON_TYPE
  if (reply.headers) Object.assign(headers, reply.headers)
  return { status: reply.status, headers, body }
}

export function armError(error: AzureError, context: ReplyContext): WireReply {
  const headers = headersFor(context)
  // ARM's own words, or those of the provider behind it.
  headers['x-ms-failure-cause'] = error.shape === 'arm' ? 'gateway' : 'service'
  if (error.shape === 'arm') headers['x-ms-request-id'] = context.correlationId
  headers['content-type'] = (error.shape !== 'arm' && context.contentType) || JSON_TYPE
  return {
    status: error.status,
    headers: { ...headers, ...error.extras.headers },
    // A HEAD gets the length of it: Node itself sends no more.
    body: JSON.stringify(armErrorBody(error)),
  }
}

/** ARM wraps its errors in `error`; AKS does not, and has members of its own. */
function armErrorBody(error: AzureError): unknown {
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
