// Where a call is addressed: the host that its client used, on which every link of the answer stands,
// and the path with its query.
import type { IncomingMessage } from 'node:http'
import { memoized } from '#kernel/memo.ts'

export interface Address {
  readonly host: string
  /** Begins with a slash, as a rule: `*` and others stay what they are. */
  readonly target: string
}

const ABSOLUTE = /^https?:\/\/([^/?#]*)(.*)$/i
const HOST = /^(\[[\da-f:.]+\]|[\w.~!$&'()*+,;=-]+)(:\d+)?$/i
/** A client uses one name, or a few. */
const REMEMBERED = 100

const isHost = memoized(REMEMBERED, (text) => HOST.test(text) && URL.canParse(`https://${text}`))

/** Undefined when the host that the call names is none: no link could lead there. */
export function addressOf({
  url = '/',
  headers,
}: Pick<IncomingMessage, 'url' | 'headers'>): Address | undefined {
  // Whoever takes this server for a proxy writes the whole URL, which then counts instead of `Host`.
  const absolute = url.startsWith('/') ? undefined : ABSOLUTE.exec(url)
  // Before HTTP 1.1 nobody had to say it.
  const host = absolute?.[1] ?? headers.host ?? 'localhost'
  if (!isHost(host)) return undefined
  const target = absolute ? absolute[2]!.replace(/^(?!\/)/, '/') : url
  return { host, target }
}
