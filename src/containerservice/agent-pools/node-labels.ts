// What Kubernetes and AKS let be written on nodes. Pure.
import type { AzureError } from '#kernel/catalogue.ts'
import { aksError } from '../errors.ts'
import type { PoolProperties } from '../wire.ts'

const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/
const PREFIX = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/
const LONGEST_PREFIX = 253
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']

/** AKS writes these itself; the one below it takes back, since clients send what they were shown. */
const RESERVED = 'kubernetes.azure.com/'
const SPOT = 'kubernetes.azure.com/scalesetpriority'

const invalid = (member: string, reason: string): AzureError => {
  const name = `agentPoolProfile.${member}`
  return aksError('InvalidParameter', { name, reason }, { target: name })
}

/** The first label or taint of a pool that nodes cannot have. */
export function checkLabels({ nodeLabels, nodeTaints }: PoolProperties): AzureError | undefined {
  const labels = Object.entries(nodeLabels ?? {})
  const reserved = labels.find(([key]) => isReserved(key))
  if (reserved) return aksError('BadRequest:reserved-label', { key: reserved[0] })
  return (
    first(labels, labelFault, 'nodeLabels') ?? first(nodeTaints ?? [], taintFault, 'nodeTaints')
  )
}

/** The prefix in any case; what AKS itself writes on spot nodes comes back from clients. */
const isReserved = (key: string): boolean => key !== SPOT && key.toLowerCase().startsWith(RESERVED)

function first<T>(
  all: readonly T[],
  faultOf: (each: T) => string | undefined,
  member: string,
): AzureError | undefined {
  for (const each of all) {
    const fault = faultOf(each)
    if (fault !== undefined) return invalid(member, fault)
  }
  return undefined
}

function keyFault(key: string): string | undefined {
  const [name = '', prefix, ...rest] = key.split('/').reverse()
  const isPrefixed =
    prefix === undefined || (PREFIX.test(prefix) && prefix.length <= LONGEST_PREFIX)
  if (!NAME.test(name) || !isPrefixed || rest.length > 0) {
    return `'${key}' is not a valid key: a prefix and a slash may stand before a name of at most 63 letters, digits, '-', '_' and '.'.`
  }
  return isReserved(key) ? `The prefix '${RESERVED}' of '${key}' is reserved.` : undefined
}

const valueFault = (key: string, value: string): string | undefined =>
  value === '' || NAME.test(value)
    ? undefined
    : `'${value}' is not a valid value of '${key}': it has at most 63 letters, digits, '-', '_' and '.'.`

const labelFault = ([key, value]: [string, string]): string | undefined =>
  keyFault(key) ?? valueFault(key, value)

function taintFault(taint: string): string | undefined {
  const [, key = '', value = '', effect = ''] = /^([^=:]*)(?:=([^:]*))?:(.*)$/.exec(taint) ?? []
  if (!EFFECTS.includes(effect)) {
    return `'${taint}' must be key=value:effect, and its effect one of ${EFFECTS.join(', ')}.`
  }
  return keyFault(key) ?? valueFault(key, value)
}
