// What the caller may do. What belongs here is the name of the action that a call amounts to, and
// the refusal; which role permits it is src/identity/roles/roles.ts.
import { lastProviders } from '#arm/resource-id.ts'
import { gateError } from '#identity/errors.ts'
import type { Identity } from '#identity/identity.ts'
import { after } from '#kernel/caching/soon.ts'
import type { AzureError } from '#kernel/catalogue.ts'
import type { Caller } from '#kernel/handler.ts'
import type { Stage } from '../exchange.ts'
import { knownOf } from './known-call.ts'

/** An action and the scope at which a role has to permit it. */
export interface Demand {
  /** `Microsoft.ContainerService/managedClusters/agentPools/abort/action`. */
  readonly action: string
  readonly scope: string
}

const VERBS: Readonly<Record<string, string>> = {
  GET: 'read',
  HEAD: 'read',
  PUT: 'write',
  PATCH: 'write',
  DELETE: 'delete',
  POST: 'action',
}

/**
 * The action that a call amounts to, spelt as the contract's `template` spells its types. Undefined
 * where every known caller may pass: the lists of tenants and subscriptions, which show each caller
 * only its own, what providers tell of themselves, and the monitors of long work.
 */
export function actionOf(method: string, path: string, template = ''): Demand | undefined {
  const parts = path.split('/').filter(Boolean).map(decodeSegment)
  const lower = parts.map((part) => part.toLowerCase())
  const verb = VERBS[method] ?? 'read'
  if (verb === 'read' && isOpen(lower)) return undefined
  const spelt = respell(parts, template.split('/').filter(Boolean))
  const at = lastProviders(lower)
  if (at < 0 || at === parts.length - 1) return ownAction(verb, spelt, parts)
  return providerAction(verb, spelt, parts, at)
}

/**
 * How long work goes on, and its result. Who started it was told its name, which cannot be guessed; the
 * role that let them may hold for one resource only, while these addresses are the subscription's.
 */
const MONITOR =
  /^(subscriptions\/[^/]+\/)?(operationresults|providers\/[^/]+\/locations\/[^/]+\/(async)?operation(s|status|statuses|results))\/[^/]+$/

const OPEN_LISTS = new Set(['operations', 'provideroperations', 'roledefinitions'])

/** Tenants, subscriptions, and of the providers what is the same for all: no resource, no grant. */
function isOpen(parts: readonly string[]): boolean {
  if (MONITOR.test(parts.join('/'))) return true
  if (parts[0] !== 'providers') {
    return parts.length === 1 && (parts[0] === 'tenants' || parts[0] === 'subscriptions')
  }
  return parts.length <= 2 || OPEN_LISTS.has(parts[2]!)
}

/** Handlers see names decoded, and so must roles; but a slash inside a name parts nothing. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment).replaceAll('/', '%2F')
  } catch {
    return segment
  }
}

/** The template's spelling of what is fixed in the path, counted from the end: ids vary in length. */
function respell(parts: readonly string[], template: readonly string[]): string[] {
  const offset = parts.length - template.length
  return parts.map((part, i) => {
    const fixed = template[i - offset]
    return fixed?.toLowerCase() === part.toLowerCase() ? fixed : part
  })
}

const scopeOf = (parts: readonly string[]): string => `/${parts.join('/')}`

const isOdd = (n: number): boolean => n % 2 === 1

/**
 * `.../providers/{namespace}/{type}/{name}/...`, with an action's name at the end of a POST. The
 * action is spelt as the contract has it, the scope as the client does.
 */
function providerAction(
  verb: string,
  spelt: readonly string[],
  parts: readonly string[],
  at: number,
): Demand {
  const namespace = spelt[at + 1]!
  const rest = spelt.slice(at + 2)
  const above = scopeOf(parts.slice(0, at))
  if (rest.length === 0) {
    return { action: `Microsoft.Resources/subscriptions/providers/${verb}`, scope: above }
  }
  if (rest.length === 1 && verb === 'read' && OF_PROVIDERS.has(rest[0]!.toLowerCase())) {
    return { action: 'Microsoft.Resources/subscriptions/providers/read', scope: above }
  }
  // `POST .../providers/{namespace}/register` is an action of the namespace itself.
  const types = rest.filter((_, i) => !isOdd(i)).join('/')
  const action = `${namespace}/${types}/${verb}`
  if (rest.length === 1) return { action, scope: above }
  return { action, scope: scopeOf(isOdd(rest.length) ? parts.slice(0, -1) : parts) }
}

/** What ARM tells of a provider besides the provider itself. */
const OF_PROVIDERS = new Set(['resourcetypes', 'providerpermissions'])

/** What ARM serves itself: subscriptions, resource groups, tags, lists of resources. */
function ownAction(verb: string, spelt: readonly string[], parts: readonly string[]): Demand {
  const base = 'Microsoft.Resources/subscriptions'
  const kinds = spelt.slice(2).filter((_, i) => !isOdd(i))
  if (kinds.length === 0) return { action: `${base}/${verb}`, scope: scopeOf(parts) }
  // Azure spells this one in its own way, whatever the path does.
  const names = kinds.map((kind) =>
    kind.toLowerCase() === 'resourcegroups' ? 'resourceGroups' : kind,
  )
  const isGroup = parts[2]?.toLowerCase() === 'resourcegroups' && parts.length >= 4
  const scope = isGroup ? parts.slice(0, 4) : parts.slice(0, 2)
  return { action: `${base}/${names.join('/')}/${verb}`, scope: scopeOf(scope) }
}

/** Data planes check their own callers, against their own actions. */
export function authorize(identity: Pick<Identity, 'isAllowed'>): Stage {
  const check: Stage = (exchange) => {
    const { method, path, match } = exchange
    const { permission } = exchange.service!
    if (permission?.notFor?.has(match!.route.operationId)) return
    const known = knownOf(exchange)
    known.demand ??= permission ?? actionOf(method, path, match!.route.path) ?? 'none'
    const { demand } = known
    if (demand === 'none') return
    const caller = exchange.caller!
    const isAllowed = identity.isAllowed(caller, demand.action, demand.scope)
    return after(isAllowed, (allowed) => {
      if (!allowed) throw refusal(caller, demand)
    })
  }
  return (exchange) => (exchange.service!.plane === 'data' ? undefined : check(exchange))
}

const refusal = (caller: Caller, demand: Demand): AzureError =>
  gateError('AuthorizationFailed', {
    client: caller.name,
    objectId: caller.oid,
    action: demand.action,
    scope: demand.scope,
  })
