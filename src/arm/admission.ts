// What ARM checks of every call before a provider gets it.
import { after, type Soon } from '#kernel/caching/soon.ts'
import type { Instant } from '#kernel/instant.ts'
import type { ResourceType } from '#kernel/service.ts'
import { armError } from './errors.ts'
import { findLocation, locationNames, normalLocation } from './locations.ts'
import { locksAbove, locksAround } from './locks/lock.queries.ts'
import { forbids, lockedVerb } from './locks/lock.ts'
import type { ArmPorts } from './ports.ts'
import { findRegistration } from './providers/registration.queries.ts'
import { mayUse, registrationState } from './providers/registration.ts'
import { findGroupByKey } from './resource-groups/resource-group.queries.ts'
import { refuseIfDeleting } from './resource-groups/resource-group.ts'
import { parentId, parseResourceId, type ResourceId } from './resource-id.ts'
import { findResource } from './resources/resource.queries.ts'
import { findSubscription } from './subscriptions/subscription.ts'
import { tagsFault } from './tags/tag-rules.ts'

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The subscription is well formed and there. */
export function admitSubscription(ports: Pick<ArmPorts, 'subscriptions'>, id: ResourceId): void {
  const { subscriptionId } = id
  if (subscriptionId === undefined) return
  if (!GUID.test(subscriptionId)) throw armError('InvalidSubscriptionId', { id: subscriptionId })
  if (findSubscription(ports, subscriptionId)) return
  throw armError('SubscriptionNotFound', { id: subscriptionId })
}

export interface ProviderCall {
  readonly method: string
  readonly id: ResourceId
  /** The provider's namespace as it spells it; undefined for what ARM itself owns. */
  readonly namespace: string | undefined
}

/** Whether it sends what the resource is to be. */
export const isWrite = (method: string): boolean => method === 'PUT' || method === 'PATCH'

/**
 * The provider may be used, the group is there and stays, what an extension hangs on is there, and no
 * lock forbids the call.
 */
export function admitScope(ports: ArmPorts, call: ProviderCall): Soon<void> {
  const { id, namespace } = call
  const { subscriptionId } = id
  if (subscriptionId === undefined) return undefined
  const registered =
    namespace === undefined
      ? undefined
      : admitRegistration(ports, subscriptionId, namespace, ports.clock.now())
  const grouped = after(registered, () => admitGroup(ports, call))
  const verb = lockedVerb(call.method)
  const hasParent = namespace !== undefined && id.scope !== undefined
  if (!verb && !hasParent) return grouped
  return after(grouped, async () => {
    if (hasParent) await admitParent(ports, id.scope!)
    if (verb) await admitPastLocks(ports, id, verb)
  })
}

function admitGroup(ports: ArmPorts, call: ProviderCall): Soon<void> {
  const { namespace, resourceGroup: name, groupKey } = call.id
  if (namespace === undefined || name === undefined || groupKey === undefined) return undefined
  return after(findGroupByKey(ports.store, groupKey), (group) => {
    if (!group) throw armError('ResourceGroupNotFound', { name })
    if (isWrite(call.method)) refuseIfDeleting(group)
  })
}

/** A lock on a resource keeps its group too; locks themselves can always be taken away. */
async function admitPastLocks(ports: ArmPorts, id: ResourceId, verb: 'delete' | 'write') {
  if (`${id.namespace}/${id.type}`.toLowerCase() === 'microsoft.authorization/locks') return
  const found = await (verb === 'delete'
    ? locksAround(ports.store, id.path)
    : locksAbove(ports.store, id.path))
  const locks = found.filter((lock) => forbids(lock, verb))
  if (locks.length === 0) return
  const scopes = [...new Set(locks.map((lock) => lock.scope))].join(',')
  throw armError('ScopeLocked', { scope: id.path, verb, locks: scopes })
}

function admitRegistration(
  ports: ArmPorts,
  subscriptionId: string,
  namespace: string,
  now: Instant,
): Soon<void> {
  return after(findRegistration(ports.store, subscriptionId, namespace), (registration) => {
    if (mayUse(registrationState(ports, { isFree: false }, registration, now))) return
    const refusal = armError('MissingSubscriptionRegistration', { namespace })
    // Python reads the last quoted word of the message, Go the first detail's target.
    const details = [{ code: refusal.code, message: refusal.message, target: namespace }]
    throw armError('MissingSubscriptionRegistration', { namespace }, { details })
  })
}

async function admitParent(ports: ArmPorts, scope: string): Promise<void> {
  if (await findResource(ports.store, scope)) return
  const { type, names } = parseResourceId(scope)
  throw armError('ParentResourceNotFound', { parent: `${type}/${names.join('/')}` })
}

export interface ResourceBody {
  readonly method: string
  readonly id: ResourceId
  readonly type: ResourceType
  readonly body: unknown
}

const has = (type: ResourceType, capability: string): boolean =>
  type.capabilities.includes(capability)

/** What ARM reads of a written resource's body by itself: tags and location. The rest is its provider's. */
export async function admitEnvelope(ports: ArmPorts, call: ResourceBody): Promise<void> {
  if (typeof call.body !== 'object' || call.body === null || Array.isArray(call.body)) {
    throw armError('InvalidRequestContent', { reason: 'The body must be a JSON object.' })
  }
  const { tags, location } = call.body as { tags?: unknown; location?: unknown }
  if (has(call.type, 'SupportsTags')) {
    const refused = tagsFault(tags)
    if (refused) throw refused
  }
  if (call.method === 'PUT' && has(call.type, 'SupportsLocation')) {
    await admitLocation(ports, call, location)
  }
}

async function admitLocation(ports: ArmPorts, call: ResourceBody, location: unknown) {
  if (location === undefined || location === null || location === '') {
    throw armError('LocationRequired')
  }
  if (typeof location !== 'string') {
    const reason = `Error converting value ${JSON.stringify(location).slice(0, 100)} to a string. Path 'location'.`
    throw armError('InvalidRequestContent', { reason })
  }
  if (!findLocation(location)) {
    const type = `${call.id.namespace}/${call.type.type}`
    throw armError('LocationNotAvailableForResourceType', {
      location,
      type,
      locations: locationNames,
    })
  }
  const existing = await findResource(ports.store, call.id.path)
  if (existing?.location === undefined) return
  if (normalLocation(existing.location) === normalLocation(location)) return
  throw armError('InvalidResourceLocation', {
    name: existing.name,
    existing: existing.location,
    location,
    group: existing.resourceGroup ?? '',
  })
}

/** Where the resource of a call is, or where its body wants it: for the words of a refusal. */
export async function locationOf(ports: ArmPorts, path: string, body: unknown): Promise<string> {
  const wanted =
    typeof body === 'object' && body !== null ? Reflect.get(body, 'location') : undefined
  if (typeof wanted === 'string') return wanted
  const inPath = /\/locations\/([^/]+)/i.exec(path)?.[1]
  if (inPath !== undefined) return inPath
  const id = parentId(path) ?? path
  return (await findResource(ports.store, id))?.location ?? ''
}
