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
  /** The ports that accounts may have. Absent: any. */
  readonly range?: { readonly first: number; readonly last: number } | undefined
  /** Accounts have no ports of their own, but names below this one, at the port of ARM. */
  readonly namesBelow?: string | undefined
  /** Called when an account has no port. */
  readonly onError?: (what: string, error: unknown) => void
}

const NAMED = /^([a-z0-9]{3,24})\.([a-z0-9]+)\.batch\.(.+)$/

export class AccountEndpoints implements BatchEndpoints {
  readonly #parts: EndpointParts
  readonly #byName = new Map<string, OpenPort>()
  readonly #byPort = new Map<number, string>()
  /** The last of the numbers that stand for ports where accounts have none: each is given once. */
  #lowest = 0
  /** The port of ARM, once it is open. */
  armPort: number | undefined

  constructor(parts: EndpointParts) {
    this.#parts = parts
  }

  of(account: string, region: string, origin?: string): string {
    if (isAzureOrigin(origin)) return batchHost(account, region)
    const { host: ours, hasOtherHosts, namesBelow } = this.#parts
    if (namesBelow !== undefined) return `${account}.${region}.batch.${namesBelow}:${this.armPort}`
    const open = this.#byName.get(account.toLowerCase())
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
    return byPort === undefined ? this.#accountIn(new URL(origin).hostname) : { account: byPort }
  }

  /** Where a call for the account would have come. Undefined: its endpoint is not open. */
  addressOf(
    account: string,
    host: string,
  ): { readonly host: string; readonly port: number } | undefined {
    const port = this.#byName.get(account.toLowerCase())?.port
    if (port === undefined) return undefined
    return { host: `${host}:${port > 0 ? port : this.armPort}`, port }
  }

  /** Whether a call that came to this port or with this host is for an account. */
  isAccounts(where: { readonly host: string; readonly port: number }): boolean {
    return this.#byPort.has(where.port) || this.#accountIn(where.host) !== undefined
  }

  /** The account in a name such as `lazuli.westeurope.batch.localhost`. */
  #accountIn(host: string): ReachedAccount | undefined {
    const [, account, region, below] = NAMED.exec(host.toLowerCase()) ?? []
    if (account === undefined || region === undefined) return undefined
    const isOurs = below === 'localhost' || below === this.#parts.namesBelow
    return isOurs ? { account, region } : undefined
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
      else if (open.port > 0 && open.port !== port) {
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
    const { store, listen, namesBelow, range, onError } = this.#parts
    if (namesBelow !== undefined) {
      // No listener has it: calls that the portal leads on are told apart by it.
      this.#lowest -= 1
      const none = { port: this.#lowest, close: async () => undefined }
      this.#byName.set(account, none)
      this.#byPort.set(none.port, account)
      return
    }
    const open = wanted
      ? await listen(wanted)
      : range
        ? await this.#openWithin(range, before)
        : await this.#reopen(before ?? 0)
    if (!open) {
      const words = `all of ${range?.first}-${range?.last} are taken: it is reached by name alone`
      onError?.(`the port of Batch account ${account}`, new Error(words))
      return
    }
    this.#byName.set(account, open)
    this.#byPort.set(open.port, account)
    if (open.port !== before)
      await store.write((tx) => savePort(tx, accountKeyOf(account), open.port))
  }

  /** The port that it had before, where that is among them, else the first that is free. */
  async #openWithin(
    { first, last }: { readonly first: number; readonly last: number },
    before: number | null,
  ): Promise<OpenPort | undefined> {
    const all = Array.from({ length: last - first + 1 }, (_, i) => first + i)
    const own = before !== null && before >= first && before <= last ? [before] : []
    for (const port of [...own, ...all]) {
      if (this.#byPort.has(port)) continue
      try {
        return await this.#parts.listen(port)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
      }
    }
    return undefined
  }

  /** Where another program has taken the port meanwhile, the account has to move. */
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
