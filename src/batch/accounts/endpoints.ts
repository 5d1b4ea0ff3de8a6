// Where accounts are reached: each on a port of its own, which needs no DNS, and by name where names
// below `localhost` resolve. Listening is main.ts's business.

import { batchHost, isAzureOrigin } from '#kernel/names/azure-names.ts'
import type { RawCall } from '#kernel/service.ts'
import type { Store } from '#store/tx.ts'
import { accountKeyOf } from '../keys.ts'
import type { BatchEndpoints, ReachedAccount } from '../ports.ts'
import { listEndpoints, savePort } from './account.queries.ts'

/** A listener that was opened for one account. */
export interface OpenPort {
  readonly port: number
  close(): Promise<void>
}

export interface EndpointParts {
  readonly store: Store
  /** The host by which clients reach this machine: `127.0.0.1`. */
  readonly host: string
  /** Whether they may know it by other names and addresses as well, which it cannot know. */
  readonly hasOtherHosts?: boolean
  /** Listens on the port, or on a free one for 0. Rejects when the port is taken. */
  listen(port: number): Promise<OpenPort>
}

const NAMED = /^([a-z0-9]{3,24})\.([a-z0-9]+)\.batch\.localhost$/

/** The account in a name such as `lazuli.westeurope.batch.localhost`. */
function accountIn(host: string): ReachedAccount | undefined {
  const found = NAMED.exec(host.toLowerCase())
  return found ? { account: found[1]!, region: found[2]! } : undefined
}

export class AccountEndpoints implements BatchEndpoints {
  readonly #parts: EndpointParts
  readonly #byName = new Map<string, OpenPort>()
  readonly #byPort = new Map<number, string>()

  constructor(parts: EndpointParts) {
    this.#parts = parts
  }

  of(account: string, region: string, origin?: string): string {
    if (isAzureOrigin(origin)) return batchHost(account, region)
    const open = this.#byName.get(account.toLowerCase())
    const { host: ours, hasOtherHosts } = this.#parts
    const host = hasOtherHosts && origin ? new URL(origin).hostname : ours
    return open ? `${host}:${open.port}` : `${account}.${region}.batch.localhost`
  }

  accountAt({
    azureName,
    localPort,
    origin,
  }: Pick<RawCall, 'azureName' | 'localPort' | 'origin'>): ReachedAccount | undefined {
    if (azureName) return azureName.kind === 'batch' ? azureName : undefined
    const byPort = localPort === undefined ? undefined : this.#byPort.get(localPort)
    return byPort === undefined ? accountIn(new URL(origin).hostname) : { account: byPort }
  }

  /** Whether a call that came to this port or with this host is for an account. */
  isAccounts(where: { readonly host: string; readonly port: number }): boolean {
    return this.#byPort.has(where.port) || accountIn(where.host) !== undefined
  }

  /** Opens the endpoint of an account; does nothing when it is open. */
  async open(account: string): Promise<void> {
    const known = (await listEndpoints(this.#parts.store)).find(({ name }) => name === account)
    if (known && !this.#byName.has(account)) await this.#open(account, known.port)
  }

  /**
   * Opens the endpoints of all accounts: on the port that `wanted` names or nowhere, else where the
   * account was before, else on a free one.
   */
  async openAll(wanted: Readonly<Record<string, number>> = {}): Promise<void> {
    const all = await listEndpoints(this.#parts.store)
    // First those that may have no other port: where others were before is not theirs for ever.
    const named = all.filter(({ name }) => wanted[name])
    const others = all.filter(({ name }) => !wanted[name])
    for (const { name, port } of [...named, ...others]) await this.#open(name, port, wanted[name])
  }

  /** Opens and closes what other rows than before ask for. What is open stays where it is. */
  async follow(): Promise<void> {
    const all = await listEndpoints(this.#parts.store)
    const gone = [...this.#byName.keys()].filter((open) => !all.some(({ name }) => name === open))
    for (const name of gone) await this.close(name)
    for (const { name, port } of all) {
      const open = this.#byName.get(name)
      if (!open) await this.#open(name, port)
      else if (open.port !== port) {
        await this.#parts.store.write((tx) => savePort(tx, accountKeyOf(name), open.port))
      }
    }
  }

  async close(account: string): Promise<void> {
    const open = this.#byName.get(account)
    if (!open) return
    this.#byName.delete(account)
    this.#byPort.delete(open.port)
    await open.close()
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#byName.keys()].map((name) => this.close(name)))
  }

  async #open(account: string, before: number | null, wanted?: number): Promise<void> {
    const { store, listen } = this.#parts
    const open = wanted ? await listen(wanted) : await this.#reopen(before ?? 0)
    this.#byName.set(account, open)
    this.#byPort.set(open.port, account)
    if (open.port !== before)
      await store.write((tx) => savePort(tx, accountKeyOf(account), open.port))
  }

  /** Where somebody else has taken the port meanwhile, the account has to move. */
  async #reopen(before: number): Promise<OpenPort> {
    const { listen } = this.#parts
    try {
      return await listen(before)
    } catch (error) {
      if (before === 0) throw error
      return await listen(0)
    }
  }
}
