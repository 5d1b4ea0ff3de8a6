// Answers whose body the contract does not declare: all others lose by themselves what their
// version lacks.
import type { ClusterWire, PoolWire } from '../wire.ts'

/** What came with an api-version, as paths below `properties`; `*` is each of a list. */
type Later = Readonly<Record<string, readonly string[]>>

const POOL: Later = {
  '2025-02-01': ['gpuProfile'],
  '2025-07-01': ['upgradeSettings.maxUnavailable', 'upgradeSettings.undrainableNodeBehavior'],
}

const CLUSTER: Later = {
  '2025-02-01': [
    'bootstrapProfile',
    'ingressProfile.webAppRouting.nginx',
    'networkProfile.advancedNetworking',
    'securityProfile.customCATrustCertificates',
  ],
  '2025-05-01': ['nodeProvisioningProfile'],
  '2025-07-01': [
    'aiToolchainOperatorProfile',
    'apiServerAccessProfile.enableVnetIntegration',
    'apiServerAccessProfile.subnetId',
  ],
}

/** The cluster as an api-version has it. */
export function clusterAt(cluster: ClusterWire, apiVersion: string): ClusterWire {
  const ofPools = later(POOL, apiVersion).map((path) => `agentPoolProfiles.*.${path}`)
  return without(cluster, [...later(CLUSTER, apiVersion), ...ofPools])
}

/** The pool as an api-version has it. */
export const poolAt = (pool: PoolWire, apiVersion: string): PoolWire =>
  without(pool, later(POOL, apiVersion))

const later = (came: Later, apiVersion: string): readonly string[] =>
  Object.entries(came).flatMap(([version, paths]) => (apiVersion < version ? paths : []))

const without = <Wire extends { properties?: object }>(
  resource: Wire,
  paths: readonly string[],
): Wire =>
  paths.reduce((rest, path) => dropped(rest, ['properties', ...path.split('.')]) as Wire, resource)

type Json = Readonly<Record<string, unknown>>

/** A copy without what the path leads to; nothing is made on the way there. */
function dropped(value: unknown, [name, ...path]: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null || name === undefined) return value
  if (Array.isArray(value)) return value.map((item) => dropped(item, path))
  if (!(name in value)) return value
  const { [name]: inner, ...rest } = value as Json
  return path.length === 0 ? rest : { ...rest, [name]: dropped(inner, path) }
}
