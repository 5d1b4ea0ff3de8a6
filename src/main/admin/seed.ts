// Makes what a seed file declares, by the calls that a client would make. Loaded when the first comes.
import { findGroup } from '#arm/resource-groups/resource-group.queries.ts'
import { findAccount } from '#batch/accounts/account.queries.ts'
import { accountKeyOf } from '#batch/keys.ts'
import { listOperations } from '#engine/operation.queries.ts'
import { AzureError } from '#kernel/catalogue.ts'
import type { Caller } from '#kernel/handler.ts'
import type { Service } from '#kernel/service.ts'
import type { LazuliPorts, Schemas } from '#lazuli/ports.ts'
import {
  readSeed,
  type SeedDocument,
  type SeedFault,
  type SeedItem,
} from '#lazuli/seed/seed-file.ts'
import type { EstateFault } from '#scvmm/estate/estate-file.ts'
import { BodyFault, type InsideCall, type InsideCalls } from '#server/inside-call.ts'
import { LOCATION, type Parts } from '../parts.ts'
import { FIRST_ACCOUNT } from '../rooms/batch.ts'
import type { ScvmmRoom } from '../rooms/scvmm.ts'

export interface SeedParts {
  readonly parts: Parts
  readonly calls: InsideCalls
  readonly batch: Service
  readonly scvmm: Pick<ScvmmRoom, 'estates'>
  readonly services: readonly Service[]
}

type Seed = LazuliPorts['seed']
type Outcome = Schemas['SeededItem']['outcome']

export const seedWith =
  (seeding: SeedParts): Seed =>
  async ({ text, directory = process.cwd() }, caller) => {
    const document = readSeed(text, FIRST_ACCOUNT)
    if (document.faults.length > 0) return { faults: document.faults }
    const run = new Run(seeding, document, caller, directory)
    const faults = await run.check()
    return faults.length > 0 ? { faults } : await run.make()
  }

class Run {
  readonly #seeding: SeedParts
  readonly #document: SeedDocument
  readonly #caller: Caller
  readonly #directory: string

  constructor(seeding: SeedParts, document: SeedDocument, caller: Caller, directory: string) {
    this.#seeding = seeding
    this.#document = document
    this.#caller = caller
    this.#directory = directory
  }

