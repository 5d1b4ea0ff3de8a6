// What a subscription can make and how much of it, and what roles can permit.

import { armError } from '#arm/errors.ts'
import { findLocation, locations } from '#arm/locations.ts'
import type { operations } from '#contract/storage/types.ts'
import type { Handler } from '#kernel/handler.ts'
import { accountsIn } from '../accounts/account.commands.ts'
import { skusOf } from '../accounts/account.rules.ts'
import { tierOf } from '../accounts/account.wire.ts'
import type { Handlers } from '../handler.ts'
import { limits } from '../limits.ts'
import type { StoragePorts } from '../ports.ts'
import { operationList } from './operation-list.ts'

type LocationHandler<Id extends keyof operations> = Handler<operations[Id], StoragePorts>

/** One entry for each SKU of each kind in each region, as the real one lists them. */
const Skus_List: LocationHandler<'Skus_List'> = async () => {
  const value = locations.flatMap(({ name: location, zones }) =>
    Object.entries(skusOf).flatMap(([kind, skus]) =>
      skus
        .filter((name) => zones.length > 0 || !name.includes('ZRS'))
        .map((name) => ({
          resourceType: 'storageAccounts',
          name,
          tier: tierOf(name),
          kind,
          locations: [location],
          capabilities: [{ name: 'supportsnetworkacls', value: 'true' }],
          restrictions: [],
        })),
    ),
  )
  return { status: 200, body: { value } }
}

const Usages_ListByLocation: LocationHandler<'Usages_ListByLocation'> = async (
  { params: { subscriptionId, location } },
  { store },
) => {
  const found = findLocation(location)
  if (!found) {
    const reason = 'it is no region that the subscription has'
    throw armError('InvalidParameterValue', { name: 'location', value: location, reason })
  }
  const usage = {
    unit: 'Count',
    currentValue: await accountsIn(store, subscriptionId, found.name),
    limit: limits.accountsPerRegion,
    name: { value: 'StorageAccounts', localizedValue: 'Storage Accounts' },
  }
  return { status: 200, body: { value: [usage] } }
}

const Operations_List: LocationHandler<'Operations_List'> = async () => ({
  status: 200,
  body: { value: operationList },
})

export const locationHandlers = {
  Skus_List,
  Usages_ListByLocation,
  Operations_List,
} satisfies Handlers
