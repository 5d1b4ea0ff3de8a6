// The stages that need nothing but the exchange and the list of services. What belongs here finds
// out what the call is and whether it is well formed; what it does is the handlers' business.

import { type Lazy, lazy } from '#kernel/caching/lazy.ts'
import { after } from '#kernel/caching/soon.ts'
import type { BoundHandler } from '#kernel/handler.ts'
import type { Instant } from '#kernel/instant.ts'
import { queryParameter } from '#kernel/query.ts'
import type { Service, UndeclaredMember } from '#kernel/service.ts'
import { excessOf } from '../contract/nesting.ts'
import { isResourceBody, strayMember } from '../contract/resource-definition.ts'
import type { Contract } from '../contract.ts'
import type { Exchange, Stage } from '../exchange.ts'
import { habitsOf, nullMembers } from '../null-members.ts'
import { hasVersion, previewOf, versionFor } from '../version.ts'
import { knownOf } from './known-call.ts'
import { Router } from './router.ts'

/** Finds the operation by method and path in the service that `host` chose. */
export function route(services: readonly Service[]): Stage {
  const routers = new Map(services.map((service) => [service, new Router(service.routes)]))
  return (exchange) => {
    const service = exchange.service!
    try {
      const known = knownOf(exchange)
      known.route ??= routers
        .get(service)!
        .match(exchange.method, exchange.path.slice(service.basePath?.length ?? 0))
      const answer = known.route
      if (answer === 'unknown') throw service.refuse.unknownRoute(exchange)
      if (answer === 'method') throw service.refuse.unsupportedMethod(exchange)
      exchange.match = answer
    } catch (error) {
      if (!(error instanceof URIError)) throw error
      throw service.refuse.invalidPath('path', exchange.path, 'its percent-encoding is broken')
    }
  }
}

/** Some services take no calls from some places. */
export const admit: Stage = (exchange) => exchange.service!.admit?.(exchange)

/**
 * A call without a version is refused before it is asked who calls; so is, on a data plane, one with
 * a version that it does not have (seen of Batch: a wrong version with a wrong token).
 */
export const askedVersion: Stage = (exchange) => {
  const service = exchange.service!
  const asked = service.versionOf ? service.versionOf(exchange) : versionInQuery(exchange)
  if (!asked) throw service.refuse.missingVersion(exchange)
  if (service.plane === 'data' && !hasVersion(service, asked)) {
    throw service.refuse.unknownVersion(asked, exchange)
  }
  exchange.apiVersion = asked
}

function versionInQuery(exchange: Exchange): string | undefined {
  const known = knownOf(exchange)
  known.asked ??= queryParameter(exchange.query, 'api-version')
  return known.asked
}

/** Settles which contract the call follows. `locationOf` serves the words of the refusal. */
export function version(locationOf: (exchange: Exchange) => Promise<string>): Stage {
  return (exchange) => {
    const service = exchange.service!
    const asked = exchange.apiVersion!
    const { route } = exchange.match!
    const known = knownOf(exchange)
    known.contractVersion ??= versionFor(service, route, asked)
    exchange.contractVersion = known.contractVersion
    if (exchange.contractVersion !== undefined) return
    const isTaken = (one: string): boolean => versionFor(service, route, one) !== undefined
    return locationOf(exchange).then((location) => {
      throw service.refuse.unknownVersion(asked, exchange, location, isTaken)
    })
  }
}

/** Of each service and version: all servers of one process follow the same. */
const contracts = new Map<string, Lazy<Contract>>()

/**
 * Loads the contract on its first use; later calls find it in memory. The validator comes with the
 * first contract, since loading it takes a good part of a start.
 */
export function contract(): Stage {
  const follow = (exchange: Exchange, found: Contract): void => {
    exchange.contract = found
    exchange.operation = found.operation(exchange.match!.route.operationId)
  }
  const load = async (exchange: Exchange): Promise<Contract> => {
    const { Contract } = await import('../contract.ts')
    const { service, contractVersion } = exchange
    const found = olderThanContract(exchange)
    const older = found && { apiVersion: found.apiVersion, members: await found.members() }
    return await Contract.load(service!.name, contractVersion!, habitsOf(service!), older)
  }
  return (exchange) => {
    const known = knownOf(exchange)
    known.contract ??= `${exchange.service!.name}/${olderThanContract(exchange)?.apiVersion ?? exchange.contractVersion}`
    let loaded = contracts.get(known.contract)
    if (!loaded) {
      loaded = lazy(() => load(exchange))
      contracts.set(known.contract, loaded)
    }
    const found = loaded()
    if (!(found instanceof Promise)) return follow(exchange, found)
    return found.then((contract) => follow(exchange, contract))
  }
}

/**
 * The version asked for, where what it has of the contract is known. Previews had members long before
 * the stable versions: those that are not known are answered as the contract's.
 */
function olderThanContract({ apiVersion = '', contractVersion = '', service }: Exchange) {
  const preview = service && previewOf(service, apiVersion)
  if (preview) return { apiVersion: preview, members: service.previews!.members }
  if (!service?.memberVersions || apiVersion >= contractVersion) return undefined
  const isKnown = service.compatibleVersions.includes(apiVersion)
  return isKnown ? { apiVersion, members: service.memberVersions } : undefined
}

