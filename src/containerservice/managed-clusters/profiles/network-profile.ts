import type { NetworkProfile } from '../../wire.ts'

const POD_CIDR = '10.244.0.0/16'
const SERVICE_CIDR = '10.0.0.0/16'
/** Of the services' range, the address at which cluster DNS answers unless another is asked for. */
const DNS_SERVICE = 10

const numberOf = (address: string): number =>
  address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)

const addressOf = (number: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.')

function rangeOf(cidr: string): { readonly start: number; readonly size: number } {
  const [address = '', bits = '32'] = cidr.split('/')
  const size = 2 ** (32 - Number(bits))
  return { start: Math.floor(numberOf(address) / size) * size, size }
}

/** Whether an IPv4 address is in the range and free: its first two and its last are taken. */
export function isAddressIn(address: string, cidr: string): boolean {
  const { start, size } = rangeOf(cidr)
  const offset = numberOf(address) - start
  return offset > 1 && offset < size - 1
}

/** Pods have addresses of their own, apart from the subnet's: kubenet, and Azure's overlay. */
export const hasPodCidr = (profile: NetworkProfile): boolean =>
  profile.networkPlugin === 'kubenet' || profile.networkPluginMode === 'overlay'

/** A cluster's network as Azure completes it. */
export function networkDefaults(asked: NetworkProfile): NetworkProfile {
  const plugin = asked.networkPlugin ?? 'kubenet'
  const serviceCidr = asked.serviceCidr ?? asked.serviceCidrs?.[0] ?? SERVICE_CIDR
  const profile: NetworkProfile = {
    networkPlugin: plugin,
    networkPolicy: 'none',
    networkDataplane: 'azure',
    serviceCidr,
    dnsServiceIP: addressOf(rangeOf(serviceCidr).start + DNS_SERVICE),
    outboundType: 'loadBalancer',
    loadBalancerSku: 'standard',
    ipFamilies: ['IPv4'],
    ...asked,
  }
  const podCidr = asked.podCidr ?? asked.podCidrs?.[0] ?? POD_CIDR
  const pods = hasPodCidr(profile) ? { podCidr, podCidrs: asked.podCidrs ?? [podCidr] } : {}
  return {
    ...profile,
    ...pods,
    serviceCidrs: asked.serviceCidrs ?? [profile.serviceCidr!],
    ...outboundDefaults(profile, asked),
  }
}

function outboundDefaults(profile: NetworkProfile, asked: NetworkProfile): NetworkProfile {
  if (profile.outboundType === 'managedNATGateway') {
    return {
      natGatewayProfile: {
        managedOutboundIPProfile: { count: 1 },
        idleTimeoutInMinutes: 4,
        ...withoutIPs(asked.natGatewayProfile),
      },
    }
  }
  if (profile.outboundType !== 'loadBalancer' || profile.loadBalancerSku !== 'standard') return {}
  const own = asked.loadBalancerProfile
  const hasOwnIPs = own?.outboundIPs || own?.outboundIPPrefixes
  return {
    loadBalancerProfile: {
      ...(hasOwnIPs ? {} : { managedOutboundIPs: addressesFor(profile) }),
      backendPoolType: 'NodeIPConfiguration',
      ...withoutIPs(own),
    },
  }
}

/** One address for each family of the network. */
const addressesFor = ({ ipFamilies }: NetworkProfile) =>
  ipFamilies?.includes('IPv6') ? { count: 1, countIPv6: 1 } : { count: 1 }

/** The effective addresses are the service's to say. */
function withoutIPs<P extends { effectiveOutboundIPs?: unknown }>(
  profile: P | undefined,
): Omit<P, 'effectiveOutboundIPs'> | undefined {
  if (!profile) return undefined
  const { effectiveOutboundIPs: _ips, ...rest } = profile
  return rest
}

/** The network as AKS answers it: one value's first letter is small there, capital in its documents. */
export function networkAnswered(profile: NetworkProfile): NetworkProfile {
  const balancer = profile.loadBalancerProfile
  if (balancer?.backendPoolType !== 'NodeIPConfiguration') return profile
  const backendPoolType = 'nodeIPConfiguration' as 'NodeIPConfiguration'
  return { ...profile, loadBalancerProfile: { ...balancer, backendPoolType } }
}

/** The network after a PUT: what is sent changes, the rest stays. */
export function networkUpdated(before: NetworkProfile, asked: NetworkProfile): NetworkProfile {
  const merged: NetworkProfile = {
    ...before,
    ...asked,
    // It never changes, only its casing did.
    ...(before.loadBalancerSku ? { loadBalancerSku: before.loadBalancerSku } : {}),
    ...(before.loadBalancerProfile || asked.loadBalancerProfile
      ? {
          loadBalancerProfile: {
            ...before.loadBalancerProfile,
            ...withoutIPs(asked.loadBalancerProfile),
          },
        }
      : {}),
    ...(before.natGatewayProfile || asked.natGatewayProfile
      ? {
          natGatewayProfile: {
            ...before.natGatewayProfile,
            ...withoutIPs(asked.natGatewayProfile),
          },
        }
      : {}),
  }
  const needsPods = hasPodCidr(merged) && merged.podCidr === undefined
  return needsPods ? { ...merged, podCidr: POD_CIDR, podCidrs: [POD_CIDR] } : merged
}
