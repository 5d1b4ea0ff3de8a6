// Builds Graph, which tells who there is.
import { randomUUID } from 'node:crypto'
import { graphAudiences } from '#identity/audiences.ts'
import { graphService } from '#identity/graph/service.ts'
import type { Service } from '#kernel/service.ts'
import type { Parts } from '../parts.ts'

/** Of the general roles only Owner permits it: changing who there is takes as much. */
const CHANGE = 'Microsoft.Authorization/elevateAccess/action'

export function openGraph({ store, identity, replacements }: Parts): Service {
  const scope = `/subscriptions/${identity.credentials.subscriptionId}`
  return graphService({
    store,
    newId: replacements.newId ?? randomUUID,
    tenantOf: ({ tenantId }) => identity.tenants.find(({ id }) => id === tenantId)!,
    mayChange: async (caller) => identity.isAllowed(caller, CHANGE, scope),
    verify: (bearer, { audiences = [], now }) =>
      identity.verify(bearer, graphAudiences(audiences), now),
  })
}
