// A call put straight into a pipeline, for worlds without a listener.
import type { Instant } from '#kernel/instant.ts'
import type { Pipeline } from '#server/pipeline.ts'

/** Where the client thinks that the server is. */
export const ORIGIN = 'https://127.0.0.1:4510'

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  readonly body: Body
}

export interface PipelineCall {
  readonly method: string
  /** With its query; `version` is added where it names none. */
  readonly path: string
  readonly version: string
  /** Text is sent as it is, anything else as JSON. */
  readonly body?: unknown
  readonly now: Instant
}

/** Sends the call through the pipeline and reads what comes out as JSON. */
export async function pipelineCall<Body>(
  pipeline: Pipeline,
  { method, path, version, body, now }: PipelineCall,
): Promise<Answer<Body>> {
  const mark = path.includes('?') ? '&' : '?'
  const url = path.includes('api-version=') ? path : `${path}${mark}api-version=${version}`
  const sent = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  const reply = await pipeline({
    method,
    url,
    path: url.split('?')[0]!,
    query: new URLSearchParams(url.split('?')[1]),
    headers: {},
    origin: ORIGIN,
    now,
    requestId: 'r',
    audiences: [],
    isOwnHost: true,
    clientAddress: () => '127.0.0.1',
    correlationId: 'c',
    clientRequestId: undefined,
    readBody: async () => new TextEncoder().encode(sent),
  })
  const text = typeof reply.body === 'string' ? reply.body : ''
  return {
    status: reply.status,
    headers: reply.headers,
    text,
    body: (text ? JSON.parse(text) : undefined) as Body,
  }
}
