// Shared Key: Batch's own way of signing a call with an account key. Nothing here knows which
// accounts there are; the Batch service brings the keys.
import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import { memoized } from '#kernel/caching/memo.ts'
import { type Instant, parseInstant } from '#kernel/instant.ts'
import type { RawCall } from '#kernel/service.ts'

export interface SharedKeyHeader {
  readonly account: string
  /** Base64. */
  readonly signature: string
}

/** Takes `SharedKey {account}:{signature}` apart; undefined when it is anything else. */
export function parseSharedKey(authorization: string): SharedKeyHeader | undefined {
  const found = /^SharedKey +([\w-]+):([\w+/]+={0,2})$/i.exec(authorization.trim())
  return found ? { account: found[1]!, signature: found[2]! } : undefined
}

type SharedKeyProblem =
  | 'missing-date'
  | 'unreadable-date'
  | 'stale-date'
  | 'unknown-account'
  | 'wrong-signature'

export type SharedKeyOutcome =
  | { readonly ok: true }
  /** `detail` says what differed: Batch's `AuthenticationErrorDetail`. */
  | { readonly ok: false; readonly problem: SharedKeyProblem; readonly detail: string }

const STALE_MS = 15 * 60_000
/** Of so many accounts' keys. */
const REMEMBERED = 200

const secretOf = memoized('keys of accounts', REMEMBERED, (key) =>
  createSecretKey(Buffer.from(key, 'base64')),
)

/** Calls of the same second have the same date. */
const REMEMBERED_DATES = 100

const instantOf = memoized('dates of calls', REMEMBERED_DATES, parseInstant)

/** What a signature covers. */
export type SignedCall = Pick<RawCall, 'method' | 'url' | 'headers'>

/**
 * Checks a signature against the account's keys, any of which will do. No keys: there is no such
 * account, which is told apart here and nowhere on the wire.
 */
export function verifySharedKey(
  call: SignedCall,
  { account, signature }: SharedKeyHeader,
  keys: readonly string[],
  now: Instant,
): SharedKeyOutcome {
  const sent = headerOf(call, 'ocp-date') || headerOf(call, 'date')
  if (!sent) return refuse('missing-date', "A 'Date' or 'ocp-date' header is required.")
  const at = instantOf(sent)
  if (at === undefined) return refuse('unreadable-date', `The date '${sent}' cannot be read.`)
  if (Math.abs(now - at) > STALE_MS) {
    return refuse('stale-date', `Request date header too old: '${sent}'`)
  }
  const given = Buffer.from(signature, 'base64')
  const signed = candidates(call, account)
  const isRight = keys.some((key) =>
    signed.some((text) => {
      const expected = createHmac('sha256', secretOf(key)).update(text).digest()
      return given.length === expected.length && timingSafeEqual(given, expected)
    }),
  )
  if (isRight) return { ok: true }
  return refuse(
    keys.length === 0 ? 'unknown-account' : 'wrong-signature',
    `The MAC signature found in the HTTP request '${signature}' is not the same as ` +
      `any computed signature. Server used following string to sign: '${signed[0]}'.`,
  )
}

const refuse = (problem: SharedKeyProblem, detail: string): SharedKeyOutcome => ({
  ok: false,
  problem,
  detail,
})

/** Signs a call: what a client puts into its `Authorization` header after `SharedKey `. */
export function signSharedKey(call: SignedCall, account: string, key: string): string {
  const text = stringToSign(call, account)
  const signature = createHmac('sha256', secretOf(key)).update(text).digest('base64')
  return `${account}:${signature}`
}

/** Clients differ in whether a plus in a query is a space; either reading may have been signed. */
function candidates(call: SignedCall, account: string): string[] {
  const plain = stringToSign(call, account)
  return call.url.includes('+') ? [plain, stringToSign(call, account, ' ')] : [plain]
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

/** The text that the signature is of. Values count as they were received. */
export function stringToSign(call: SignedCall, account: string, plus = '+'): string {
  const hasOcpDate = headerOf(call, 'ocp-date') !== ''
  let text = call.method.toUpperCase()
  for (const name of LINES) {
    text += name === 'date' && hasOcpDate ? '\n' : `\n${headerOf(call, name)}`
  }
  const own: string[] = []
  for (const name in call.headers) {
    if (!isOwn(name)) continue
    own.push(`\n${name.toLowerCase()}:${headerOf(call, name)}`)
  }
  return `${text}${own.sort().join('')}\n/${account}${resourceOf(`${plus}${call.url}`)}`
}

const isOwn = (name: string): boolean =>
  (name[0] === 'o' || name[0] === 'O') && name.toLowerCase().startsWith('ocp-')

/** Most values have no more than single spaces between words. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/

function headerOf({ headers }: SignedCall, name: string): string {
  const value = headers[name]
  if (value === undefined) return ''
  const text = Array.isArray(value) ? value.join(',') : value
  return PLAIN.test(text) ? text : text.replace(/\s+/g, ' ').trim()
}

/** How many calls' resources are remembered. */
const REMEMBERED_RESOURCES = 2_000

/**
 * The path exactly as sent, then the query decoded and sorted by name. The first character is what a
 * plus stands for.
 */
const resourceOf = memoized('signed resources', REMEMBERED_RESOURCES, (call) => {
  const plus = call[0]!
  const [path, ...rest] = call.slice(1).split('?')
  const values = new Map<string, string[]>()
  for (const pair of rest.join('?').split('&').filter(Boolean)) {
    const at = pair.indexOf('=')
    const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)]
    const key = decode(name, plus).toLowerCase()
    values.set(key, [...(values.get(key) ?? []), decode(value, plus)])
  }
  const query = [...values]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, all]) => `\n${name}:${all.sort().join(',')}`)
  return `${path}${query.join('')}`
})

function decode(text: string, plus: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', plus))
  } catch {
    // Broken encoding was signed as it stands, if it was signed at all.
    return text
  }
}
