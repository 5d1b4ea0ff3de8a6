// Keeps the last calls and answers in memory, to show what a client really sent. What
// leaves it has no secrets; `redact.ts` says what counts as one.
import { getHeapStatistics } from 'node:v8'
import { COMMAND_LINE } from '#kernel/command-line.ts'
import type { Instant } from '#kernel/instant.ts'
import { toIso } from '#kernel/instant.ts'
import type { Exchange } from '../exchange.ts'
import { errorCodeOf } from './error-code.ts'
import { type Har, harOf } from './har.ts'
import { redactBody, redactedJson, redactHeaders, redactUrl } from './redact.ts'

export interface JournalOptions {
  readonly now: () => Instant
  /** How many calls are kept at most. Absent: 1000. */
  readonly entries?: number
  /** How many bytes of bodies and headers are kept at most, roughly. */
  readonly bytes?: number
  /** Called with each call, to keep it elsewhere. */
  readonly onLine?: ((line: JournalLine) => void) | undefined
}

/** One call in a line. */
export interface JournalLine {
  /** Counts calls from the start of the server. */
  readonly id: number
  readonly at: string
  readonly ms: number
  readonly method: string
  readonly url: string
  readonly status: number
  readonly errorCode?: string
  readonly service?: string
  readonly operationId?: string
  readonly apiVersion?: string
  /** Who called: an application's id or a user's name. */
  readonly caller?: string
  readonly correlationId: string
  readonly requestId: string
}

/** One call with all that was said. */
export interface JournalEntry extends JournalLine {
  readonly request: JournalMessage
  readonly response: JournalMessage
}

export interface JournalMessage {
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** Absent when there was none, or when it was a stream of bytes. */
  readonly body?: string
}

export interface Journal {
  /** Takes in a call that is answered. Costs next to nothing: secrets are taken out when it is read. */
  record(exchange: Exchange): void
  /** The last calls, the newest first. */
  list(most?: number): JournalLine[]
  find(id: number): JournalEntry | undefined
  /** Everything that is kept, oldest first, as browsers' tools read it. */
  har(creatorVersion: string): Har
  clear(): void
}

/** What is kept of a call. The exchange itself holds on to its connection. */
type Seen = Pick<
  Exchange,
  | 'method'
  | 'url'
  | 'origin'
  | 'now'
  | 'headers'
  | 'sent'
  | 'reply'
  | 'service'
  | 'match'
  | 'apiVersion'
  | 'caller'
  | 'correlationId'
  | 'requestId'
>

interface Kept extends Seen {
  readonly id: number
  readonly endedAt: Instant
  readonly bytes: number
}

const keptOf = (exchange: Exchange, id: number, endedAt: Instant): Kept => ({
  id,
  endedAt,
  bytes: bytesOf(exchange),
  method: exchange.method,
  url: exchange.url,
  origin: exchange.origin,
  now: exchange.now,
  headers: exchange.headers,
  // A copy: what came is a part of a longer piece of the connection's memory.
  sent: exchange.sent && Buffer.from(exchange.sent),
  reply: exchange.reply,
  service: exchange.service,
  match: exchange.match,
  apiVersion: exchange.apiVersion,
  caller: exchange.caller,
  correlationId: exchange.correlationId,
  requestId: exchange.requestId,
})

/** Our own commands say who they are: the tokens that they fetch are no user's calls. */
const isCommandLines = ({ headers }: Seen): boolean =>
  String(headers['user-agent'] ?? '').startsWith(COMMAND_LINE)

/** What an entry takes beside its bodies, roughly. */
const OVERHEAD = 2_000

/** Of a small heap, no more than a part. */
const mostBytes = (): number => Math.min(2 ** 24, getHeapStatistics().heap_size_limit / 16)

export function createJournal({
  now,
  entries = 1000,
  bytes = mostBytes(),
  onLine,
}: JournalOptions): Journal {
  // A ring: the place of an entry is its id, counted round. From `first` to `last` all are there.
  const ring: (Kept | undefined)[] = []
  let total = 0
  let [first, last] = [1, 0]
  const at = (id: number): Kept => ring[id % entries]!
  const kept = (): Kept[] => Array.from({ length: last - first + 1 }, (_, i) => at(first + i))
  const forgetFirst = (): void => {
    total -= at(first).bytes
    ring[first++ % entries] = undefined
  }
  return {
    record(exchange) {
      // Reading the journal would otherwise fill it with itself.
      if (exchange.path.startsWith('/lazuli/') || isCommandLines(exchange)) return
      if (last - first + 1 === entries) forgetFirst()
      const entry = keptOf(exchange, ++last, now())
      ring[last % entries] = entry
      total += entry.bytes
      while (total > bytes && first < last) forgetFirst()
      onLine?.(lineOf(entry))
    },
    list: (most = entries) => kept().slice(-most).reverse().map(lineOf),
    find(id) {
      const entry = ring[id % entries]
      return entry?.id === id ? entryOf(entry) : undefined
    },
    har: (version) => harOf(kept().map(entryOf), version),
    clear() {
      while (first <= last) forgetFirst()
    },
  }
}

function bytesOf({ reply, sent, url }: Seen): number {
  const body = reply?.body
  const answered = typeof body === 'string' || body instanceof Uint8Array ? body.length : 0
  return OVERHEAD + url.length + (sent?.length ?? 0) + answered
}

function lineOf(kept: Kept): JournalLine {
  const { service, match, apiVersion, caller } = kept
  const errorCode = kept.reply && errorCodeOf(kept.reply)
  return {
    id: kept.id,
    at: toIso(kept.now),
    ms: kept.endedAt - kept.now,
    method: kept.method,
    url: redactUrl(`${kept.origin}${kept.url}`),
    status: kept.reply?.status ?? 0,
    ...(errorCode === undefined ? {} : { errorCode }),
    ...(service ? { service: service.name } : {}),
    ...(match ? { operationId: match.route.operationId } : {}),
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(caller ? { caller: caller.name } : {}),
    correlationId: kept.correlationId,
    requestId: kept.requestId,
  }
}

function entryOf(entry: Kept): JournalEntry {
  const { headers, sent, reply } = entry
  const asked = sent && redactedJson(sent)
  const answered = typeof reply?.body === 'string' ? redactBody(reply.body) : undefined
  return {
    ...lineOf(entry),
    request: {
      headers: redactHeaders(headers),
      ...(asked === undefined ? {} : { body: asked }),
    },
    response: {
      headers: redactHeaders(reply?.headers ?? {}),
      ...(answered === undefined ? {} : { body: answered }),
    },
  }
}
