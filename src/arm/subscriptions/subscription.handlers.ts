import type { operations } from '#contract/arm/types.ts'
import type { Handler } from '#kernel/handler.ts'
import { armError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import { locations } from '../locations.ts'
import type { ArmPorts, Subscription } from '../ports.ts'
import { findSubscription } from './subscription.ts'

const presentSubscription = (subscription: Subscription, ports: ArmPorts) => ({
  id: `/subscriptions/${subscription.subscriptionId}`,
  authorizationSource: 'RoleBased',
  managedByTenants: [],
  subscriptionId: subscription.subscriptionId,
  tenantId: ports.tenantId,
  displayName: subscription.displayName,
  state: 'Enabled',
  subscriptionPolicies: {
    locationPlacementId: 'Public_2014-09-01',
    quotaId: 'PayAsYouGo_2014-09-01',
    spendingLimit: 'Off',
  },
})

const Tenants_List: Handler<operations['Tenants_List'], ArmPorts> = async (_, ports) => ({
  status: 200,
  body: {
    value: [
      {
        id: `/tenants/${ports.tenantId}`,
        tenantId: ports.tenantId,
        tenantCategory: 'Home',
        countryCode: 'US',
        displayName: 'Lazuli',
        domains: ['lazuli.localhost'],
        defaultDomain: 'lazuli.localhost',
        tenantType: 'AAD',
      },
    ],
  },
})

/** Each caller is shown the subscriptions in which it has a role somewhere. */
const Subscriptions_List: Handler<operations['Subscriptions_List'], ArmPorts> = async (
  { caller },
  ports,
) => {
  const all = ports.subscriptions.map((subscription) => presentSubscription(subscription, ports))
  const seen = await Promise.all(all.map(({ id }) => ports.canSee?.(caller, id) ?? true))
  const value = all.filter((_, i) => seen[i])
  return { status: 200, body: { value, count: { type: 'Total', value: value.length } } }
}

const Subscriptions_Get: Handler<operations['Subscriptions_Get'], ArmPorts> = async (
  request,
  ports,
) => {
  const subscription = findSubscription(ports, request.params.subscriptionId)
  if (!subscription) {
    throw armError('SubscriptionNotFound', { id: request.params.subscriptionId })
  }
  return { status: 200, body: presentSubscription(subscription, ports) }
}

const Subscriptions_ListLocations: Handler<
  operations['Subscriptions_ListLocations'],
  ArmPorts
> = async (request) => {
  const root = `/subscriptions/${request.params.subscriptionId}/locations`
  const value = locations.map((location) => ({
    id: `${root}/${location.name}`,
    name: location.name,
    type: 'Region',
    displayName: location.displayName,
    regionalDisplayName: location.regionalDisplayName,
    metadata: {
      regionType: 'Physical',
      regionCategory: location.regionCategory,
      geography: location.geography,
      geographyGroup: location.geographyGroup,
      longitude: location.longitude,
      latitude: location.latitude,
      physicalLocation: location.physicalLocation,
      pairedRegion: location.paired
        ? [{ name: location.paired, id: `${root}/${location.paired}` }]
        : [],
    },
    ...(location.zones.length === 0
      ? {}
      : {
          availabilityZoneMappings: location.zones.map((zone) => ({
            logicalZone: zone,
            physicalZone: `${location.name}-az${zone}`,
          })),
        }),
  }))
  return { status: 200, body: { value } }
}

export const subscriptionHandlers = {
  Tenants_List,
  Subscriptions_List,
  Subscriptions_Get,
  Subscriptions_ListLocations,
} satisfies Handlers
