import { normalLocation } from '#arm/locations.ts'
import { declareBody } from '#arm/resources/body-shapes.ts'
import { type ArmResource, newResource } from '#arm/resources/resource.ts'
import type { OperationError } from '#engine/operation.ts'
import { defined } from '#kernel/defined.ts'
import type { Instant } from '#kernel/instant.ts'
import type { ClusterCredentials } from '../credentials/credentials.ts'
import {
  aliasOf,
  minorOf,
  resolveVersion,
  type VersionsCatalogue,
} from '../kubernetes-versions/versions-catalogue.ts'
import { limits } from '../limits.ts'
import { guid, hex, lowerAlnum, type Random } from '../random.ts'
import { withRevision } from '../service-mesh/mesh-revisions.ts'
import type { ClusterIdentity, ClusterProperties, ClusterWire, PowerCode } from '../wire.ts'
import type { ClusterState } from './managed-cluster.machine.ts'
import { ingressOf } from './profiles/ingress-profile.ts'
import { networkDefaults, networkUpdated } from './profiles/network-profile.ts'

/** A cluster's members as on the wire, without those that have a place of their own. */
export type StoredProperties = Omit<
  ClusterProperties,
  'provisioningState' | 'powerState' | 'agentPoolProfiles'
>

/** The service's record of a cluster. Its pools are rows of their own. */
export interface ClusterBody {
  readonly properties: StoredProperties
  readonly power: PowerCode
  /** The operation that was started last, whatever became of it. */
  readonly operation: string
  /** Why the last change failed; absent where it did not. */
  readonly failure?: OperationError
  readonly secrets: ClusterSecrets
  /** From when they are valid. */
  readonly credentialsFrom: Instant
  /** Absent until a call asks for them. */
  readonly credentials?: ClusterCredentials
  /** Those that a rotation under way is bringing in. */
  readonly nextCredentials?: ClusterCredentials
}

/** What clients send and never get back. */
interface ClusterSecrets {
  readonly servicePrincipal?: string
  readonly windowsPassword?: string
  readonly serverApp?: string
}

export interface ManagedCluster extends ArmResource<ClusterBody> {
  readonly location: string
  readonly provisioningState: ClusterState
}

export const CLUSTER_TYPE = 'Microsoft.ContainerService/ManagedClusters'

declareBody<ClusterBody>(CLUSTER_TYPE, {
  properties: 'object',
  power: 'string',
  operation: 'string',
  secrets: 'object',
  credentialsFrom: 'number',
  failure: 'object?',
  credentials: 'object?',
  nextCredentials: 'object?',
})

export interface ClusterPath {
  readonly subscriptionId: string
  readonly resourceGroupName: string
  readonly resourceName: string
}

/** The id as AKS spells it: `resourcegroups` in lower case. */
export const clusterId = (path: ClusterPath): string =>
  `/subscriptions/${path.subscriptionId}/resourcegroups/${path.resourceGroupName}` +
  `/providers/Microsoft.ContainerService/managedClusters/${path.resourceName}`

/** Where the nodes' resources live: a group that AKS makes beside the user's. */
const nodeResourceGroupOf = (path: ClusterPath, location: string): string =>
  `MC_${path.resourceGroupName}_${path.resourceName}_${location}`.slice(0, limits.nodeResourceGroup)

export interface Making {
  readonly random: Random
  readonly catalogue: VersionsCatalogue
  readonly tenantId: string
  readonly now: Instant
}

/** A cluster as the first PUT asks for it, with all that Azure fills in. Not yet saved. */
export function newCluster(path: ClusterPath, wire: ClusterWire, making: Making): ManagedCluster {
  const location = normalLocation(wire.location)
  const asked = wire.properties ?? {}
  const { random, catalogue, tenantId } = making
  const version = resolveVersion(catalogue, asked.kubernetesVersion)!
  const cluster = newResource<ClusterBody>({
    id: clusterId(path),
    type: CLUSTER_TYPE,
    location,
    ...(hasMembers(wire.tags) ? { tags: wire.tags } : {}),
    provisioningState: 'Creating',
    envelope: {
      sku: { name: 'Base', tier: 'Free', ...wire.sku },
      ...(wire.identity ? { identity: newIdentity(wire.identity, random, tenantId) } : {}),
      ...(wire.extendedLocation ? { extendedLocation: wire.extendedLocation } : {}),
      ...(wire.kind ? { kind: wire.kind } : {}),
    },
    body: {
      properties: {
        maxAgentPools: limits.agentPools,
        currentKubernetesVersion: version,
        ...hostNames(asked, location, random),
        enableRBAC: true,
        supportPlan: 'KubernetesOfficial',
        nodeResourceGroup: nodeResourceGroupOf(path, location),
        resourceUID: hex(random, 24),
        ...withoutSecrets(settable(asked)),
        ...completedProfiles(asked),
        // As recorded from the middle of 2024 on: what was not sent shows as the alias.
        kubernetesVersion: asked.kubernetesVersion || aliasOf(version),
        ...meshOf(asked, version),
        ...accessOf(asked, tenantId),
        ...(asked.ingressProfile ? { ingressProfile: ingressOf(asked.ingressProfile) } : {}),
        bootstrapProfile: { artifactSource: 'Direct', ...asked.bootstrapProfile },
        nodeProvisioningProfile: {
          mode: 'Manual',
          defaultNodePools: 'Auto',
          ...asked.nodeProvisioningProfile,
        },
        networkProfile: networkDefaults(asked.networkProfile ?? {}),
        oidcIssuerProfile: oidcIssuer(asked, version, location, tenantId, random),
        servicePrincipalProfile: { clientId: asked.servicePrincipalProfile?.clientId ?? 'msi' },
      },
      power: 'Running',
      operation: '',
      secrets: secretsOf(asked, {}),
      credentialsFrom: making.now,
    },
  })
  return cluster as ManagedCluster
}

