// Takes one plain call on, framed anew: what came is read as a call and written as one.
import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** Headers between a client and its proxy alone. */
const HOP = new Set([
  'connection',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** Names and values in turns, without what is meant for one neighbour alone. */
function passed({ rawHeaders, headers }: IncomingMessage): string[] {
  const named = String(headers.connection ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
  const kept: string[] = []
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!.toLowerCase()
    if (!HOP.has(name) && !named.includes(name)) kept.push(rawHeaders[at]!, rawHeaders[at + 1]!)
  }
  return kept
}

export function forward(
  far: Duplex,
  url: URL,
  message: IncomingMessage,
  response: ServerResponse,
): void {
  const isChunked = message.headers['transfer-encoding'] !== undefined
  const sent = request({
    // Typed for sockets, and content with any stream.
    createConnection: () => far as Socket,
    method: message.method,
    path: `${url.pathname}${url.search}`,
    headers: [
      ...['Host', url.host, 'Connection', 'close'],
      ...(isChunked ? ['Transfer-Encoding', 'chunked'] : []),
      ...passed(message),
    ],
  })
  sent.on('error', () => {
    if (response.headersSent) return void response.destroy()
    response.writeHead(502, { 'content-length': '0', connection: 'close' })
    response.end()
  })
  response.on('close', () => sent.destroy())
  sent.on('response', (answer) => {
    answer.on('error', () => response.destroy())
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, passed(answer))
    answer.pipe(response)
  })
  if (message.headers.expect !== undefined) response.writeContinue()
  message.on('error', () => sent.destroy())
  message.pipe(sent)
}
