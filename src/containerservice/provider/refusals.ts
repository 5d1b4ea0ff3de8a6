// How this service words what the pipeline finds wrong with a call; what it leaves out is ARM's.
import { armError } from '#arm/errors.ts'
import { armRefusals } from '#arm/refusals.ts'
import { isIdFault, type Refusals, type ResourceType, type SchemaFault } from '#kernel/service.ts'
import { aksError } from '../errors.ts'
import { invalidId } from '../managed-clusters/resource-ids.rules.ts'
import { KEY_TARGET, keyRefused } from '../managed-clusters/ssh-key.rules.ts'
import { knownPreviews } from './compatible-versions.ts'
import { unserved } from './unserved.ts'

/** `properties.agentPoolProfiles[0].count` is `agentPoolProfile.count` in AKS's words. */
const aksName = (property: string): string =>
  property
    .replace(/^properties\./, '')
    .replace(/^agentPoolProfiles\[\d+\]/, 'agentPoolProfile')
    .replace(/(publicKeys)\[\d+\]/, '$1')

function invalidBody(fault: SchemaFault) {
  const { property, reason, keyword } = fault
  if (property === '') return aksError('InvalidRequestBody', { reason })
  const name = aksName(property)
  // An empty one is not there either: the service takes "" for absent.
  if (name === KEY_TARGET) return keyRefused()
  if (isIdFault(fault)) return invalidId(name.replaceAll(/\[\d+\]/g, ''))
  if (keyword === 'required') {
    return aksError('InvalidParameter:missing', { name }, { target: name })
  }
  const isName = keyword === 'pattern' && name.endsWith('.name')
  const code = isName ? 'InvalidParameter:naming' : 'InvalidParameter'
  return aksError(code, { name, reason: `${name} ${reason}.` }, { target: name })
}

/**
 * AKS does from 2024-01-01 and 2024-01-02-preview on, as announced (github.com/Azure/AKS/issues/4060).
 * Previews that are newer than those known here have members that are not: they read over them.
 */
const refusesUnknown = (asked: string): boolean => {
  const apiVersion = asked.toLowerCase()
  const isPreview = apiVersion.endsWith('-preview')
  return apiVersion >= '2024-01-01' && (!isPreview || apiVersion <= knownPreviews.at(-1)!)
}

export function refusalsOf(
  versions: readonly string[],
  resourceTypes: readonly ResourceType[],
): Refusals {
  const about = { namespace: 'Microsoft.ContainerService', resourceTypes, versions, unserved }
  const arms = armRefusals(about)
  return armRefusals(about, {
    invalidBody,
    unknownMember: ({ name }) => aksError('UnmarshalError', { name }),
    takesMember: (_member, apiVersion) => !refusesUnknown(apiVersion),
    invalidQuery: (name, _value, reason) =>
      aksError('InvalidParameter', { name, reason: `${name} ${reason}.` }, { target: name }),
    missingQuery: (name) => aksError('InvalidParameter:missing', { name }, { target: name }),
    invalidPath(name, value, reason) {
      if (name === 'subscriptionId' || name === 'resourceGroupName') {
        return arms.invalidPath(name, value, reason)
      }
      // ARM itself holds the names of resources against the provider's pattern.
      if (name === 'resourceName') return armError('InvalidResourceName', { name: value, reason })
      const at = name === 'agentPoolName' ? 'agentPoolProfile.name' : name
      const details = { name: at, reason: `'${value}' ${reason}.` }
      return aksError('InvalidParameter:naming', details, { target: at })
    },
    notServed: (operation) => aksError('NotImplemented', { operation }),
    internal: (cause) => aksError('InternalServerError', {}, { cause }),
  })
}
