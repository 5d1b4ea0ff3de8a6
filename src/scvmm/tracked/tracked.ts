// What the five tracked types have in common: the same life, the same calls, other properties.
import { type ArmResource, newResource, type SystemData } from '#arm/resources/resource.ts'
import type { Durable, OperationError } from '#engine/operation.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { Work } from '../answers/polling.ts'
import type { ExtendedLocation, ProvisioningState } from '../answers/wire.ts'
import { type GroupPath, resourceIdOf } from '../ids.ts'
import type { ScvmmPorts } from '../ports.ts'

/** The properties that a client may send, and those that VMM adds. */
export type Properties = Readonly<Record<string, unknown>>

export interface TrackedBody {
  readonly properties: Properties
  /** VMM has told what only it knows: from now on the resource's origin is fixed. */
  readonly isMade: boolean
}

export interface Tracked extends ArmResource<TrackedBody> {
  readonly location: string
  readonly provisioningState: ProvisioningState
}

/** A tracked resource in a request. */
export interface TrackedWire {
  readonly location: string
  readonly tags?: Readonly<Record<string, string>>
  readonly extendedLocation: ExtendedLocation
  readonly properties?: Properties
}

export interface MakeWork extends Work {
  readonly filled?: Properties
}

export interface RemoveWork extends Work {
  readonly force: boolean
}

export interface Kind {
  /** `clouds`, as in paths. */
  readonly type: string
  /** `Clouds`, as in operation ids. */
  readonly operations: string
  /** The path parameter that names one. */
  readonly parameter: string
  /** Which properties a request may set; what else it sends is the service's. */
  readonly settable: readonly string[]
  /** Takes out of what was sent what must not be kept: a password. */
  keep?(properties: Properties): Properties
  /** Properties that stay as they are once the resource is made. */
  readonly fixed: readonly string[]
  /** How long the real one takes over a PUT and a DELETE, in milliseconds. */
  readonly lasts: { readonly make: number; readonly remove: number }
  /** Asks VMM: the properties that it adds. Throws an `OperationFailure` where it refuses. */
  plan(reader: Reader, resource: Tracked, ports: ScvmmPorts): Promise<Properties>
  /** What else is true from the moment that the resource is made. */
  made?(tx: Tx, resource: Tracked, ports: ScvmmPorts, now: Instant): Promise<void>
  /** What a resource shows of the reason for which it could not be made. */
  unmade?(properties: Properties, error: OperationError): Properties
  /** What of Azure's depends on it: ids. */
  dependants(reader: Reader, resource: Tracked): Promise<readonly string[]>
}

export interface KindDurables {
  readonly make: Durable<MakeWork>
  readonly retag: Durable<Work>
  readonly remove: Durable<RemoveWork>
}

export const trackedType = (kind: Pick<Kind, 'type'>): string =>
  `microsoft.scvmm/${kind.type.toLowerCase()}`

export const trackedId = (kind: Kind, params: Readonly<Record<string, string>>): string =>
  resourceIdOf(params as unknown as GroupPath, kind.type, params[kind.parameter]!)

/** Only what a client may set of what it sends: never what VMM knows, never a password. */
export function settableOf(kind: Kind, properties: Properties = {}): Properties {
  const names = kind.settable.filter((name) => properties[name] !== undefined)
  const settable = Object.fromEntries(names.map((name) => [name, properties[name]]))
  return kind.keep?.(settable) ?? settable
}

export const newTracked = (
  kind: Kind,
  id: string,
  sent: TrackedWire,
  systemData: SystemData,
): Tracked =>
  newResource<TrackedBody>({
    id,
    type: trackedType(kind),
    location: sent.location,
    ...(sent.tags ? { tags: sent.tags } : {}),
    provisioningState: 'Accepted',
    envelope: { extendedLocation: sent.extendedLocation, systemData },
    body: { properties: settableOf(kind, sent.properties), isMade: false },
  }) as Tracked

/** What `properties` of a type must have to be shown. */
const REQUIRED: Readonly<Record<string, string>> = { 'microsoft.scvmm/vmmservers': 'fqdn' }

/**
 * A server whose PUT had no properties, which the published example allows, is shown without them,
 * as there: with them it would lack a member that clients count on. Once it failed for that, the state
 * counts more.
 */
function shownProperties({ type, body, provisioningState }: Tracked) {
  const needed = REQUIRED[type.toLowerCase()]
  const isPending = provisioningState !== 'Failed'
  if (isPending && needed !== undefined && textOf(body.properties, needed) === undefined) return {}
  return { properties: { ...body.properties, provisioningState } }
}

export const presentTracked = (tracked: Tracked) => {
  const { id, name, type, location, tags, envelope } = tracked
  return {
    id,
    name,
    type,
    location,
    ...(tags ? { tags } : {}),
    ...(envelope.systemData ? { systemData: envelope.systemData } : {}),
    extendedLocation: envelope.extendedLocation,
    ...shownProperties(tracked),
  }
}

/** A text property; undefined when it is absent or empty. */
export function textOf(properties: Properties, name: string): string | undefined {
  const value = properties[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}