/** Query and path parameters against the contract. Undeclared ones are left to the service. */
export const validateParameters: Stage = (exchange) => {
  const known = knownOf(exchange)
  if (known.areParametersTaken) return
  checkParameters(exchange)
  known.areParametersTaken = true
}

function checkParameters(exchange: Exchange): void {
  const { refuse } = exchange.service!
  if (refuse.unknownQuery) refuseUndeclared(exchange)
  for (const declared of exchange.operation!.query) {
    const value = queryParameter(exchange.query, declared.name)
    if (value === undefined) {
      if (declared.required && declared.name !== 'api-version') {
        throw refuse.missingQuery(declared.name)
      }
      continue
    }
    const reason = exchange.operation!.checkParameter(declared, value)
    if (reason) throw refuse.invalidQuery(declared.name, value, reason)
  }
  for (const declared of exchange.operation!.path) {
    const value = exchange.match!.params[declared.name]
    if (value === undefined) continue
    const reason = exchange.operation!.checkParameter(declared, value)
    if (reason) throw refuse.invalidPath(declared.name, value, reason)
  }
}

function refuseUndeclared(exchange: Exchange): void {
  const declared = new Set(exchange.operation!.query.map(({ name }) => name.toLowerCase()))
  for (const [name, value] of exchange.query) {
    const refusal = declared.has(name.toLowerCase())
      ? undefined
      : exchange.service!.refuse.unknownQuery?.(name, value)
    if (refusal) throw refusal
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Reads the body. Actions without a body may send none or `{}`. */
export const readBody: Stage = (exchange) => {
  const bytes = exchange.readBody(exchange.service!.bodyLimit)
  if (!(bytes instanceof Promise)) return takeBody(exchange, bytes)
  return bytes.then((all) => takeBody(exchange, all))
}

function takeBody(exchange: Exchange, bytes: Uint8Array | undefined): void {
  const service = exchange.service!
  if (!bytes) throw service.refuse.bodyTooLarge(service.bodyLimit)
  const operation = exchange.operation!
  if (!operation.takesBody) return
  if (bytes.length === 0) {
    if (operation.bodyRequired) throw service.refuse.malformedBody('the body is empty')
    return
  }
  exchange.sent = bytes
  const sent = parseJson(bytes, service)
  const { route } = exchange.match!
  if (service.refuse.strayMember && isResourceBody(exchange.method, route.path)) {
    const stray = strayMember(sent, () => utf8.decode(bytes))
    if (stray) throw service.refuse.strayMember(stray)
  }
  if (service.refuse.unknownMember && isDescribed(exchange)) {
    const takes = (member: UndeclaredMember): boolean =>
      service.refuse.takesMember?.(member, exchange.apiVersion!) === true
    exchange.unknownMember = operation.unknownMember(sent, () => utf8.decode(bytes), takes)
  }
  exchange.body = operation.normalise(sent)
  const removes = service.plane === 'arm' && exchange.method === 'PATCH'
  if (removes) exchange.removed = nullMembers(sent)
}

/** Newer api-versions than the contract's have members that it does not know, but for known previews. */
const isDescribed = ({ apiVersion = '', contractVersion = '', service }: Exchange): boolean =>
  apiVersion.toLowerCase() <= contractVersion.toLowerCase() ||
  previewOf(service!, apiVersion) !== undefined

/** Holds the body against the contract. */
export const validateBody: Stage = (exchange) => {
  const { unknownMember } = exchange
  if (unknownMember) throw exchange.service!.refuse.unknownMember!(unknownMember)
  if (exchange.body === undefined) return
  const fault = exchange.operation!.checkBody(exchange.body)
  if (fault) throw exchange.service!.refuse.invalidBody(fault, exchange.match!.route.operationId)
}

function parseJson(bytes: Uint8Array, service: Service): unknown {
  const excess = excessOf(bytes)
  if (excess) throw service.refuse.malformedBody(excess)
  try {
    return JSON.parse(utf8.decode(bytes))
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : 'it is not UTF-8 text'
    throw service.refuse.malformedBody(reason)
  }
}

/** Runs the handler, in the time of `now`, and lets out what the api-version declares. */
export function handle(
  write: (exchange: Exchange, reply: ServedReply) => void | Promise<void>,
  now?: () => Instant,
): Stage {
  return (exchange) =>
    after(exchange.service!.handlers(), (handlers) => {
      const { route, params } = exchange.match!
      const handler = handlers[route.operationId]
      if (!handler) throw exchange.service!.refuse.notServed(route.operationId)
      const reply = handler({
        operationId: route.operationId,
        apiVersion: exchange.apiVersion!,
        method: exchange.method,
        params,
        path: exchange.path,
        id: exchange.resourceId?.path,
        query: exchange.query,
        headers: exchange.headers,
        body: exchange.body as undefined,
        removed: exchange.removed ?? [],
        now: now ? now() : exchange.now,
        origin: exchange.origin,
        caller: exchange.caller!,
        correlationId: exchange.correlationId,
        requestId: exchange.requestId,
      })
      return after(reply, (answered) => write(exchange, answered))
    })
}
type ServedReply = Awaited<ReturnType<BoundHandler>>