/** The cluster after a PUT. Absent members keep their values: AKS clears little. */
export function updatedCluster(
  cluster: ManagedCluster,
  wire: ClusterWire,
  making: Making,
): ManagedCluster {
  const asked = wire.properties ?? {}
  const before = cluster.body.properties
  const { identity, sku } = cluster.envelope
  const {
    kubernetesVersion,
    oidcIssuerProfile: _issuer,
    servicePrincipalProfile: _principal,
    ...rest
  } = withoutSecrets(settable(asked))
  return {
    ...cluster,
    ...(wire.tags ? { tags: wire.tags } : {}),
    envelope: {
      ...cluster.envelope,
      sku: { ...sku, ...wire.sku },
      ...(wire.identity
        ? {
            identity: newIdentity(
              wire.identity,
              making.random,
              making.tenantId,
              identity as ClusterIdentity | undefined,
            ),
          }
        : {}),
    },
    body: {
      ...cluster.body,
      properties: {
        ...before,
        ...rest,
        ...(kubernetesVersion ? { kubernetesVersion } : {}),
        ...mergedProfiles(before, rest),
        ...meshOf(asked, before.currentKubernetesVersion!),
        ...(rest.ingressProfile
          ? { ingressProfile: ingressOf(rest.ingressProfile, before.ingressProfile) }
          : {}),
        networkProfile: networkUpdated(before.networkProfile ?? {}, asked.networkProfile ?? {}),
        ...defined({
          oidcIssuerProfile:
            asked.oidcIssuerProfile?.enabled && !before.oidcIssuerProfile?.enabled
              ? oidcIssuer(
                  asked,
                  before.currentKubernetesVersion!,
                  cluster.location,
                  making.tenantId,
                  making.random,
                )
              : before.oidcIssuerProfile,
          servicePrincipalProfile: before.servicePrincipalProfile,
        }),
      },
      secrets: secretsOf(asked, cluster.body.secrets),
    },
  }
}

/** Profiles that are there unasked. Of one that names a part the rest is filled in, as recorded. */
const completedProfiles = (asked: ClusterProperties): Partial<StoredProperties> => ({
  autoUpgradeProfile: { nodeOSUpgradeChannel: 'NodeImage', ...asked.autoUpgradeProfile },
  securityProfile: { ...asked.securityProfile },
  storageProfile: {
    diskCSIDriver: { enabled: true },
    fileCSIDriver: { enabled: true },
    snapshotController: { enabled: true },
    ...asked.storageProfile,
  },
  workloadAutoScalerProfile: { ...asked.workloadAutoScalerProfile },
  metricsProfile: { costAnalysis: { enabled: false }, ...asked.metricsProfile },
})

/** Who and what may reach the API server, where Azure fills something in. */
function accessOf(asked: ClusterProperties, tenantId: string): Partial<StoredProperties> {
  const { apiServerAccessProfile: access } = asked
  const { serverAppSecret: _secret, ...aad } = asked.aadProfile ?? {}
  return {
    ...(access?.enablePrivateCluster
      ? { apiServerAccessProfile: { privateDNSZone: 'system', ...access } }
      : {}),
    ...(aad.managed ? { aadProfile: { tenantID: tenantId, ...aad } } : {}),
  }
}

const meshOf = (asked: ClusterProperties, version: string): Partial<StoredProperties> =>
  asked.serviceMeshProfile
    ? { serviceMeshProfile: withRevision(asked.serviceMeshProfile, version) }
    : {}

/** Profiles whose members are kept one by one: to send a part of them is to change that part. */
function mergedProfiles(before: StoredProperties, asked: Partial<StoredProperties>) {
  const profiles = [
    'autoUpgradeProfile',
    'securityProfile',
    'storageProfile',
    'apiServerAccessProfile',
    'addonProfiles',
    'identityProfile',
    'windowsProfile',
    'aadProfile',
    'metricsProfile',
    'bootstrapProfile',
    'nodeProvisioningProfile',
  ] as const
  const merged = profiles
    .filter((name) => asked[name])
    .map((name) => [name, { ...keptOf(name, before), ...asked[name] }] as const)
  return Object.fromEntries(merged)
}

/**
 * What a profile without it leaves. Ranges that may reach the API server are cleared so, which is
 * how Terraform takes them away, and an integration that is off is told no more.
 */
