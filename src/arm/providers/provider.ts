import type { ResourceType, Service } from '#kernel/service.ts'
import { locations } from '../locations.ts'
import type { SavedState } from './registration.ts'

/** A namespace as ARM knows it. */
export interface Provider {
  /** `Microsoft.ContainerService`. */
  readonly namespace: string
  /** ARM's own need no registration. */
  readonly isFree: boolean
  readonly resourceTypes: readonly ResourceType[]
  /** Newest first. */
  readonly apiVersions: readonly string[]
}

const ownTypes: Readonly<Record<string, readonly string[]>> = {
  'Microsoft.Resources': [
    'tenants',
    'subscriptions',
    'resourceGroups',
    'resources',
    'providers',
    'tags',
  ],
  'Microsoft.Authorization': ['roleAssignments', 'roleDefinitions', 'locks'],
}

/** Versions that ARM's own types answer to; all behave the same. Newest first. */
const OWN_VERSIONS = [
  '2024-11-01',
  '2024-03-01',
  '2023-07-01',
  '2022-12-01',
  '2022-09-01',
  '2022-04-01',
  '2021-04-01',
  '2021-01-01',
  '2020-10-01',
  '2020-06-01',
  '2020-01-01',
  '2019-11-01',
  '2019-10-01',
  '2019-05-01',
  '2018-05-01',
  '2018-01-01',
  '2017-05-10',
  '2016-09-01',
  '2016-06-01',
  '2016-02-01',
  '2015-11-01',
  '2015-01-01',
  '2014-04-01',
]

/** For the words of a refusal: oldest first, as services keep them. */
export const ownVersions: readonly string[] = OWN_VERSIONS.toReversed()

const own: readonly Provider[] = Object.entries(ownTypes).map(([namespace, types]) => ({
  namespace,
  isFree: true,
  resourceTypes: types.map((type) => ({ type, capabilities: 'None', located: false })),
  apiVersions: OWN_VERSIONS,
}))

/** Every namespace that is served, in the order of their names. */
export function providersOf(services: readonly Service[]): readonly Provider[] {
  const served = services.flatMap((service): Provider[] =>
    service.namespace === undefined
      ? []
      : [
          {
            namespace: service.namespace,
            isFree: false,
            resourceTypes: service.resourceTypes,
            apiVersions: [...service.versions, ...service.compatibleVersions]
              .filter((version) => version !== '*')
              .sort()
              .reverse(),
          },
        ],
  )
  return [...own, ...served].sort((a, b) => (a.namespace < b.namespace ? -1 : 1))
}

const displayNames = locations.map((location) => location.displayName)
const zoneMappings = locations
  .filter((location) => location.zones.length > 0)
  .map((location) => ({ location: location.displayName, zones: location.zones }))

/** A provider as `GET /providers/{namespace}` answers it; with a state, as a subscription sees it. */
export function presentProvider(
  provider: Provider,
  seenBy?: { readonly subscriptionId: string; readonly state: SavedState },
): Record<string, unknown> {
  const root = seenBy ? `/subscriptions/${seenBy.subscriptionId}` : ''
  return {
    id: `${root}/providers/${provider.namespace}`,
    namespace: provider.namespace,
    registrationPolicy: provider.isFree ? 'RegistrationFree' : 'RegistrationRequired',
    resourceTypes: provider.resourceTypes.map((type) => ({
      resourceType: type.type,
      locations: type.located ? displayNames : [],
      ...(type.located ? { zoneMappings } : {}),
      apiVersions: provider.apiVersions,
      defaultApiVersion: provider.apiVersions.find((version) => /^[\d-]+$/.test(version)),
      capabilities: type.capabilities,
    })),
    ...(seenBy ? { registrationState: seenBy.state } : {}),
  }
}
