import { guid, type Random } from '../../random.ts'
import type { NetworkProfile, Schemas } from '../../wire.ts'
import type { ManagedCluster, StoredProperties } from '../managed-cluster.ts'

/**
 * What Azure shows only once the work on a cluster has succeeded: identities that it made and
 * addresses that it got. What is known already stays as it is.
 */
export function withSettledProperties(cluster: ManagedCluster, random: Random): ManagedCluster {
  const { properties } = cluster.body
  const settled: StoredProperties = {
    ...properties,
    identityProfile: {
      ...properties.identityProfile,
      kubeletidentity: {
        ...identityIn(cluster, `${cluster.name}-agentpool`, random),
        ...properties.identityProfile?.kubeletidentity,
      },
    },
    ...(properties.addonProfiles ? { addonProfiles: addons(cluster, random) } : {}),
    ...(properties.ingressProfile?.webAppRouting?.enabled
      ? { ingressProfile: withRoutingIdentity(cluster, properties.ingressProfile, random) }
      : {}),
    ...(properties.networkProfile
      ? { networkProfile: withAddresses(cluster, properties.networkProfile, random) }
      : {}),
  }
  return { ...cluster, body: { ...cluster.body, properties: settled } }
}

const nodeGroupId = (cluster: ManagedCluster): string =>
  `/subscriptions/${cluster.subscriptionId}/resourceGroups/${cluster.body.properties.nodeResourceGroup}`

const identityIn = (
  cluster: ManagedCluster,
  name: string,
  random: Random,
): Schemas['UserAssignedIdentity'] => ({
  resourceId: `${nodeGroupId(cluster).replace('/resourceGroups/', '/resourcegroups/')}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`,
  clientId: guid(random),
  objectId: guid(random),
})

function addons(
  cluster: ManagedCluster,
  random: Random,
): NonNullable<StoredProperties['addonProfiles']> {
  const entries = Object.entries(cluster.body.properties.addonProfiles ?? {})
  return Object.fromEntries(
    entries.map(([key, { identity, ...addon }]) => {
      if (!addon.enabled) return [key, addon]
      const name = `${key.toLowerCase()}-${cluster.name}`
      return [key, { ...addon, identity: identity ?? identityIn(cluster, name, random) }]
    }),
  )
}

/** Application routing writes to DNS zones by an identity of its own. */
function withRoutingIdentity(
  cluster: ManagedCluster,
  ingress: NonNullable<StoredProperties['ingressProfile']>,
  random: Random,
): NonNullable<StoredProperties['ingressProfile']> {
  const { webAppRouting: routing } = ingress
  const identity = routing?.identity ?? identityIn(cluster, `webapprouting-${cluster.name}`, random)
  return { ...ingress, webAppRouting: { ...routing, identity } }
}

/** As recorded: `standard` while the cluster is made, `Standard` from then on. */
const settledSku = ({
  loadBalancerSku: sku,
}: NetworkProfile): Pick<NetworkProfile, 'loadBalancerSku'> =>
  sku === 'standard' ? { loadBalancerSku: 'Standard' as 'standard' } : {}

/** As many public addresses as are asked for; those that are there stay. */
function withAddresses(
  cluster: ManagedCluster,
  network: NetworkProfile,
  random: Random,
): NetworkProfile {
  const { loadBalancerProfile: balancer, natGatewayProfile: nat } = network
  const made = (count: number, before: readonly Schemas['ResourceReference'][] = []) =>
    Array.from(
      { length: count },
      (_, i) =>
        before[i] ?? {
          id: `${nodeGroupId(cluster)}/providers/Microsoft.Network/publicIPAddresses/${guid(random)}`,
        },
    )
  return {
    ...network,
    ...settledSku(network),
    ...(balancer
      ? {
          loadBalancerProfile: {
            ...balancer,
            effectiveOutboundIPs:
              balancer.outboundIPs?.publicIPs ??
              made(balancer.managedOutboundIPs?.count ?? 0, balancer.effectiveOutboundIPs),
          },
        }
      : {}),
    ...(nat
      ? {
          natGatewayProfile: {
            ...nat,
            effectiveOutboundIPs: made(
              nat.managedOutboundIPProfile?.count ?? 1,
              nat.effectiveOutboundIPs,
            ),
          },
        }
      : {}),
  }
}