function keptOf<Name extends keyof StoredProperties>(name: Name, before: StoredProperties) {
  if (name !== 'apiServerAccessProfile') return before[name]
  const { authorizedIPRanges: _ranges, ...kept } = before.apiServerAccessProfile ?? {}
  const { enableVnetIntegration: isIntegrated, ...others } = kept
  return isIntegrated ? kept : others
}

/** What a client may set, without what is sent back from an earlier answer. */
function settable(asked: ClusterProperties): Partial<StoredProperties> {
  const {
    provisioningState: _state,
    powerState: _power,
    status: _status,
    agentPoolProfiles: _pools,
    maxAgentPools: _max,
    currentKubernetesVersion: _current,
    fqdn: _fqdn,
    privateFQDN: _private,
    azurePortalFQDN: _portal,
    resourceUID: _uid,
    oidcIssuerProfile: _oidc,
    networkProfile: _network,
    servicePrincipalProfile: _principal,
    ...rest
  } = asked
  const { addonProfiles, ...others } = rest
  return Object.fromEntries(
    Object.entries({ ...others, ...(hasMembers(addonProfiles) ? { addonProfiles } : {}) }).filter(
      ([, value]) => value !== undefined && value !== null,
    ),
  )
}

/** What is empty says nothing, and comes back absent. */
const hasMembers = (value: object | undefined): boolean =>
  value !== undefined && Object.keys(value).length > 0

function withoutSecrets(asked: Partial<StoredProperties>): Partial<StoredProperties> {
  const { windowsProfile, aadProfile, ...rest } = asked
  const { adminPassword: _password, ...windows } = windowsProfile ?? { adminUsername: '' }
  const { serverAppSecret: _secret, ...aad } = aadProfile ?? {}
  return {
    ...rest,
    ...(windowsProfile ? { windowsProfile: { enableCSIProxy: true, ...windows } } : {}),
    ...(aadProfile ? { aadProfile: aad } : {}),
  }
}

const secretsOf = (asked: ClusterProperties, before: ClusterSecrets): ClusterSecrets => ({
  ...before,
  ...(asked.servicePrincipalProfile?.secret
    ? { servicePrincipal: asked.servicePrincipalProfile.secret }
    : {}),
  ...(asked.windowsProfile?.adminPassword
    ? { windowsPassword: asked.windowsProfile.adminPassword }
    : {}),
  ...(asked.aadProfile?.serverAppSecret ? { serverApp: asked.aadProfile.serverAppSecret } : {}),
})

/** Names under which Azure would publish the API server. They are shown, never resolved here. */
function hostNames(
  asked: ClusterProperties,
  location: string,
  random: Random,
): Partial<StoredProperties> {
  const access = asked.apiServerAccessProfile
  const prefix = asked.dnsPrefix || asked.fqdnSubdomain
  const host = `${prefix}-${lowerAlnum(random, 8)}`
  const publicNames = {
    fqdn: `${host}.hcp.${location}.azmk8s.io`,
    azurePortalFQDN: `${host}.portal.hcp.${location}.azmk8s.io`,
  }
  if (!access?.enablePrivateCluster) return publicNames
  const zone = `${guid(random)}.privatelink.${location}.azmk8s.io`
  const privateNames = {
    privateFQDN: asked.dnsPrefix ? `${host}.${zone}` : `${asked.fqdnSubdomain}.${zone}`,
    azurePortalFQDN: `${hex(random, 32)}-priv.portal.hcp.${location}.azmk8s.io`,
  }
  return access.enablePrivateClusterPublicFQDN ? { ...publicNames, ...privateNames } : privateNames
}

function oidcIssuer(
  asked: ClusterProperties,
  version: string,
  location: string,
  tenantId: string,
  random: Random,
): NonNullable<StoredProperties['oidcIssuerProfile']> {
  const byDefault = minorOf(version) >= 34
  if (!(asked.oidcIssuerProfile?.enabled ?? byDefault)) return { enabled: false }
  const issuerURL = `https://${location}.oic.prod-aks.azure.com/${tenantId}/${guid(random)}/`
  return { enabled: true, issuerURL }
}

/** Fills in the ids of the identity, keeping those that the cluster has already. */
function newIdentity(
  asked: ClusterIdentity,
  random: Random,
  tenantId: string,
  before?: ClusterIdentity,
): ClusterIdentity {
  if (asked.type === 'SystemAssigned') {
    if (before?.type === 'SystemAssigned') return before
    return { type: asked.type, principalId: guid(random), tenantId }
  }
  if (asked.type !== 'UserAssigned') return defined({ type: asked.type })
  const known = Object.entries(before?.userAssignedIdentities ?? {})
  const assigned = Object.keys(asked.userAssignedIdentities ?? {}).map((id) => {
    const old = known.find(([name]) => name.toLowerCase() === id.toLowerCase())?.[1]
    return [id, old ?? { clientId: guid(random), principalId: guid(random) }] as const
  })
  return { type: asked.type, userAssignedIdentities: Object.fromEntries(assigned) }
}
