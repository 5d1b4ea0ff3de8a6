// How an answer goes out: in one piece where it is in memory, and never before its call is here.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { WireReply } from '#kernel/service.ts'

/** Whether a call has a body. */
export function hasBody({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  const { 'content-length': length, 'transfer-encoding': encoding } = headers
  return (length !== undefined && length !== '0') || encoding !== undefined
}

/** Whether all of a call is here: of one without a body Node says so only after it was told of the call. */
export const isWhole = (message: IncomingMessage): boolean => message.complete || !hasBody(message)

export function send(reply: WireReply, response: ServerResponse): void {
  if (reply.isDropped) {
    response.destroy()
    return
  }
  if (reply.reason) response.statusMessage = reply.reason
  const body = reply.body
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) {
    const length = body === undefined ? 0 : Buffer.byteLength(body)
    const hasLength = 'Content-Length' in reply.headers || 'Transfer-Encoding' in reply.headers
    const headers = listed(reply.headers)
    if (!hasLength && reply.status !== 204 && reply.status !== 304) {
      headers.push('Content-Length', String(length))
    }
    response.writeHead(reply.status, headers)
    if (!isWhole(response.req)) endOnceSent(response, body)
    else if (typeof body !== 'string') response.end(body)
    // Written byte by byte where no sign takes two: that is quicker.
    else endAtOnce(response, body, length, length === body.length ? 'latin1' : 'utf8')
    return
  }
  response.writeHead(reply.status, reply.headers)
  // A file that breaks off halfway must not look whole.
  body.on('error', () => response.destroy())
  response.on('close', () => body.destroy())
  body.pipe(response)
}

/** Node would hand the head, a chunk, its length and what parts them to the socket piece by piece. */
function endAtOnce(
  response: ServerResponse,
  body: string,
  length: number,
  encoding: 'latin1' | 'utf8',
): void {
  if (!response.chunkedEncoding) {
    response.end(body, encoding)
    return
  }
  const chunk = length === 0 ? '' : `${length.toString(16)}\r\n${body}\r\n`
  response.chunkedEncoding = false
  response.end(`${chunk}0\r\n\r\n`, encoding)
}

/** Names and values in turns: Node copies nothing then. */
function listed(headers: Readonly<Record<string, string>>): string[] {
  const list: string[] = []
  for (const name in headers) list.push(name, headers[name]!)
  return list
}

/** What is thrown away, at most and for how long, of a body that was refused before it was here. */
const LINGER_BYTES = 2 ** 32
const LINGER_MS = 20_000

/**
 * Answers a call whose body is still on its way, and closes only when that has come: a connection
 * that is closed under its sender takes the answer with it.
 */
function endOnceSent(response: ServerResponse, body: string | Uint8Array | undefined): void {
  const { req: message } = response
  response.flushHeaders()
  if (body !== undefined && message.method !== 'HEAD') response.write(body)
  const end = (): void => {
    clearTimeout(patience)
    response.end()
  }
  const patience = setTimeout(end, LINGER_MS)
  let left = LINGER_BYTES
  message.on('data', (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) end()
  })
  message.once('end', end)
  message.once('close', end)
  message.resume()
}
