// Which puts of blobs are so plain that they need no call of HTTP to where the data lies.
import type { IncomingHttpHeaders } from 'node:http'
import type { LittlePut } from '#drivers/blobs/port.ts'
import type { UpstreamCall } from './upstream.ts'

const LITTLE_BYTES = 64 * 1024

const WORDS = {
  type: 'content-type',
  encoding: 'content-encoding',
  language: 'content-language',
  disposition: 'content-disposition',
  cacheControl: 'cache-control',
} as const

/** Headers that a plain put may have: a call with any other goes on as it is. */
const PLAIN = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'content-length',
  'user-agent',
  'x-ms-blob-type',
  'x-ms-client-request-id',
  'x-ms-return-client-request-id',
  'x-ms-version',
  'content-type',
  'if-none-match',
  ...Object.values(WORDS).map((name) => `x-ms-blob-${name}`),
])

const CONTAINER = /^[a-z0-9](?:-?[a-z0-9]){2,62}$/

/** All of a put but its bytes; undefined: it needs a call. `headers`: what would be sent on. */
export function littlePut(
  { kind, account, method, query, headers, isAnonymous }: UpstreamCall,
  { container, item }: { readonly container: string; readonly item: string },
): Omit<LittlePut, 'body'> | undefined {
  const isPlain =
    kind === 'blob' && method === 'PUT' && query.size === 0 && !isAnonymous && item !== ''
  if (!isPlain || !CONTAINER.test(container) || container.length > 63) return undefined
  if (!Object.keys(headers).every((name) => PLAIN.has(name))) return undefined
  const length = textOf(headers, 'content-length') ?? ''
  const isLittle = /^[1-9]\d{0,5}$/.test(length) && Number(length) <= LITTLE_BYTES
  if (!isLittle || headers['x-ms-blob-type'] !== 'BlockBlob') return undefined
  const own = Object.entries(WORDS).map(
    ([word, name]) => [word, textOf(headers, `x-ms-blob-${name}`)] as const,
  )
  const condition = textOf(headers, 'if-none-match')
  if (condition !== undefined && condition !== '*') return undefined
  const words = Object.fromEntries(own.filter(([, value]) => value !== undefined))
  const type = textOf(headers, 'x-ms-blob-content-type') ?? textOf(headers, 'content-type')
  return {
    account,
    container,
    name: item,
    words: { ...words, ...(type === undefined ? {} : { type }) },
    isNew: condition !== undefined,
    requestId: textOf(headers, 'x-ms-client-request-id'),
  }
}

function textOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}
