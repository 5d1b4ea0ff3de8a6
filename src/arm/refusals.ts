// The pipeline's refusals in ARM's words. A provider takes these and overrides what it says itself.
import {
  isIdFault,
  type RawCall,
  type Refusals,
  type ResourceType,
  type SchemaFault,
  type UnknownMember,
} from '#kernel/service.ts'
import { armError } from './errors.ts'
import { locationNames } from './locations.ts'
import { parseResourceId } from './resource-id.ts'
import { unservedByArm, unservedOperation, unservedPath } from './unserved.ts'

/** Whose refusals they are. Without a namespace they are ARM's own types'. */
export interface RefusalScope {
  readonly namespace?: string
  readonly resourceTypes: readonly ResourceType[]
  /** Every api-version that is answered, newest last. */
  readonly versions: readonly string[]
  /** Operations that Azure has and this server has not; a type alone stands for all below it. */
  readonly unserved?: readonly string[]
}

/** What `api-version` was asked for, for messages. */
const versionOf = (call: Pick<RawCall, 'query'>): string => {
  for (const [name, value] of call.query) if (name.toLowerCase() === 'api-version') return value
  return ''
}

const listed = (versions: readonly string[]): string => [...versions].sort().reverse().join(',')

/**
 * Refuses in ARM's words. `words` replaces single refusals where the provider answers by itself:
 * ARM reads bodies as JSON, routes and checks versions; what a body says is the provider's business.
 */
export function armRefusals(about: RefusalScope, words: Partial<Refusals> = {}): Refusals {
  const notServed =
    words.notServed ?? ((operation: string) => armError('NotImplemented', { operation }))
  const unserved = (call: RawCall) => {
    const operation =
      about.namespace === undefined
        ? unservedByArm(call)
        : (unservedPath(call) ?? unservedOperation(about.unserved ?? [], call))
    return operation === undefined ? undefined : notServed(operation)
  }
  return {
    malformedBody: (reason) => armError('InvalidRequestContent', { reason }),
    invalidBody: (fault) => {
      const { property, keyword, value } = fault
      if (keyword === 'required' && property === 'location') return armError('LocationRequired')
      if (isIdFault(fault)) return linkedIdRefusal(String(value), property)
      return armError('InvalidRequestContent', { reason: faultWords(fault) })
    },
    ...(about.namespace === undefined
      ? {}
      : { strayMember: memberRefusal('InvalidRequestContent') }),
    unknownMember: memberRefusal('InvalidRequestContent:member'),
    // The outermost that every resource may have: ARM reads those.
    takesMember: ({ path, name }) => about.namespace !== undefined && path === name,
    invalidQuery: (name, value, reason) =>
      armError('InvalidParameterValue', { name, value, reason }),
    missingQuery: (name) => armError('MissingParameter', { name }),
    invalidPath: (name, value, reason) => {
      if (name === 'subscriptionId') return armError('InvalidSubscriptionId', { id: value })
      if (name === 'resourceGroupName') return groupNameRefusal(value)
      return armError('InvalidResourceName', { name: value, reason })
    },
    bodyTooLarge: (limit) =>
      armError('RequestContentTooLarge', { limit: String(Math.round(limit / 2 ** 20)) }),
    unknownRoute: (call) => unserved(call) ?? unknownRoute(about, call),
    unsupportedMethod: (call) =>
      unserved(call) ?? armError('MethodNotAllowed', { method: call.method, path: call.path }),
    unknownVersion: (version, call, location, isTaken) =>
      unknownVersion(
        { ...about, versions: about.versions.filter(isTaken ?? (() => true)) },
        version,
        call,
        location,
      ),
    missingVersion: () => armError('MissingApiVersionParameter'),
    notServed,
    internal: (cause) => armError('InternalServerError', {}, { cause }),
    ...words,
  }
}

/** Of an id within a body that is none. */
export const linkedIdRefusal = (id: string, property: string) =>
  armError('LinkedInvalidPropertyId', { id: id.slice(0, 300), property })

/** As a JSON reader of .NET says it: quoted in Azure/azure-sdk-for-java#646 of the outermost members. */
const memberRefusal =
  (code: 'InvalidRequestContent' | 'InvalidRequestContent:member') =>
  ({ name, type, path, line, position }: UnknownMember) => {
    const place = `Path '${path}', line ${line}, position ${position}.`
    return armError(code, {
      reason: `Could not find member '${name}' on object of type '${type}'. ${place}`,
    })
  }

/** What is wrong with a body, as a JSON reader would say it. */
function faultWords(fault: SchemaFault): string {
  const { property, keyword, value } = fault
  if (keyword === 'required') {
    const at = property.lastIndexOf('.')
    const name = property.slice(at + 1)
    return `Required property '${name}' not found in JSON. Path '${property.slice(0, Math.max(0, at))}'.`
  }
  if (keyword === 'additionalProperties') return `Could not find member at path '${property}'.`
  const shown = value === undefined ? '' : ` ${shorten(JSON.stringify(value))}`
  return `Error converting value${shown}: it ${fault.reason}. Path '${property}'.`
}

const shorten = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}...` : text)

/** What ARM says of a resource group's name; undefined when nothing is wrong with it. */
function groupNameFault(name: string) {
  const wrong = [...new Set(name.replace(/[-\p{L}\p{N}_.()]/gu, ''))].join('')
  if (wrong) return armError('InvalidResourceGroup', { name, characters: wrong })
  if (name.length === 0 || name.length > 90 || name.endsWith('.')) {
    return armError('InvalidResourceGroup:name', { name })
  }
  return undefined
}

const groupNameRefusal = (name: string) =>
  groupNameFault(name) ?? armError('InvalidResourceGroup:name', { name })

/** What ARM says of a path that is no provider's type. */
export function nothingAt(call: Pick<RawCall, 'method' | 'path' | 'query'>) {
  const operation = unservedByArm(call)
  return operation === undefined
    ? unknownRoute({ resourceTypes: [], versions: [] }, call)
    : armError('NotImplemented', { operation })
}

function unknownRoute(about: RefusalScope, call: Pick<RawCall, 'path' | 'query'>) {
  const id = parseResourceId(call.path)
  if (id.namespace && id.type) {
    return armError('InvalidResourceType', {
      type: id.type,
      namespace: about.namespace ?? id.namespace,
      version: versionOf(call),
      versions: listed(about.versions),
    })
  }
  return id.subscriptionId === undefined
    ? armError('MissingSubscription')
    : armError('NotFound:path', { path: call.path })
}

function unknownVersion(about: RefusalScope, version: string, call: RawCall, location = '') {
  const versions = listed(about.versions)
  if (about.namespace === undefined) {
    return armError('InvalidApiVersionParameter', { version, versions })
  }
  return armError('NoRegisteredProviderFound', {
    location,
    version,
    type: parseResourceId(call.path).type ?? '',
    versions: versions.replaceAll(',', ', '),
    locations: locationNames.replaceAll(',', ', '),
  })
}
