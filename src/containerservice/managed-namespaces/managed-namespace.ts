import { idKey } from '#arm/resource-id.ts'
import type { ArmResource } from '#arm/resources/resource.ts'
import type { Namespace, TrafficRule } from '#drivers/cluster/port.ts'
import type { AzureError } from '#kernel/catalogue.ts'
import { defined } from '#kernel/defined.ts'
import { clusterIdOf } from '../agent-pools/agent-pool.ts'
import { childKind, presentChild } from '../children/child.ts'
import { aksError } from '../errors.ts'
import { etagOf } from '../etag.ts'
import type { Schemas } from '../wire.ts'

type NamespaceProperties = Schemas['NamespaceProperties']

type State = NonNullable<NamespaceProperties['provisioningState']>

/** Its members as on the wire, without what only answers have. */
export type StoredNamespace = Omit<NamespaceProperties, 'provisioningState' | 'portalFqdn'>

export type ManagedNamespace = ArmResource<StoredNamespace>

export const managedNamespaces = childKind<StoredNamespace>({
  collection: 'managedNamespaces',
  noun: 'namespace',
  shape: {
    labels: 'object?',
    annotations: 'object?',
    defaultResourceQuota: 'object?',
    defaultNetworkPolicy: 'object?',
    adoptionPolicy: 'string?',
    deletePolicy: 'string?',
  },
})

/**
 * Documented: namespaces of the system cannot be managed so, "such as" the first four
 * (learn.microsoft.com/azure/aks/managed-namespaces). That it is so of the others too is assumed: Kubernetes
 * makes the next three itself, and the last is of AKS's own mesh.
 */
const OF_THE_SYSTEM = [
  'kube-system',
  'app-routing-system',
  'istio-system',
  'gatekeeper-system',
  'default',
  'kube-node-lease',
  'kube-public',
  'aks-istio-system',
]

const RESERVED = 'kubernetes.azure.com/'

const invalid = (name: string, reason: string): AzureError =>
  aksError('InvalidParameter', { name, reason }, { target: name })

export function checkNamespace(name: string, asked: StoredNamespace): AzureError | undefined {
  if (OF_THE_SYSTEM.includes(name)) {
    return invalid('managedNamespaceName', `'${name}' is a namespace of the system.`)
  }
  const reserved = Object.keys(asked.labels ?? {}).find((key) =>
    key.toLowerCase().startsWith(RESERVED),
  )
  if (reserved) return invalid('labels', `The label '${reserved}' is AKS's own.`)
  const rules = asked.defaultNetworkPolicy ?? {}
  for (const side of ['ingress', 'egress'] as const) {
    const rule = rules[side]
    if (rule !== undefined && !isRule(rule)) {
      return invalid(`defaultNetworkPolicy.${side}`, `It must be one of ${RULES.join(', ')}.`)
    }
  }
  return undefined
}

const RULES: readonly string[] = ['DenyAll', 'AllowAll', 'AllowSameNamespace']
const isRule = (text: string): text is TrafficRule => RULES.includes(text)
const ruleOf = (text: string | undefined, otherwise: TrafficRule): TrafficRule =>
  text !== undefined && isRule(text) ? text : otherwise

/** As AKS completes one. */
export const withDefaults = (asked: NamespaceProperties): StoredNamespace => {
  const { provisioningState: _state, portalFqdn: _fqdn, ...sent } = asked
  return {
    ...sent,
    defaultNetworkPolicy: {
      ingress: sent.defaultNetworkPolicy?.ingress ?? 'AllowSameNamespace',
      egress: sent.defaultNetworkPolicy?.egress ?? 'AllowAll',
    },
    adoptionPolicy: sent.adoptionPolicy ?? 'Never',
    deletePolicy: sent.deletePolicy ?? 'Keep',
  }
}

export const presentNamespace = (
  namespace: ManagedNamespace,
  fqdn: string | undefined,
): Schemas['ManagedNamespace'] => ({
  ...presentChild(namespace, {}),
  location: namespace.location ?? '',
  ...defined({ tags: namespace.tags }),
  eTag: etagOf(namespace),
  properties: {
    ...namespace.body,
    ...defined({ portalFqdn: fqdn?.replace('.hcp.', '.portal.hcp.') }),
    provisioningState: namespace.provisioningState as State,
  },
})

/** The namespace in the words of the cluster driver. */
export function namespaceOf(of: ManagedNamespace): Namespace {
  const { labels = {}, annotations = {}, defaultNetworkPolicy, adoptionPolicy } = of.body
  const { cpuRequest, cpuLimit, memoryRequest, memoryLimit } = of.body.defaultResourceQuota ?? {}
  return {
    cluster: idKey(clusterIdOf(of)),
    name: of.name,
    labels,
    annotations,
    quota: defined({
      'requests.cpu': cpuRequest,
      'limits.cpu': cpuLimit,
      'requests.memory': memoryRequest,
      'limits.memory': memoryLimit,
    }),
    ingress: ruleOf(defaultNetworkPolicy?.ingress, 'AllowSameNamespace'),
    egress: ruleOf(defaultNetworkPolicy?.egress, 'AllowAll'),
    adoption:
      adoptionPolicy === 'Always' || adoptionPolicy === 'IfIdentical' ? adoptionPolicy : 'Never',
  }
}
