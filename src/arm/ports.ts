// What the ARM room needs from outside, and what it needs from each provider. `src/main` fills them in.
import type { Clock } from '#engine/clock.ts'
import type { Engine } from '#engine/engine.ts'
import type { Operation } from '#engine/operation.ts'
import type { Lazy } from '#kernel/caching/lazy.ts'
import type { Soon } from '#kernel/caching/soon.ts'
import type { Caller, Reply, Request } from '#kernel/handler.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Service } from '#kernel/service.ts'
import type { Reader, Store, Tx } from '#store/tx.ts'
import type { PollingHabits } from './long-running.ts'
import type { ArmResource } from './resources/resource.ts'

/** What ARM asks of a provider on its own behalf. */
export interface ResourceProvider {
  /** `Microsoft.ContainerService`. */
  readonly namespace: string
  readonly polling: PollingHabits
  /**
   * Starts deleting one of the provider's top-level resources, as its own DELETE would. Undefined:
   * there is nothing to wait for, and its row may go. Throws where the provider refuses.
   */
  startDelete(tx: Tx, resource: ArmResource, by: Caller): Promise<Operation | undefined>
  /**
   * What the operation's `Location` URL answers once it has ended, if not ARM's habit: an empty 200
   * after success, the error as a 409 otherwise. The reply's body is sent as it is.
   */
  result?(
    operation: Operation,
    origin: string,
  ): Promise<{ status: number; body?: unknown } | undefined>
  /**
   * Answers polls in the provider's own way instead of ARM's. Undefined: no such operation. `name`
   * is the last segment of the URL that was polled.
   */
  poll?(
    name: string,
    request: Pick<Request, 'origin' | 'apiVersion' | 'path'>,
  ): Promise<Reply | undefined>
  /** A resource as its own GET answers it at the provider's newest api-version, called at `origin`. */
  present(resource: ArmResource, origin: string): unknown
}

export interface RoleAssignment {
  /** `{scope}/providers/Microsoft.Authorization/roleAssignments/{name}`. */
  readonly id: string
  /** A GUID. */
  readonly name: string
  /** As it was spelt; `/` for the whole tenant. */
  readonly scope: string
  readonly principalId: string
  readonly principalType: 'User' | 'Group' | 'ServicePrincipal'
  /** The definition's GUID, lower case. */
  readonly roleDefinitionId: string
  readonly description?: string
  readonly createdAt: Instant
  readonly createdBy: string
  readonly updatedAt: Instant
}

export interface Permissions {
  readonly actions: readonly string[]
  readonly notActions: readonly string[]
  readonly dataActions: readonly string[]
  readonly notDataActions: readonly string[]
}

/** A role that is built in. */
export interface RoleDefinition extends Permissions {
  /** A GUID. */
  readonly name: string
  readonly roleName: string
  readonly description: string
}

/** A custom role. */
export interface CustomRole {
  /** A GUID, lower case. */
  readonly name: string
  readonly roleName: string
  readonly description?: string
  readonly permissions: readonly Permissions[]
  /** Where it can be assigned, with all below. */
  readonly assignableScopes: readonly string[]
  readonly createdAt: Instant
  readonly createdBy: string
  readonly updatedAt: Instant
  readonly updatedBy: string
}

/** Who may do what: kept where tokens are checked, shown and changed here. */
interface RoleDirectory {
  readonly builtIn: readonly RoleDefinition[]
  /** By its GUID. */
  findCustomRole(reader: Reader, name: string): Promise<CustomRole | undefined>
  listCustomRoles(reader: Reader): Promise<readonly CustomRole[]>
  /** Makes or replaces it. */
  saveCustomRole(tx: Tx, role: CustomRole): Promise<void>
  deleteCustomRole(tx: Tx, name: string): Promise<void>
  /** Whether any principal has the role, anywhere. */
  isRoleAssigned(reader: Reader, name: string): Promise<boolean>
  findRoleAssignment(reader: Reader, id: string): Promise<RoleAssignment | undefined>
  /** At the scope, above it and below it. */
  roleAssignmentsAround(reader: Reader, scope: string): Promise<readonly RoleAssignment[]>
  /** False: the id is taken. */
  insertRoleAssignment(tx: Tx, assignment: RoleAssignment): Promise<boolean>
  deleteRoleAssignment(tx: Tx, id: string): Promise<boolean>
  /** Assignments go with what they were made at. */
  deleteRoleAssignmentsUnder(tx: Tx, scope: string): Promise<void>
  /** What kind of object has the id; undefined where there is none. */
  principalTypeOf(
    reader: Reader,
    objectId: string,
  ): Promise<RoleAssignment['principalType'] | undefined>
  /** The permissions of the caller's roles at the scope and above it. */
  permissionsAt(caller: Caller, scope: string): Promise<readonly Permissions[]>
}

export interface Subscription {
  readonly subscriptionId: string
  readonly displayName: string
}

export interface ArmPorts {
  readonly store: Store
  readonly engine: Engine
  readonly clock: Clock
  readonly tenantId: string
  readonly subscriptions: readonly Subscription[]
  /** Whether the caller has a role at, above or below the scope. Absent: every caller sees all. */
  readonly canSee?: (caller: Caller, scope: string) => Promise<boolean>
  /** Whether a role of the caller's permits the action at the scope. Absent: every caller may do all. */
  readonly isAllowed?: (caller: Caller, action: string, scope: string) => Soon<boolean>
  readonly roles: RoleDirectory
  /** Whether a subscription may use a namespace that is not registered in it. Absent: it may. */
  readonly registeredByDefault?: boolean | undefined
  /** Seconds for `Retry-After` on what ARM itself takes time over. Absent: 15, as recorded. */
  readonly retryAfter?: number | undefined
  /** The services on ARM's plane: what `GET /providers` lists. */
  readonly services: readonly Service[]
  /** By namespace in lower case. */
  readonly providers: ReadonlyMap<string, Lazy<ResourceProvider>>
}
