// Takes a call on to where its data lies and brings the answer back, byte by byte as they come.
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { LittlePut } from '#drivers/blobs/port.ts'
import type { DataCall } from './ports.ts'
import type { Upstream, UpstreamCall } from './upstream.ts'

/** Between two neighbours on the way, or ours alone to say. */
const HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'host',
  'authorization',
  'date',
  'x-ms-date',
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
])

export const headersOf = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP.has(name)))

const SERVER: Readonly<Record<string, string>> = {
  blob: 'Windows-Azure-Blob/1.0 Microsoft-HTTPAPI/2.0',
  queue: 'Windows-Azure-Queue/1.0 Microsoft-HTTPAPI/2.0',
  table: 'Windows-Azure-Table/1.0 Microsoft-HTTPAPI/2.0',
}

export interface Links {
  /** What stands in links of the data's own, and what is to stand there. */
  readonly from: string
  readonly to: string
  /** Whether the body has such links. */
  readonly inBody: boolean
}

/** Rejects when nothing of an answer is sent yet; afterwards it cuts the connection. */
export async function forward(
  upstream: Upstream,
  call: DataCall,
  request: UpstreamCall,
  links: Links,
): Promise<void> {
  const { message, response, now } = call
  const sent = upstream.open(request, now)
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    sent.on('response', resolve)
    sent.on('error', reject)
  })
  // A client that goes takes its call along.
  response.on('close', () => sent.destroy())
  if (message.headers.expect !== undefined) response.writeContinue()
  const taken = send(message, sent).catch(() => sent.destroy())
  const answer = await answered
  const headers = replyHeaders(answer.headers, request.kind, links)
  const isRewritten = links.inBody && /xml|json/.test(answer.headers['content-type'] ?? '')
  if (isRewritten) delete headers['content-length']
  if (!message.complete) headers.connection = 'close'
  response.writeHead(answer.statusCode ?? 502, headers)
  try {
    if (isRewritten) await pipeline(answer, replaced(links), response)
    else await pipeline(answer, response)
  } catch {
    response.destroy()
  }
  await taken
}

const LITTLE_BYTES = 64 * 1024

/** A little body goes with its headers in one piece, which costs both sides less than a stream of it. */
async function send(message: IncomingMessage, sent: ClientRequest): Promise<void> {
  const length = Number(message.headers['content-length'])
  if (!(length <= LITTLE_BYTES)) return await pipeline(message, sent)
  sent.end(await wholeOf(message))
}

async function wholeOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** Reads a little blob and puts it. Rejects when nothing of an answer is sent yet. */
export async function putLittle(
  upstream: Upstream,
  { message, response }: DataCall,
  about: Omit<LittlePut, 'body'>,
): Promise<void> {
  const body = await wholeOf(message).catch(() => undefined)
  // A client that went before all had come.
  if (!body) return void response.destroy()
  const { status, headers, body: said } = await upstream.putLittle({ ...about, body })
  response.writeHead(status, { ...headers, server: SERVER.blob })
  response.end(said)
}

function replyHeaders(
  headers: IncomingHttpHeaders,
  kind: string,
  { from, to }: Links,
): Record<string, string | string[]> {
  const kept = Object.entries(headers).filter(
    ([name, value]) => value !== undefined && !HOP.has(name) && name !== 'date',
  ) as [string, string | string[]][]
  return {
    ...Object.fromEntries(
      kept.map(([name, value]) => [
        name,
        typeof value === 'string' && value.startsWith(from) ? to + value.slice(from.length) : value,
      ]),
    ),
    server: SERVER[kind]!,
  }
}

/** Replaces a text in a stream, also where it comes in two pieces. */
function replaced({ from, to }: Pick<Links, 'from' | 'to'>): Transform {
  let rest = ''
  return new Transform({
    transform(chunk: Buffer, _, done) {
      const text = (rest + chunk.toString('latin1')).replaceAll(from, to)
      const keep = Math.min(text.length, from.length - 1)
      rest = text.slice(text.length - keep)
      done(null, Buffer.from(text.slice(0, text.length - keep), 'latin1'))
    },
    flush(done) {
      done(null, Buffer.from(rest, 'latin1'))
    },
  })
}
