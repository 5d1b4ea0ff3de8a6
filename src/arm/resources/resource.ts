import type { Caller } from '#kernel/handler.ts'
import { type Instant, toIso } from '#kernel/instant.ts'
import type { Shape } from '#store/read-json.ts'
import { idKey, parentId, parseResourceId } from '../resource-id.ts'

/** Who made and last changed a resource, as `systemData` shows it. */
export interface SystemData {
  readonly createdBy: string
  readonly createdByType: 'User' | 'Application' | 'ManagedIdentity' | 'Key'
  readonly createdAt: string
  readonly lastModifiedBy: string
  readonly lastModifiedByType: 'User' | 'Application' | 'ManagedIdentity' | 'Key'
  readonly lastModifiedAt: string
}

export const systemDataShape: Shape<SystemData> = {
  createdBy: 'string',
  createdByType: 'string',
  createdAt: 'string',
  lastModifiedBy: 'string',
  lastModifiedByType: 'string',
  lastModifiedAt: 'string',
}

/** Where outside of Azure's own regions a resource is. */
export interface ExtendedLocation {
  readonly type?: string
  readonly name?: string
}

/** What a resource may do by itself, and as which principal. */
export interface Identity {
  readonly type?: string
  readonly principalId?: string
  readonly tenantId?: string
  readonly userAssignedIdentities?: object
}

export interface Sku {
  readonly name?: string
  readonly tier?: string
}

const identityShape: Shape<Identity> = {
  type: 'string?',
  principalId: 'string?',
  tenantId: 'string?',
  userAssignedIdentities: 'object?',
}

/** Members of an envelope that have members themselves. */
export const envelopeShapes = {
  sku: { name: 'string?', tier: 'string?' } satisfies Shape<Sku>,
  identity: identityShape,
  extendedLocation: { type: 'string?', name: 'string?' } satisfies Shape<ExtendedLocation>,
  systemData: systemDataShape,
}

/** Members beside `properties` that a resource type may have. */
export interface Envelope {
  readonly sku?: Sku
  readonly kind?: string
  readonly identity?: Identity
  readonly plan?: unknown
  readonly zones?: readonly string[]
  readonly managedBy?: string
  readonly extendedLocation?: ExtendedLocation
  readonly systemData?: SystemData
}

export const envelopeShape: Shape<Envelope> = {
  sku: 'object?',
  kind: 'string?',
  identity: 'object?',
  plan: 'object?',
  zones: 'array?',
  managedBy: 'string?',
  extendedLocation: 'object?',
  systemData: 'object?',
}

/** A provider's resource of any type. `Body` is the service's own record of it. */
export interface ArmResource<Body = unknown> {
  /** As the service spells it; ids compare by `idKey`. */
  readonly id: string
  readonly subscriptionId: string
  readonly resourceGroup?: string | undefined
  /** `Microsoft.ContainerService/ManagedClusters`: as the service spells it. */
  readonly type: string
  readonly name: string
  readonly location?: string | undefined
  readonly tags?: Readonly<Record<string, string>> | undefined
  readonly provisioningState: string
  readonly envelope: Envelope
  readonly body: Body
  /** Counts saves; 0 before the first. */
  readonly revision: number
}

/** What ARM itself knows of a resource. */
export type ResourceHead = Omit<ArmResource, 'body'>

/** A resource that is not saved yet. Subscription, group and name come from the id. */
export function newResource<Body>(
  of: Pick<ArmResource<Body>, 'id' | 'type' | 'provisioningState' | 'body'> &
    Partial<Pick<ArmResource<Body>, 'location' | 'tags' | 'envelope'>>,
): ArmResource<Body> {
  const { subscriptionId, resourceGroup, names } = parseResourceId(of.id)
  return {
    envelope: {},
    ...of,
    subscriptionId: subscriptionId ?? '',
    ...(resourceGroup === undefined ? {} : { resourceGroup }),
    name: names.at(-1) ?? '',
    revision: 0,
  }
}

/** The key of the resource that an id is a child or an extension of. */
export function parentKey(id: string): string | undefined {
  const parent = parentId(id) ?? parseResourceId(id).scope
  return parent === undefined ? undefined : idKey(parent)
}

export function createdBy(caller: Caller, now: Instant): SystemData {
  const type = caller.kind === 'user' ? 'User' : caller.kind === 'app' ? 'Application' : 'Key'
  const at = toIso(now)
  return {
    createdBy: caller.name,
    createdByType: type,
    createdAt: at,
    lastModifiedBy: caller.name,
    lastModifiedByType: type,
    lastModifiedAt: at,
  }
}

export function modifiedBy(
  before: SystemData | undefined,
  caller: Caller,
  now: Instant,
): SystemData {
  const fresh = createdBy(caller, now)
  return before
    ? {
        ...before,
        lastModifiedBy: fresh.lastModifiedBy,
        lastModifiedByType: fresh.lastModifiedByType,
        lastModifiedAt: fresh.lastModifiedAt,
      }
    : fresh
}

/** Lists show tracked resources: those with a location of their own. */
export const isTracked = (resource: ArmResource): boolean => resource.location !== undefined
