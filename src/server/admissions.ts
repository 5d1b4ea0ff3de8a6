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
  readonly origin: string
  readonly localPort: number | undefined
  /** When the caller's token is no longer accepted. */
  readonly until: Instant
}

type Calls = Map<string, Admission>

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
  /** By token, then by URL. */
  readonly #known = new Map<string, Calls>()
  /** Of the last call: to compare a long token is quicker than to look it up. */
  #last: { readonly token: string; readonly calls: Calls } | undefined
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
    const admission = this.#callsOf(exchange)?.get(exchange.url)
    if (!admission || exchange.now >= admission.until) return false
    const { origin, localPort } = exchange
    if (origin !== admission.origin || localPort !== admission.localPort) return false
    take(exchange, admission.found)
    return true
  }

  #callsOf({ headers }: Exchange): Calls | undefined {
    const token = headers.authorization as string
    if (this.#last?.token === token) return this.#last.calls
    const calls = this.#known.get(token)
    if (calls) this.#last = { token, calls }
    return calls
  }

  /** Remembers a call that was let in; `generation` is the one from before its first stage. */
  remember(exchange: Exchange, generation: number): void {
    const { caller, service, match, origin, localPort, tokenEndsAt: until } = exchange
    const isArms = service?.plane === 'arm' && caller !== undefined && match !== undefined
    if (!isArms || until === undefined || generation !== this.#generation || !isRead(exchange)) {
      return
    }
    if (this.#size >= MOST) this.#forget()
    const token = exchange.headers.authorization as string
    const calls: Calls = this.#known.get(token) ?? new Map()
    this.#known.set(token, calls)
    const found = take({} as Found, exchange)
    calls.set(exchange.url, { found, origin, localPort, until })
    this.#size += 1
  }

  #forget(): void {
    this.#known.clear()
    this.#last = undefined
    this.#size = 0
  }
}

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
