import type { operations } from '#contract/arm/types.ts'
import type { Caller, Handler } from '#kernel/handler.ts'
import { queryParameter } from '#kernel/query.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { armError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import type { ArmPorts, CustomRole } from '../ports.ts'
import { parseResourceId } from '../resource-id.ts'
import { findSubscription } from '../subscriptions/subscription.ts'
import {
  type AnyRole,
  isAssignableAt,
  isAssignableBelow,
  ofBuiltIn,
  ofCustom,
  presentRole,
  type WantedRole,
  wantedRole,
} from './role-definition.ts'
import { parseRoleFilter } from './role-filter.ts'

type Roles = Pick<ArmPorts, 'roles'>

/** The role by its GUID, or by an id that ends in it. */
export async function findRole(
  { roles }: Roles,
  reader: Reader,
  id: string,
): Promise<AnyRole | undefined> {
  const name = id.slice(id.lastIndexOf('/') + 1).toLowerCase()
  const builtIn = roles.builtIn.find((role) => role.name === name)
  if (builtIn) return ofBuiltIn(builtIn)
  const custom = await roles.findCustomRole(reader, name)
  return custom && ofCustom(custom)
}

const everyRole = async ({ roles }: Roles, reader: Reader): Promise<AnyRole[]> => [
  ...roles.builtIn.map(ofBuiltIn),
  ...(await roles.listCustomRoles(reader)).map(ofCustom),
]

const RoleDefinitions_List: Handler<operations['RoleDefinitions_List'], ArmPorts> = async (
  request,
  ports,
) => {
  const scope = `/${request.params.scope}`
  const text = queryParameter(request.query, '$filter')
  const { equal } = parseRoleFilter(text, ['rolename', 'type'])
  const roleName = equal.get('rolename')?.toLowerCase()
  const type = equal.get('type')?.toLowerCase()
  const isThere = /\batScopeAndBelow\(\)/i.test(text ?? '') ? isAssignableBelow : isAssignableAt
  const found = (await everyRole(ports, ports.store)).filter(
    (role) =>
      isThere(role, scope) &&
      (type === undefined || type === (role.custom ? 'customrole' : 'builtinrole')) &&
      (roleName === undefined || role.roleName.toLowerCase() === roleName),
  )
  return { status: 200, body: { value: found.map((role) => presentRole(role, scope)) } }
}

const RoleDefinitions_Get: Handler<operations['RoleDefinitions_Get'], ArmPorts> = async (
  request,
  ports,
) => {
  const { scope, roleDefinitionId: id } = request.params
  const role = await findRole(ports, ports.store, id)
  if (!role) throw armError('RoleDefinitionDoesNotExist', { id })
  return { status: 200, body: presentRole(role, `/${scope}`) }
}

const RoleDefinitions_CreateOrUpdate: Handler<
  operations['RoleDefinitions_CreateOrUpdate'],
  ArmPorts
> = async (request, ports) => {
  const { scope, roleDefinitionId: name } = request.params
  const wanted = wantedRole(name, request.body)
  for (const each of wanted.assignableScopes) await refuseForeign(ports, request.caller, each)
  const { oid } = request.caller
  return await ports.store.write(async (tx) => {
    const before = await findRole(ports, tx, wanted.name)
    if (before && !before.custom) throw armError('RoleDefinitionCannotBeChanged', { name })
    await refuseTaken(ports, tx, wanted)
    const role: CustomRole = {
      ...wanted,
      createdAt: before?.custom?.createdAt ?? request.now,
      createdBy: before?.custom?.createdBy ?? oid,
      updatedAt: request.now,
      updatedBy: oid,
    }
    await ports.roles.saveCustomRole(tx, role)
    return { status: 201, body: presentRole(ofCustom(role), `/${scope}`) }
  })
}

/** A caller that offers a role at a scope has to hold one there. */
async function refuseForeign(ports: ArmPorts, caller: Caller, scope: string): Promise<void> {
  const { subscriptionId = '' } = parseResourceId(scope)
  const action = 'Microsoft.Authorization/roleDefinitions/write'
  const isThere = findSubscription(ports, subscriptionId) !== undefined
  if (isThere && ((await ports.isAllowed?.(caller, action, scope)) ?? true)) return
  throw armError('LinkedAuthorizationFailed', {
    client: caller.name,
    objectId: caller.oid,
    action,
    scope,
    subscription: subscriptionId,
  })
}

async function refuseTaken(ports: ArmPorts, tx: Tx, wanted: WantedRole): Promise<void> {
  const roleName = wanted.roleName.toLowerCase()
  const others = (await everyRole(ports, tx)).filter(({ name }) => name !== wanted.name)
  if (others.some((role) => role.roleName.toLowerCase() === roleName)) {
    throw armError('RoleDefinitionWithSameNameExists')
  }
}

const RoleDefinitions_Delete: Handler<operations['RoleDefinitions_Delete'], ArmPorts> = async (
  request,
  ports,
) => {
  const { scope, roleDefinitionId: name } = request.params
  return await ports.store.write(async (tx) => {
    const role = await findRole(ports, tx, name)
    if (!role) return { status: 204 }
    if (!role.custom) throw armError('RoleDefinitionCannotBeChanged', { name })
    if (await ports.roles.isRoleAssigned(tx, role.name)) {
      throw armError('RoleDefinitionHasAssignments')
    }
    await ports.roles.deleteCustomRole(tx, role.name)
    return { status: 200, body: presentRole(role, `/${scope}`) }
  })
}

export const roleDefinitionHandlers = {
  RoleDefinitions_List,
  RoleDefinitions_Get,
  RoleDefinitions_CreateOrUpdate,
  RoleDefinitions_Delete,
} satisfies Handlers
