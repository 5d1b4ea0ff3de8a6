// Builds Resource Manager: what it knows of every provider, and the group that is there from the
// start.
import type { ArmPorts, ResourceProvider } from '#arm/ports.ts'
import { findGroup, insertGroup } from '#arm/resource-groups/resource-group.queries.ts'
import { parseResourceId } from '#arm/resource-id.ts'
import { deleteEnded } from '#engine/operation.queries.ts'
import type { Reconciler } from '#engine/reconcilers.ts'
import { principalTypeOf } from '#identity/principals/principal.queries.ts'
import {
  deleteRoleAssignment,
  deleteRoleAssignmentsUnder,
  findRoleAssignment,
  insertRoleAssignment,
  roleAssignmentsAround,
} from '#identity/roles/role-assignment.queries.ts'
import {
  deleteCustomRole,
  findCustomRole,
  isRoleAssigned,
  listCustomRoles,
  saveCustomRole,
} from '#identity/roles/role-definition.queries.ts'
import { BUILT_IN_ROLES } from '#identity/roles/roles.ts'
import type { Lazy } from '#kernel/caching/lazy.ts'
import { plus } from '#kernel/instant.ts'
import type { Service } from '#kernel/service.ts'
import { findSetting, saveSetting } from '#store/setting.queries.ts'
import { LOCATION, type Parts, RESOURCE_GROUP, retryAfterOf } from '../parts.ts'

/** A provider on ARM's plane: what it serves, and what ARM asks of it. */
export interface ProviderRoom {
  readonly service: Service
  readonly provider: Lazy<ResourceProvider>
}

export function armPortsOf(parts: Parts, providers: readonly ProviderRoom[]): ArmPorts {
  const { options, clock, store, engine, identity } = parts
  const { tenantId } = identity.credentials
  return {
    store,
    engine,
    clock,
    tenantId,
    roles: {
      builtIn: BUILT_IN_ROLES,
      findRoleAssignment,
      roleAssignmentsAround,
      insertRoleAssignment,
      deleteRoleAssignment,
      deleteRoleAssignmentsUnder,
      findCustomRole,
      listCustomRoles,
      saveCustomRole,
      deleteCustomRole,
      isRoleAssigned,
      principalTypeOf,
      permissionsAt: identity.permissionsAt,
    },
    isAllowed: identity.isAllowed,
    get subscriptions() {
      return parts.subscriptions.all
    },
    canSee: identity.canSee,
    registeredByDefault: !options.unregistered,
    get retryAfter() {
      return retryAfterOf(parts)
    },
    services: providers.map(({ service }) => service),
    providers: new Map(
      providers.map(({ service, provider }) => [service.namespace!.toLowerCase(), provider]),
    ),
  }
}

/** For what a start makes, and would make again if the machine fell before any caller was answered. */
const MADE_AGAIN = { flush: 'later' } as const

/**
 * A group to work in, once: a user who deletes it does not want it back. Unless the account that every start
 * makes is in it: no caller could reach that on ARM without its group.
 */
export async function makeFirstGroup(
  { store, clock, subscriptions }: ArmPorts,
  accountId: string,
): Promise<void> {
  const { subscriptionId } = subscriptions[0]!
  if (await findGroup(store, subscriptionId, RESOURCE_GROUP)) return
  const marked = await findSetting(store, 'first-resource-group')
  const isNeeded = parseResourceId(accountId).resourceGroup?.toLowerCase() === RESOURCE_GROUP
  if (marked && !isNeeded) return
  const now = clock.now()
  await store.write(async (tx) => {
    await saveSetting(tx, 'first-resource-group', RESOURCE_GROUP)
    await insertGroup(tx, {
      subscriptionId,
      name: RESOURCE_GROUP,
      location: LOCATION,
      provisioningState: 'Succeeded',
      createdAt: now,
      changedAt: now,
    })
  }, MADE_AGAIN)
}

/** How long a client can still ask what became of its operation. */
const REMEMBERED_MS = 7 * 24 * 3_600_000

export const forgetEnded = ({ clock, store }: Parts): Reconciler => ({
  name: 'forget ended operations',
  everyMs: 3_600_000,
  run: async () => {
    await store.write((tx) => deleteEnded(tx, plus(clock.now(), -REMEMBERED_MS)))
  },
})
