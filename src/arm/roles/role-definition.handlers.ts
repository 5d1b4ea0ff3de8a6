import type { operations } from '#contract/arm/types.ts'
import type { Handler } from '#kernel/handler.ts'
import { queryParameter } from '#kernel/query.ts'
import { armError } from '../errors.ts'
import type { ArmPorts, RoleDefinition } from '../ports.ts'
import { parseResourceId } from '../resource-id.ts'
import { parseRoleFilter } from './role-filter.ts'

/** The complete id of a role, as a subscription names it or as the tenant does. */
export function roleDefinitionId(scope: string, name: string): string {
  const { subscriptionId } = parseResourceId(scope)
  const root = subscriptionId === undefined ? '' : `/subscriptions/${subscriptionId}`
  return `${root}/providers/Microsoft.Authorization/roleDefinitions/${name}`
}

const presentRole = (role: RoleDefinition, scope: string) => ({
  id: roleDefinitionId(scope, role.name),
  name: role.name,
  type: 'Microsoft.Authorization/roleDefinitions',
  properties: {
    roleName: role.roleName,
    type: 'BuiltInRole',
    description: role.description,
    assignableScopes: ['/'],
    permissions: [
      {
        actions: role.actions,
        notActions: role.notActions,
        dataActions: role.dataActions,
        notDataActions: role.notDataActions,
      },
    ],
  },
})

/** The role by its GUID, or by an id that ends in it. */
export function findRole(ports: Pick<ArmPorts, 'roles'>, id: string): RoleDefinition | undefined {
  const name = id.slice(id.lastIndexOf('/') + 1).toLowerCase()
  return ports.roles.builtIn.find((role) => role.name === name)
}

export const RoleDefinitions_List: Handler<operations['RoleDefinitions_List'], ArmPorts> = async (
  request,
  ports,
) => {
  const { equal } = parseRoleFilter(queryParameter(request.query, '$filter'), ['rolename', 'type'])
  const roleName = equal.get('rolename')?.toLowerCase()
  const type = equal.get('type')?.toLowerCase() ?? 'builtinrole'
  const found = ports.roles.builtIn.filter(
    (role) =>
      type === 'builtinrole' &&
      (roleName === undefined || role.roleName.toLowerCase() === roleName),
  )
  const { scope } = request.params
  return { status: 200, body: { value: found.map((role) => presentRole(role, `/${scope}`)) } }
}

export const RoleDefinitions_Get: Handler<operations['RoleDefinitions_Get'], ArmPorts> = async (
  request,
  ports,
) => {
  const { scope, roleDefinitionId: id } = request.params
  const role = findRole(ports, id)
  if (!role) throw armError('RoleDefinitionDoesNotExist', { id })
  return { status: 200, body: presentRole(role, `/${scope}`) }
}
