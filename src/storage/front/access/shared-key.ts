// Shared Key as the services of storage have it: the texts that a client may have signed, and the one
// that is signed anew.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { DataKind } from '#drivers/blobs/port.ts'

export interface SignedParts {
  readonly kind: DataKind
  readonly method: string
  readonly account: string
  /** As sent, with the account where the path names it. */
  readonly path: string
  readonly query: ReadonlyMap<string, string>
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
}

type Order = (a: string, b: string) => number

const ordinal: Order = (a, b) => (a < b ? -1 : a > b ? 1 : 0)
const asWords: Order = (a, b) => a.localeCompare(b)

const header = ({ headers }: SignedParts, name: string): string => {
  const value = headers[name]
  return (typeof value === 'string' ? value : (value ?? []).join(',')).trim()
}

const LINES = [
  'content-encoding',
  'content-language',
  'content-length',
  'content-md5',
  'content-type',
  'date',
  'if-modified-since',
  'if-match',
  'if-none-match',
  'if-unmodified-since',
  'range',
]

function lineOf(parts: SignedParts, name: string): string {
  const value = header(parts, name)
  if (name === 'content-length' && value === '0') return ''
  if (name === 'date' && header(parts, 'x-ms-date') !== '') return ''
  return value
}

function ownHeaders(parts: SignedParts, order: Order): string {
  return Object.keys(parts.headers)
    .filter((name) => name.startsWith('x-ms-'))
    .sort(order)
    .map((name) => `${name}:${header(parts, name)}\n`)
    .join('')
}

function resource({ account, path, query }: SignedParts, keepsEmpty: boolean): string {
  const lines = [...query]
    .filter(([, value]) => keepsEmpty || value !== '')
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .sort(([a], [b]) => ordinal(a, b))
    .map(([name, value]) => `\n${name}:${value}`)
  return `/${account}${path}${lines.join('')}`
}

function liteResource({ account, path, query }: SignedParts): string {
  const comp = query.get('comp')
  return `/${account}${path}${comp === undefined ? '' : `?comp=${comp}`}`
}

const dateOf = (parts: SignedParts): string => header(parts, 'x-ms-date') || header(parts, 'date')

function tableText(parts: SignedParts): string {
  const { method } = parts
  const lines = [method, header(parts, 'content-md5'), header(parts, 'content-type')]
  return [...lines, dateOf(parts), liteResource(parts)].join('\n')
}

const fullText = (parts: SignedParts, order: Order, keepsEmpty: boolean): string =>
  [parts.method, ...LINES.map((name) => lineOf(parts, name)), ''].join('\n') +
  ownHeaders(parts, order) +
  resource(parts, keepsEmpty)

/** Clients differ in the order of headers, and in whether an empty parameter counts. */
export function textsOf(parts: SignedParts, isLite: boolean): string[] {
  if (parts.kind === 'table') {
    return [isLite ? `${dateOf(parts)}\n${liteResource(parts)}` : tableText(parts)]
  }
  if (isLite) {
    const lines = ['content-md5', 'content-type', 'date'].map((name) => lineOf(parts, name))
    return [ordinal, asWords].map(
      (order) =>
        `${[parts.method, ...lines, ''].join('\n')}${ownHeaders(parts, order)}${liteResource(parts)}`,
    )
  }
  return [ordinal, asWords].flatMap((order) =>
    [true, false].map((keepsEmpty) => fullText(parts, order, keepsEmpty)),
  )
}

const hmac = (key: string, text: string): Buffer =>
  createHmac('sha256', Buffer.from(key, 'base64')).update(text, 'utf8').digest()

/** Whether one of the keys signed one of the texts. */
export function isSignedBy(
  keys: readonly string[],
  texts: readonly string[],
  signature: string,
): boolean {
  const given = Buffer.from(signature, 'base64')
  return keys.some((key) =>
    texts.some((text) => {
      const expected = hmac(key, text)
      return given.length === expected.length && timingSafeEqual(given, expected)
    }),
  )
}

/** `Authorization` for a call that goes on to where the data lies. */
export function authorizationOf(parts: SignedParts, key: string): string {
  const text = parts.kind === 'table' ? tableText(parts) : fullText(parts, asWords, false)
  return `SharedKey ${parts.account}:${hmac(key, text).toString('base64')}`
}
