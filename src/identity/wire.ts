// What a call to the identity endpoints carries, and how they answer.
import { randomUUID } from 'node:crypto'
import { type Instant, toIso } from '#kernel/instant.ts'
import type { RawCall, WireReply } from '#kernel/service.ts'
import { EntraError } from './entra/entra-errors.ts'

/** A call whose body has not been read yet. */
export interface IdentityCall extends RawCall {
  /** The client's, or a new one. */
  readonly correlationId: string
  /** Whether the client called by a name of this server's, and not by one that a proxy passed on. */
  readonly isOwnHost: boolean
  /** Where the call comes from, as far as it can be known. */
  clientAddress(): string
  readBody(limit: number): Uint8Array | Promise<Uint8Array | undefined> | undefined
}

const FORM_LIMIT = 65_536

/** A form's fields; the first of equal names counts. Throws an `EntraError` when it is too long. */
export async function readForm(call: IdentityCall): Promise<Map<string, string>> {
  const bytes = await call.readBody(FORM_LIMIT)
  if (!bytes) throw new EntraError(9002313)
  const fields = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(Buffer.from(bytes).toString('utf8'))) {
    if (!fields.has(name)) fields.set(name, value)
  }
  return fields
}

export const required = (form: ReadonlyMap<string, string>, name: string): string => {
  const value = form.get(name)
  if (!value) throw new EntraError(900144, { name })
  return value
}

const HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store, no-cache',
  pragma: 'no-cache',
  'x-content-type-options': 'nosniff',
}

export const json = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): WireReply => ({ status, headers: { ...HEADERS, ...headers }, body: JSON.stringify(body) })

/** `2026-03-05 10:15:00Z`. */
const stamp = (now: Instant): string => toIso(now).replace('T', ' ').replace(/\.\d+/, '')

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Clients of the token service name their calls by another header than those of ARM. */
function correlationOf({ headers, correlationId }: IdentityCall): string {
  const sent = headers['client-request-id']
  return typeof sent === 'string' && GUID.test(sent) ? sent : correlationId
}

/** The token service's own headers: what it calls this answer, and what the client called the call. */
export function traced(reply: WireReply, call: IdentityCall, trace = randomUUID(), code = 0) {
  const isEchoed = String(call.headers['return-client-request-id']).toLowerCase() === 'true'
  const headers = {
    ...reply.headers,
    'x-ms-request-id': trace,
    'x-ms-clitelem': `1,${code},0,,`,
    ...(isEchoed ? { 'client-request-id': correlationOf(call) } : {}),
  }
  return { ...reply, headers }
}

export function entraReply(error: EntraError, call: IdentityCall): WireReply {
  const trace = randomUUID()
  const correlation = correlationOf(call)
  const timestamp = stamp(call.now)
  const reply = json(error.status, {
    error: error.error,
    error_description:
      `AADSTS${error.code}: ${error.message} Trace ID: ${trace} ` +
      `Correlation ID: ${correlation} Timestamp: ${timestamp}`,
    error_codes: [error.code],
    timestamp,
    trace_id: trace,
    correlation_id: correlation,
    error_uri: `${call.origin}/error?code=${error.code}`,
  })
  return traced(reply, call, trace, error.code)
}
