// Where a call is addressed: the host that its client used, on which every link of the answer stands,
// and the path with its query.
import type { IncomingMessage } from 'node:http'
import { memoized } from '#kernel/caching/memo.ts'
import type { Arrival, Misdirected, ServedHosts } from './hosts.ts'

export interface Address {
  readonly scheme: 'http' | 'https'
  readonly host: string
  /** Begins with a slash, as a rule: `*` and others stay what they are. */
  readonly target: string
}

/** A call that is led to another address than the one that it came to. */
export interface LedAddress extends Address {
  /** The port of the listener that it is led to. */
  readonly localPort: number
  /** The portal makes it. */
  readonly isPortals: boolean
}

const ABSOLUTE = /^https?:\/\/([^/?#]*)(.*)$/i
const HOST = /^(\[[\da-f:.]+\]|[\w.~!$&'()*+,;=-]+)(:\d+)?$/i
/** A client uses one name, or a few. */
const REMEMBERED = 100

const isHost = memoized(
  'names of hosts',
  REMEMBERED,
  (text) => HOST.test(text) && URL.canParse(`https://${text}`),
)

type Call = Pick<IncomingMessage, 'url' | 'headers'> & Partial<Pick<IncomingMessage, 'rawHeaders'>>

/** Node takes the first of several. Another server on the way may have taken the last. */
function namesTwoHosts(rawHeaders: readonly string[]): boolean {
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!
    if (name.length === 4 && name.toLowerCase() === 'host') hosts += 1
  }
  return hosts > 1
}

/** What the proxy nearest to the client says, where several did. */
const forwarded = (headers: Call['headers'], what: 'host' | 'proto'): string | undefined =>
  String(headers[`x-forwarded-${what}`] ?? '')
    .split(',', 1)[0]!
    .trim() || undefined

export function addressOf(
  { url = '/', headers, rawHeaders = [] }: Call,
  arrival: Arrival,
  hosts: Pick<ServedHosts, 'isBehindProxy' | 'refuse' | 'inLinks'>,
): Address | Misdirected {
  const { isBehindProxy } = hosts
  const target = addressed({ url, headers })
  const host = (isBehindProxy && forwarded(headers, 'host')) || target.host
  if (namesTwoHosts(rawHeaders)) return { status: 400, problem: 'The call names two hosts.' }
  if (!isHost(host)) {
    return { status: 400, problem: 'The call names no host that could be one.' }
  }
  const refused = hosts.refuse(host, arrival)
  if (refused) return refused
  const scheme = isBehindProxy ? forwarded(headers, 'proto')?.toLowerCase() : undefined
  const isSecure = scheme === undefined ? arrival.secure : scheme === 'https'
  return { ...target, host: hosts.inLinks(host), scheme: isSecure ? 'https' : 'http' }
}

function addressed({ url = '/', headers }: Call): Pick<Address, 'host' | 'target'> {
  // A client that takes this server for a proxy writes the whole URL: it counts instead of `Host`.
  const absolute = url.startsWith('/') ? undefined : ABSOLUTE.exec(url)
  // HTTP 1.0 has no `Host`.
  const host = absolute?.[1] ?? headers.host ?? 'localhost'
  const target = absolute ? absolute[2]!.replace(/^(?!\/)/, '/') : url
  return { host, target }
}

/** Where a call comes from: what the nearest proxy saw, where there is one that is believed. */
export const clientAddress = (
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  isBehindProxy: boolean,
): string => {
  const seen = isBehindProxy
    ? String(headers['x-forwarded-for'] ?? '')
        .split(',')
        .at(-1)
    : ''
  return seen?.trim() || (socket.remoteAddress ?? '')
}
