// How this service words what the pipeline finds wrong by itself.
import { parseResourceId } from '#arm/resource-id.ts'
import type { RawCall, Refusals } from '#kernel/service.ts'
import { aksError, gatewayError } from './errors.ts'

const typeOf = (call: RawCall): string => parseResourceId(call.path).type ?? ''
const askedVersion = (call: RawCall): string => call.query.get('api-version') ?? ''

/** `properties.agentPoolProfiles[0].count` → `agentPoolProfile.count`, as AKS names its members. */
const aksName = (property: string): string =>
  property.replace(/^properties\./, '').replace(/^agentPoolProfiles\[\d+\]/, 'agentPoolProfile')

export const refusalsOf = (versions: readonly string[]): Refusals => ({
  malformedBody: (reason) => gatewayError('InvalidRequestContent', { reason }),
  invalidBody({ property, reason, keyword }) {
    if (property === 'location' && keyword === 'required') return gatewayError('LocationRequired')
    if (property === '') return aksError('InvalidRequestBody', { reason })
    const name = aksName(property)
    if (keyword === 'required') {
      return aksError('InvalidParameter:missing', { name }, { target: name })
    }
    const details = { name, reason: `${name} ${reason}.` }
    const isName = keyword === 'pattern' && name.endsWith('.name')
    const code = isName ? 'InvalidParameter:naming' : 'InvalidParameter'
    return aksError(code, details, { target: name })
  },
  invalidQuery: (name, _value, reason) =>
    aksError('InvalidQueryParameter', { name, reason: `${name} ${reason}` }, { target: name }),
  missingQuery: (name) => aksError('InvalidParameter:missing', { name }, { target: name }),
  invalidPath(name, value, reason) {
    const at = name === 'agentPoolName' ? 'agentPoolProfile.name' : name
    const details = { name: at, reason: `'${value}' ${reason}.` }
    return aksError('InvalidParameter:naming', details, { target: at })
  },
  bodyTooLarge: (limit) => gatewayError('RequestEntityTooLarge', { limit: String(limit) }),
  unknownRoute: (call) =>
    gatewayError('InvalidResourceType', {
      type: typeOf(call),
      version: askedVersion(call),
      versions: versions.join(','),
    }),
  unsupportedMethod: (call) => gatewayError('MethodNotAllowed', { method: call.method }),
  unknownVersion: (version, call) =>
    gatewayError('NoRegisteredProviderFound', {
      location: /\/locations\/([^/]+)/i.exec(call.path)?.[1] ?? '',
      version,
      type: typeOf(call),
      versions: versions.join(', '),
    }),
  missingVersion: () => gatewayError('MissingApiVersionParameter'),
  notServed: (operation) => aksError('NotImplemented', { operation }),
  internal: (cause) => aksError('InternalServerError', {}, { cause }),
})
