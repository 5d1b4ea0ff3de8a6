// Ids of other resources within clusters and pools: each must be that of its type. Pure.
import { isIdOf } from '#arm/resource-id.ts'
import type { AzureError } from '#kernel/catalogue.ts'
import { aksError } from '../errors.ts'
import type { ClusterProperties, PoolProperties } from '../wire.ts'

const SUBNET = 'Microsoft.Network/virtualNetworks/subnets'
const PREFIX = 'Microsoft.Network/publicIPPrefixes'
const ADDRESS = 'Microsoft.Network/publicIPAddresses'
const IDENTITY = 'Microsoft.ManagedIdentity/userAssignedIdentities'
const WORKSPACE = 'Microsoft.OperationalInsights/workspaces'
const PRIVATE_ZONE = 'Microsoft.Network/privateDnsZones'

/** Where ids are, `*` for each of several, and which types they may be of. */
type Places = Readonly<Record<string, readonly string[]>>

const POOL: Places = {
  vnetSubnetID: [SUBNET],
  podSubnetID: [SUBNET],
  nodePublicIPPrefixID: [PREFIX],
  proximityPlacementGroupID: ['Microsoft.Compute/proximityPlacementGroups'],
  hostGroupID: ['Microsoft.Compute/hostGroups'],
  capacityReservationGroupID: ['Microsoft.Compute/capacityReservationGroups'],
  'networkProfile.applicationSecurityGroups.*': ['Microsoft.Network/applicationSecurityGroups'],
}

const CLUSTER: Places = {
  diskEncryptionSetID: ['Microsoft.Compute/diskEncryptionSets'],
  'identityProfile.*.resourceId': [IDENTITY],
  'podIdentityProfile.userAssignedIdentities.*.identity.resourceId': [IDENTITY],
  'apiServerAccessProfile.subnetId': [SUBNET],
  'networkProfile.loadBalancerProfile.outboundIPs.publicIPs.*.id': [ADDRESS],
  'networkProfile.loadBalancerProfile.outboundIPPrefixes.publicIPPrefixes.*.id': [PREFIX],
  'networkProfile.loadBalancerProfile.effectiveOutboundIPs.*.id': [ADDRESS],
  'networkProfile.natGatewayProfile.effectiveOutboundIPs.*.id': [ADDRESS],
  'networkProfile.natGatewayProfile.outboundIPs.publicIPs.*': [ADDRESS],
  'networkProfile.natGatewayProfile.outboundIPPrefixes.publicIPPrefixes.*': [PREFIX],
  'hostedSystemProfile.systemNodeSubnetID': [SUBNET],
  'hostedSystemProfile.nodeSubnetID': [SUBNET],
  'bootstrapProfile.containerRegistryId': ['Microsoft.ContainerRegistry/registries'],
  'securityProfile.defender.logAnalyticsWorkspaceResourceId': [WORKSPACE],
  'securityProfile.defender.securityGating.identities.*.identity.resourceId': [IDENTITY],
  'securityProfile.azureKeyVaultKms.keyVaultResourceId': ['Microsoft.KeyVault/vaults'],
  'azureMonitorProfile.containerInsights.logAnalyticsWorkspaceResourceId': [WORKSPACE],
  'ingressProfile.webAppRouting.dnsZoneResourceIds.*': ['Microsoft.Network/dnsZones', PRIVATE_ZONE],
  'serviceMeshProfile.istio.certificateAuthority.plugin.keyVaultId': ['Microsoft.KeyVault/vaults'],
}

/** Words that stand for a zone of AKS's own, or for none. */
const NO_ZONE = ['system', 'none']

export function checkClusterIds(asked: ClusterProperties): AzureError | undefined {
  const zone = asked.apiServerAccessProfile?.privateDNSZone
  if (zone && !NO_ZONE.includes(zone.toLowerCase()) && !isIdOf(zone, PRIVATE_ZONE)) {
    return invalidId('apiServerAccessProfile.privateDNSZone')
  }
  return checkPlaces(asked, CLUSTER, '')
}

export const checkPoolIds = (asked: PoolProperties): AzureError | undefined =>
  checkPlaces(asked, POOL, 'agentPoolProfile.')

/** Those that a cluster runs as: the names of a map. */
export const checkIdentityIds = (ids: readonly string[]): AzureError | undefined =>
  ids.every((id) => isIdOf(id, IDENTITY)) ? undefined : invalidId('identity.userAssignedIdentities')

function checkPlaces(asked: object, places: Places, before: string): AzureError | undefined {
  for (const [place, types] of Object.entries(places)) {
    const ids = valuesAt(asked, place.split('.'))
    const isWrong = (id: unknown): boolean =>
      typeof id === 'string' && id !== '' && !types.some((type) => isIdOf(id, type))
    if (ids.some(isWrong)) return invalidId(`${before}${place.replaceAll('.*', '')}`)
  }
  return undefined
}

function valuesAt(value: unknown, [step, ...rest]: readonly string[]): readonly unknown[] {
  if (step === undefined) return [value]
  if (typeof value !== 'object' || value === null) return []
  if (step === '*') return Object.values(value).flatMap((one) => valuesAt(one, rest))
  return Object.hasOwn(value, step)
    ? valuesAt((value as Readonly<Record<string, unknown>>)[step], rest)
    : []
}

export const invalidId = (name: string): AzureError =>
  aksError('InvalidParameter:id', { name }, { target: name })
