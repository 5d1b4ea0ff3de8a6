import type { Instant } from '#kernel/instant.ts'
import type { Exchange } from './exchange.ts'

/** What the stages before the handler found out of a call. */
type Found = Pick<
  Exchange,
  | 'query'
  | 'service'
  | 'resourceId'
  | 'match'
  | 'apiVersion'
  | 'contractVersion'
  | 'contract'
  | 'operation'
  | 'caller'
>

interface Admission {
  readonly found: Found
  readonly localPort: number | undefined
  /** When the caller's token is no longer accepted. */
  readonly until: Instant
}

/** Calls of all tokens together. */
const MOST = 2_000
/** Longer ones are not what clients repeat. */
const LONGEST_URL = 2_000

/**
 * Remembers which reads were let in. A client that waits for something sends the same call with the
 * same token over and over; until somebody writes, or the token expires, the stages would find the
 * same each time. Only calls that were let in are remembered, never an answer.
 */
export class Admissions {
  /** By token, then by origin and URL. */
  readonly #known = new Map<string, Map<string, Admission>>()
  #size = 0
  #generation = -1

  /**
   * Fills in what is known of the call. False: the stages have to find out. `generation` changes with
   * every write.
   */
  recall(exchange: Exchange, generation: number): boolean {
    if (generation !== this.#generation) {
      this.#forget()
      this.#generation = generation
      return false
    }
    if (!isRead(exchange)) return false
    const calls = this.#known.get(exchange.headers.authorization as string)
    const admission = calls?.get(keyOf(exchange))
    if (!admission || exchange.now >= admission.until) return false
    if (exchange.localPort !== admission.localPort) return false
    take(exchange, admission.found)
    return true
  }

  /** Remembers a call that was let in; `generation` is the one from before its first stage. */
  remember(exchange: Exchange, generation: number): void {
    const { caller, service, match, tokenEndsAt: until } = exchange
    const isArms = service?.plane === 'arm' && caller !== undefined && match !== undefined
    if (!isArms || until === undefined || generation !== this.#generation || !isRead(exchange)) {
      return
    }
    if (this.#size >= MOST) this.#forget()
    const token = exchange.headers.authorization as string
    const calls = this.#known.get(token) ?? new Map<string, Admission>()
    this.#known.set(token, calls)
    const found = take({} as Found, exchange)
    calls.set(keyOf(exchange), { found, localPort: exchange.localPort, until })
    this.#size += 1
  }

  #forget(): void {
    this.#known.clear()
    this.#size = 0
  }
}

const keyOf = (exchange: Exchange): string => `${exchange.origin}${exchange.url}`

function isRead({ method, url, headers }: Exchange): boolean {
  return (
    method === 'GET' &&
    url.length <= LONGEST_URL &&
    typeof headers.authorization === 'string' &&
    headers['content-length'] === undefined &&
    headers['transfer-encoding'] === undefined
  )
}

/** Member by member: a loop over names would cost more than it saves. */
function take<Target extends { -readonly [K in keyof Found]?: Found[K] | undefined }>(
  target: Target,
  from: Found,
): Target {
  target.query = from.query
  target.service = from.service
  target.resourceId = from.resourceId
  target.match = from.match
  target.apiVersion = from.apiVersion
  target.contractVersion = from.contractVersion
  target.contract = from.contract
  target.operation = from.operation
  target.caller = from.caller
  return target
}
