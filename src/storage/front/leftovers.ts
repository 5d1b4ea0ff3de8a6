// Removes the data of accounts that are gone: containers, queues and tables, each with all that is in it.
import type { DataKind } from '#drivers/blobs/port.ts'
import { AzureError } from '#kernel/catalogue.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Store } from '#store/tx.ts'
import { findLeftovers, forgetLeftover } from '../accounts/account.queries.ts'
import type { Upstream, UpstreamAnswer } from './upstream.ts'
import { elements, textOf } from './xml.ts'

/** Deletions are seen by this much time later. */
const LOOK_MS = 2_000
/** Pages of a list that are gone through before the others get their turn. */
const PAGES = 1_000

export class Leftovers {
  readonly #store: Store
  readonly #upstream: Upstream
  readonly #now: () => Instant
  readonly #report: (what: string, error: unknown) => void
  #timer: NodeJS.Timeout | undefined
  #turn = Promise.resolve()
  #isClosed = false

  constructor(
    store: Store,
    upstream: Upstream,
    now: () => Instant,
    report: (what: string, error: unknown) => void,
  ) {
    this.#store = store
    this.#upstream = upstream
    this.#now = now
    this.#report = report
  }

  /** Looks at once, and again and again until it is closed. */
  start(): void {
    if (this.#isClosed) return
    this.#turn = this.#look()
      .catch((error: unknown) => {
        // What is starting again is told of elsewhere.
        if (!this.#isClosed && !(error instanceof AzureError)) this.#report('storage', error)
      })
      .then(() => {
        if (!this.#isClosed) this.#timer = setTimeout(() => this.start(), LOOK_MS).unref()
      })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    await this.#turn
  }

  async #look(): Promise<void> {
    for (const incarnation of await findLeftovers(this.#store)) {
      for (const kind of ['blob', 'queue', 'table'] as const) await this.#empty(incarnation, kind)
      if (this.#isClosed) return
      if (!(await this.#upstream.removeBytes(incarnation))) continue
      await this.#store.write((tx) => forgetLeftover(tx, incarnation))
    }
  }

  async #empty(account: string, kind: DataKind): Promise<void> {
    const ask = (method: string, rest: string, more: Parts = {}) =>
      this.#upstream.ask({ kind, account, method, rest, ...more }, this.#now())
    for (let page = 0; page < PAGES && !this.#isClosed; page += 1) {
      const names = await namesIn(ask, kind)
      if (names.length === 0) return
      for (const name of names) await remove(ask, kind, name)
    }
  }
}

interface Parts {
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}
type Ask = (method: string, rest: string, more?: Parts) => Promise<UpstreamAnswer>

const JSON_ONLY = { headers: { accept: 'application/json;odata=nometadata' } }

async function namesIn(ask: Ask, kind: DataKind): Promise<readonly string[]> {
  if (kind === 'table') {
    const { status, text } = await ask('GET', '/Tables', JSON_ONLY)
    requireOk(status, 'list tables')
    return (JSON.parse(text) as { value: { TableName: string }[] }).value.map(
      ({ TableName }) => TableName,
    )
  }
  const { status, text } = await ask('GET', '/', { query: { comp: 'list' } })
  requireOk(status, `list ${kind}s`)
  return elements(text, kind === 'blob' ? 'Container' : 'Queue').map(
    (found) => textOf(found, 'Name')!,
  )
}

async function remove(ask: Ask, kind: DataKind, name: string): Promise<void> {
  const rest = kind === 'table' ? `/Tables('${name}')` : `/${encodeURIComponent(name)}`
  const parts = kind === 'blob' ? { query: { restype: 'container' } } : JSON_ONLY
  let { status } = await ask('DELETE', rest, parts)
  if (status === 412) {
    // A lease that no client will end any more.
    const headers = { 'x-ms-lease-action': 'break', 'x-ms-lease-break-period': '0' }
    await ask('PUT', rest, { query: { restype: 'container', comp: 'lease' }, headers })
    status = (await ask('DELETE', rest, parts)).status
  }
  if (status !== 404) requireOk(status, `delete ${name}`)
}

function requireOk(status: number, what: string): void {
  if (status < 200 || status > 299) throw new Error(`storage answered ${status} to: ${what}`)
}