  /** All that can be found out before anything is made. */
  async check(): Promise<SeedFault[]> {
    const faults: SeedFault[] = []
    for (const item of this.#document.items) {
      const lost = await this.#lacking(item)
      if (lost) faults.push(lost)
      try {
        if (item.kind === 'estate') await this.#readEstate(item)
        else await this.#seeding.calls.check(this.#callOf(item))
      } catch (error) {
        faults.push(this.#faultOf(item, error))
      }
    }
    return faults
  }

  /** What the item is in, where that is neither declared nor there. */
  async #lacking({ kind, within, path }: SeedItem): Promise<SeedFault | undefined> {
    const holder = HOLDERS[kind]
    if (!holder || within === undefined) return undefined
    const isDeclared = this.#document.items.some(
      (item) => item.kind === holder && item.name.toLowerCase() === within.toLowerCase(),
    )
    if (isDeclared || (await this.#isThere(holder, within))) return undefined
    const at = `${path}.${holder}`
    return { line: this.#document.lineOf(at), path: at, reason: `There is no ${holder} ${within}.` }
  }

  async #isThere(holder: 'group' | 'account', name: string): Promise<boolean> {
    const { store, identity } = this.#seeding.parts
    if (holder === 'account') return (await findAccount(store, accountKeyOf(name))) !== undefined
    return (await findGroup(store, identity.credentials.subscriptionId, name)) !== undefined
  }

  /** Makes all, or takes away again what was made before the first that is refused. */
  async make(): ReturnType<Seed> {
    const value: Schemas['SeededItem'][] = []
    for (const item of this.#document.items) {
      try {
        value.push({ path: item.path, id: this.#idOf(item), outcome: await this.#makeOne(item) })
      } catch (error) {
        const made = new Set(
          value.filter(({ outcome }) => outcome === 'created').map(({ path }) => path),
        )
        for (const each of this.#document.items.filter(({ path }) => made.has(path)).reverse()) {
          await this.#takeAway(each)
        }
        return { faults: [this.#faultOf(item, error)] }
      }
    }
    const created = value.filter(({ outcome }) => outcome === 'created').length
    return { seeded: { created, present: value.length - created, value } }
  }

  async #makeOne(item: SeedItem): Promise<Outcome> {
    if (item.kind === 'estate') {
      const isNew = await this.#seeding.scvmm.estates.add(await this.#readEstate(item))
      return isNew ? 'created' : 'present'
    }
    const call = this.#callOf(item)
    if (call.method === 'PUT' && (await this.#find(call))) return 'present'
    try {
      await this.#seeding.calls.send(call)
    } catch (error) {
      if (error instanceof AzureError && ALREADY.has(error.code)) return 'present'
      throw error
    }
    if (item.kind === 'account') await this.#settle(pathOf(call))
    return 'created'
  }

  async #find(call: InsideCall): Promise<boolean> {
    const { body: _body, ...rest } = call
    try {
      return (await this.#seeding.calls.send({ ...rest, method: 'GET' })) === 200
    } catch (error) {
      if (error instanceof AzureError && error.status === 404) return false
      throw error
    }
  }

  /** The time of accounts, and of what is taken away again, is no part of what the file declares. */
  async #settle(resource: string): Promise<void> {
    const { store, engine } = this.#seeding.parts
    const filter = { kind: undefined, resource, isRunning: true }
    for (let look = 0; look < MOST_LOOKS; look++) {
      const [operation] = await listOperations(store, filter, 1)
      if (!operation) return
      if (await engine.hold(operation.id)) await engine.release(operation.id)
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    }
  }

  async #takeAway(item: SeedItem): Promise<void> {
    if (item.kind === 'estate') return await this.#seeding.scvmm.estates.remove(item.name)
    const { body: _body, ...call } = this.#callOf(item)
    const url = call.method === 'POST' ? call.url.replace('?', `/${item.name}?`) : call.url
    await this.#seeding.calls.send({ ...call, method: 'DELETE', url }).catch((error: unknown) => {
      this.#seeding.parts.report('what a seed file had made', error)
    })
    if (call.method === 'PUT') await this.#settle(pathOf(call))
  }

  async #readEstate({ body, path }: SeedItem) {
    const { readEstateServer } = await import('#scvmm/estate/estate-file.ts')
    return readEstateServer(structuredClone(body), path, this.#directory)
  }

  #faultOf({ path }: SeedItem, error: unknown): SeedFault {
    const { property, reason } = wordsOf(error) ?? {}
    if (property !== undefined && reason !== undefined) {
      const at = property === '' ? path : `${path}.${property}`
      return { line: this.#document.lineOf(at), path: at, reason: sentence(reason) }
    }
    throw error
  }

  #idOf(item: SeedItem): string {
    if (item.kind === 'estate' || item.kind === 'pool' || item.kind === 'job') return item.name
    return item.kind === 'task' ? `${item.within}/${item.name}` : pathOf(this.#callOf(item))
  }

  #callOf({ kind, name, within = '', account = '', body }: SeedItem): InsideCall {
    const { services, batch, parts } = this.#seeding
    const group = `/subscriptions/${parts.identity.credentials.subscriptionId}/resourceGroups`
    const caller = this.#caller
    const version = (namespace: string): string =>
      services.find((service) => service.namespace === namespace)!.versions.at(-1)!
    const placed = { location: LOCATION, ...body }
    const put = (url: string): InsideCall => ({ method: 'PUT', url, body: placed, caller })
    const post = (path: string, key: string): InsideCall => ({
      service: batch,
      method: 'POST',
      url: `${path}?api-version=${DATA_VERSION}`,
      body,
      caller: { ...caller, name: key },
    })
    switch (kind) {
      case 'group':
        return put(`${group}/${name}?api-version=2021-04-01`)
      case 'account':
        return put(
          `${group}/${within}/providers/Microsoft.Batch/batchAccounts/${name}?api-version=${version('Microsoft.Batch')}`,
        )
      case 'cluster':
        return put(
          `${group}/${within}/providers/Microsoft.ContainerService/managedClusters/${name}?api-version=${version('Microsoft.ContainerService')}`,
        )
      case 'pool':
        return post('/pools', within)
      case 'job':
        return post('/jobs', within)
      case 'task':
        return post(`/jobs/${within}/tasks`, account)
      case 'estate':
        throw new Error('an estate is made by no call')
    }
  }
}

const LOOK_MS = 5
const MOST_LOOKS = 2_000
/** The last that has certificates and cloud services. */
const DATA_VERSION = '2024-02-01.19.0'
const ALREADY: ReadonlySet<string> = new Set(['PoolExists', 'JobExists', 'TaskExists'])

const HOLDERS: Partial<Record<SeedItem['kind'], 'group' | 'account'>> = {
  account: 'group',
  cluster: 'group',
  pool: 'account',
  job: 'account',
}

const pathOf = ({ url }: InsideCall): string => url.split('?')[0]!

/** What was wrong with an item: the way to it within the item, and why. Undefined: a fault of ours. */
function wordsOf(error: unknown): { property: string; reason: string } | undefined {
  if (isEstateFault(error)) return { property: error.path, reason: error.reason }
  const said = error instanceof Error ? error.message.split('\n')[0]! : ''
  if (error instanceof BodyFault) return { property: error.fault.property, reason: said }
  if (!(error instanceof AzureError)) return undefined
  if (error.shape !== 'batch') return { property: '', reason: said }
  const { target, values = [] } = error.extras
  const factOf = (name: string) => values.find(({ key }) => key === name)?.value
  const why = factOf('Reason')
  return {
    property: target ?? factOf('PropertyName') ?? '',
    reason: why === undefined ? said : `${sentence(said)} ${why}`,
  }
}

const isEstateFault = (error: unknown): error is EstateFault =>
  error instanceof Error && error.name === 'EstateFault'

const sentence = (words: string): string => (/[.!?]$/.test(words) ? words : `${words}.`)
