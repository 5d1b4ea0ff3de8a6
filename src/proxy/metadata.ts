// Calls for what a client's machine is told of itself, which the proxy of tasks answers: each node is a
// machine of its own there.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RawCall, WireReply } from '#kernel/service.ts'

type MetadataCall = Pick<RawCall, 'method' | 'path' | 'query' | 'headers' | 'origin'>

/** Answers a call of the client of this name. */
export type Metadata = (client: string, call: MetadataCall) => Promise<WireReply>

export async function answerMetadata(
  metadata: Metadata,
  client: string,
  url: URL,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  message.resume()
  const { status, headers, body } = await metadata(client, {
    method: message.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: message.headers,
    origin: url.origin,
  })
  response.writeHead(status, headers)
  response.end(body)
}
