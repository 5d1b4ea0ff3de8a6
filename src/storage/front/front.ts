// The front of the data planes: finds out what a call is about and whether it may be made, and takes it
// on to where the data lies. Accounts are looked up with each call: a new one is there at once, and a
// deleted one is gone at once.
import { randomUUID } from 'node:crypto'
import { type BlobsDriver, type DataKind, SOURCE_HEADER } from '#drivers/blobs/port.ts'
import { AzureError } from '#kernel/catalogue.ts'
import { findAccount } from '../accounts/account.queries.ts'
import type { Account } from '../accounts/account.ts'
import { Gate, type Grant } from './access/authorize.ts'
import { blobNeed } from './access/blob.rules.ts'
import type { Asked, Need } from './access/need.ts'
import { queueNeed } from './access/queue.rules.ts'
import { sasNames } from './access/sas.ts'
import { tableNeed } from './access/table.rules.ts'
import { unservedPart } from './access/unserved.rules.ts'
import { delegationReply } from './access/user-delegation.ts'
import { addressIn, type DataAddress, hosted } from './address.ts'
import { copySource } from './copy-source.ts'
import { dataError, serverBusy } from './data-errors.ts'
import { forward, headersOf, putLittle } from './forward.ts'
import { littlePut } from './little-puts.ts'
import type { DataCall, FrontPorts } from './ports.ts'
import { refusalReply } from './reply.ts'
import { Upstream } from './upstream.ts'

const needs: Readonly<Record<DataKind, (asked: Asked) => Need | undefined>> = {
  blob: blobNeed,
  queue: queueNeed,
  table: tableNeed,
}

const REPLY_HEADERS = ['rscc', 'rscd', 'rsce', 'rscl', 'rsct']

/** What is done, whatever their case: where the data lies they are read as they are checked here. */
const WORDS = ['comp', 'restype', 'peekonly']

/** What answers name the service by its address. */
const LISTS = ['list', 'blobs']

export class StorageFront {
  readonly upstream: Upstream
  readonly #ports: FrontPorts
  readonly #gate: Gate

  constructor(ports: FrontPorts, driver: BlobsDriver) {
    this.#ports = ports
    this.upstream = new Upstream(driver)
    this.#gate = new Gate(ports, this.upstream)
  }

  /** Answers a call, whatever it is. `kind`: the service that listens where it came. */
  async serve(call: DataCall, kind: DataKind | undefined): Promise<void> {
    const { message, response, now } = call
    try {
      await this.#serve(call, kind)
    } catch (error) {
      if (response.headersSent || response.destroyed) return void response.destroy()
      const version = String(message.headers['x-ms-version'] ?? '2021-12-02')
      const at = { requestId: randomUUID(), version, now, method: message.method ?? 'GET' }
      call.answer(refusalReply(kind, this.#refusalOf(error), at))
    }
  }

  #refusalOf(error: unknown): AzureError {
    if (error instanceof AzureError) return error
    const code = (error as NodeJS.ErrnoException).code
    // Where the data lies is starting again: clients come back.
    if (code === 'ECONNREFUSED' || code === 'ECONNRESET') return serverBusy()
    this.#ports.report('storage', error)
    return dataError('InternalError')
  }

  async #serve(call: DataCall, listening: DataKind | undefined): Promise<void> {
    const kind = listening ?? kindOf(call.host)
    const address = addressIn(kind, call.host, call.target)
    if (!address) throw dataError('InvalidUri')
    const account = await findAccount(this.#ports.store, address.account)
    if (!account) throw dataError('ResourceNotFound')
    const isSecure = call.scheme === 'https'
    if (!isSecure && account.resource.body.properties.supportsHttpsTrafficOnly !== false) {
      throw dataError('AccountRequiresHttps')
    }
    await this.upstream.served(kind)
    const method = call.message.method ?? 'GET'
    if (method === 'OPTIONS') return await this.#forward(call, address, account, { by: 'nothing' })
    const need = needOf(address, call)
    const grant = await this.#gate.admit({ call, account, address, need, method })
    if (need.needsToken) {
      return call.answer(
        await delegationReply(this.#gate.delegations, call, account, grant.caller!),
      )
    }
    const source = await this.#sourceOf(call, account, grant)
    await this.#forward(call, address, account, grant, { ...source, ...unlessThere(need, grant) })
  }

  async #sourceOf(call: DataCall, account: Account, grant: Grant): Promise<Record<string, string>> {
    const source = call.message.headers['x-ms-copy-source']
    if (typeof source !== 'string') return {}
    const parts = {
      gate: this.#gate,
      upstream: this.upstream,
      findAccount: (name: string) => findAccount(this.#ports.store, name),
      isOwnHost: (host: string) => host === call.host || hosted(host)?.kind === 'blob',
    }
    return {
      'x-ms-copy-source': await copySource(parts, call, { account, grant }, source),
      // Its credentials are for this call alone.
      [SOURCE_HEADER]: source.split('?', 1)[0]!,
    }
  }

  async #forward(
    call: DataCall,
    address: DataAddress,
    account: Account,
    grant: Grant,
    more: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const { kind, rest, query } = address
    const isSas = grant.by === 'sas'
    const kept = [...query]
      .filter(
        ([name]) =>
          !(sasNames.has(name) && query.has('sig')) && (isSas || !REPLY_HEADERS.includes(name)),
      )
      .map(([name, value]) => [name, WORDS.includes(name) ? value.toLowerCase() : value] as const)
    const request = {
      kind,
      account: account.incarnation,
      method: call.message.method ?? 'GET',
      rest,
      query: new Map(kept),
      headers: { ...headersOf(call.message.headers), ...more },
      isAnonymous: grant.by === 'nothing',
    }
    const little = littlePut(request, address)
    if (little) return await putLittle(this.upstream, call, little)
    const own = hosted(call.host) ? '' : `/${account.name}`
    await forward(this.upstream, call, request, {
      from: this.upstream.baseOf(kind, account.incarnation),
      to: `${call.scheme}://${call.host}${own}`,
      inBody: kind === 'table' || LISTS.includes(request.query.get('comp') ?? ''),
    })
  }

  close(): void {
    this.upstream.close()
  }
}

function kindOf(host: string): DataKind {
  const kind = hosted(host)?.kind
  if (kind === 'blob' || kind === 'queue' || kind === 'table') return kind
  throw dataError('NotImplemented', { what: `the data plane of ${kind ?? 'this service'}` })
}

function needOf({ kind, container, item, query }: DataAddress, { message }: DataCall): Need {
  const [comp, restype] = ['comp', 'restype'].map((name) => query.get(name)?.toLowerCase() ?? '')
  const header = (name: string): string => String(message.headers[name] ?? '')
  const method = message.method ?? 'GET'
  const asked = { method, container, item, comp: comp!, restype: restype!, header, query }
  const unserved = unservedPart(kind, asked)
  if (unserved !== undefined) throw dataError('NotImplemented', { what: unserved })
  const need = needs[kind](asked)
  if (need) return need
  throw dataError('UnsupportedHttpVerb')
}

/** A caller that may create and nothing more writes over nothing. */
const unlessThere = (need: Need, { letters }: Grant): Record<string, string> =>
  need.isCreation && letters === 'c' ? { 'if-none-match': '*' } : {}
