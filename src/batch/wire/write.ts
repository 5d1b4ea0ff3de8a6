// Prints Batch's answers and errors with the headers and habits that were recorded of the real
// service. What an answer says is the handlers' business.
import { Readable } from 'node:stream'
import type { AzureError } from '#kernel/catalogue.ts'
import type { Reply } from '#kernel/handler.ts'
import { type Instant, toHttpDate, toNetIso } from '#kernel/instant.ts'
import { PrintedText, ToBePrinted } from '#kernel/printed.ts'
import type { ReplyContext, WireReply } from '#kernel/service.ts'
import { printJson } from './json.ts'
import { ERROR_SET, metadataUrl, setOf } from './metadata.ts'
import { shaped } from './shape.ts'

const JSON_TYPE = 'application/json;odata=minimalmetadata'

export function writeReply(reply: Reply, context: ReplyContext): WireReply {
  const headers = { ...commonHeaders(context), ...reply.headers }
  const { status, body } = reply
  if (body === undefined || status === 204 || context.method === 'HEAD') {
    return { status, headers: { ...framing(status, context), ...headers }, body: undefined }
  }
  if (body instanceof Readable || body instanceof Uint8Array) return { status, headers, body }
  return {
    status,
    headers: { ...headers, 'Content-Type': JSON_TYPE, 'Transfer-Encoding': 'chunked' },
    body: printJson(annotated(shaped(body, context.query), context)),
  }
}

/** Recorded: success without a body comes in chunks, of which there are none. */
const framing = (status: number, { method }: ReplyContext): Record<string, string> =>
  // A HEAD tells the length of what a GET would send, where the handler knows it.
  status === 204 || method === 'HEAD'
    ? { 'Content-Length': '0' }
    : { 'Transfer-Encoding': 'chunked' }

/** With the note about the body first, as OData writes it. */
function annotated(body: unknown, context: ReplyContext): unknown {
  if (body instanceof PrintedText) return body
  if (body instanceof ToBePrinted) return body.as(annotated(body.record, context))
  const set = context.operationId && setOf(context.operationId)
  return set ? { 'odata.metadata': metadataUrl(context.origin, set), ...(body as object) } : body
}

export function writeError(error: AzureError, context: ReplyContext): WireReply {
  const { status } = error
  const headers = { ...commonHeaders(context), ...error.extras.headers }
  const reason = reasonPhrase(error.message)
  if (status === 304) return { status, headers, body: undefined, reason }
  if (context.method === 'HEAD') {
    return { status, headers: { ...headers, 'Content-Length': '0' }, body: undefined, reason }
  }
  return {
    status,
    headers: { ...headers, 'Content-Type': JSON_TYPE },
    body: printJson({
      'odata.metadata': metadataUrl(context.origin, ERROR_SET),
      ...errorBody(error, context),
    }),
    reason,
  }
}

/** An error as bodies hold it: of a whole call, or of one task of a collection. */
export function errorBody(
  error: AzureError,
  context: Pick<ReplyContext, 'requestId' | 'now'>,
): Record<string, unknown> {
  const trace = `RequestId:${context.requestId}\nTime:${toNetIso(context.now)}`
  const { values } = error.extras
  return {
    code: error.code,
    message: { lang: 'en-US', value: `${error.message}\n${trace}` },
    ...(values && values.length > 0 ? { values } : {}),
  }
}

let lastSecond = -1
let lastDate = ''

/** Printed once a second. */
function dateOf(now: Instant): string {
  const second = Math.floor(now / 1000)
  if (second !== lastSecond) {
    lastSecond = second
    lastDate = toHttpDate(now)
  }
  return lastDate
}

function commonHeaders(context: ReplyContext): Record<string, string> {
  const clientId = context.headers['client-request-id']
  const wantsEcho = context.headers['return-client-request-id']
  const echo: Record<string, string> =
    typeof clientId === 'string' && String(wantsEcho).toLowerCase() === 'true'
      ? { 'client-request-id': clientId }
      : {}
  return {
    Server: 'Microsoft-HTTPAPI/2.0',
    Date: dateOf(context.now),
    'request-id': context.requestId,
    ...echo,
    'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
    'X-Content-Type-Options': 'nosniff',
    DataServiceVersion: '3.0',
  }
}

/** The first line of the message, as far as a status line can hold it. */
const reasonPhrase = (message: string): string =>
  message.split('\n', 1)[0]!.replace(/[^\x20-\x7e]/g, '?')
