// A call put straight into a pipeline, past the listener.
import { ARM_AUDIENCES } from '#identity/audiences.ts'
import type { TestLazuli, Who } from '#testing/lazuli.ts'

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
  readonly headers?: Readonly<Record<string, string>>
  /** Absent: the first application. */
  readonly as?: Who
}

/** Sends the call through the pipeline and reads what comes out as JSON. */
export async function pipelineCall<Body>(
  lazuli: TestLazuli,
  { method, path, version, body, headers, as }: PipelineCall,
): Promise<Answer<Body>> {
  const { inside } = lazuli
  const mark = path.includes('?') ? '&' : '?'
  const url = path.includes('api-version=') ? path : `${path}${mark}api-version=${version}`
  const sent = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  const reply = await inside.pipeline({
    method,
    url,
    path: url.split('?')[0]!,
    query: new URLSearchParams(url.split('?')[1]),
    headers: { ...headers, authorization: `Bearer ${await lazuli.token(as)}` },
    origin: ORIGIN,
    now: inside.wall.now(),
    requestId: 'r',
    audiences: ARM_AUDIENCES,
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
