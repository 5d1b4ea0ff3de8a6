// Resource Manager as a service: what ARM itself answers of resources of all services. What
// belongs to one provider is in that provider's room.
import { routes, versions } from '#contract/arm/routes.ts'
import { lazy } from '#kernel/caching/lazy.ts'
import type { Service, UndeclaredMember } from '#kernel/service.ts'
import type { ArmPorts } from './ports.ts'
import { ownVersions } from './providers/provider.ts'
import { armRefusals } from './refusals.ts'

/** What ARM reads of a body at most. */
const BODY_LIMIT = 4 * 2 ** 20

/**
 * Role assignments had a flag `canDelegate` before this api-version, of which only previews tell: it is read
 * over, and answers never showed it. Source: pypi.org/project/azure-mgmt-authorization 4.0.0.
 */
const WITHOUT_DELEGATION = '2020-08-01'

const isDelegation = ({ name, type }: UndeclaredMember): boolean =>
  name.toLowerCase() === 'candelegate' && type === 'RoleAssignmentProperties'

export function armService(ports: ArmPorts): Service {
  ports.engine.registerLater(async () => {
    const { groupDeletion } = await import('./resource-groups/resource-group.operations.ts')
    return [groupDeletion(ports)]
  })
  return {
    name: 'arm',
    plane: 'arm',
    errorShape: 'arm',
    routes,
    versions,
    compatibleVersions: ['*'],
    resourceTypes: [],
    bodyHabits: { membersInAnyCase: true, readsOverMisplaced: true },
    handlers: lazy(async () => (await import('./handlers.ts')).handlersOf(ports)),
    bodyLimit: BODY_LIMIT,
    refuse: armRefusals(
      { resourceTypes: [], versions: ownVersions },
      {
        takesMember: (member, apiVersion) =>
          isDelegation(member) && apiVersion < WITHOUT_DELEGATION,
      },
    ),
  }
}
