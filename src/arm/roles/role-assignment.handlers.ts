import type { operations } from '#contract/arm/types.ts'
import type { Handler, Request } from '#kernel/handler.ts'
import { toIso } from '#kernel/instant.ts'
import { queryParameter } from '#kernel/query.ts'
import type { Reader } from '#store/tx.ts'
import { armError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import type { ArmPorts, RoleAssignment } from '../ports.ts'
import { idKey } from '../resource-id.ts'
import { findRole } from './role-definition.handlers.ts'
import { isAssignableAt, roleDefinitionId } from './role-definition.ts'
import { parseRoleFilter } from './role-filter.ts'

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const scopeOf = (scope: string): string => `/${scope.split('/').filter(Boolean).join('/')}`
const assignmentId = (scope: string, name: string): string =>
  `${scope === '/' ? '' : scope}/providers/Microsoft.Authorization/roleAssignments/${name}`

const presentAssignment = (assignment: RoleAssignment) => ({
  id: assignment.id,
  name: assignment.name,
  type: 'Microsoft.Authorization/roleAssignments',
  properties: {
    roleDefinitionId: roleDefinitionId(assignment.scope, assignment.roleDefinitionId),
    principalId: assignment.principalId,
    principalType: assignment.principalType,
    scope: assignment.scope,
    ...(assignment.description === undefined ? {} : { description: assignment.description }),
    createdOn: toIso(assignment.createdAt),
    updatedOn: toIso(assignment.updatedAt),
    createdBy: assignment.createdBy,
    updatedBy: assignment.createdBy,
  },
})

const RoleAssignments_ListForScope: Handler<
  operations['RoleAssignments_ListForScope'],
  ArmPorts
> = async (request, { roles, store }) => {
  const text = queryParameter(request.query, '$filter')
  const { atScope, equal } = parseRoleFilter(text, ['principalid', 'roledefinitionid'])
  const scope = scopeOf(request.params.scope)
  const principal = equal.get('principalid')?.toLowerCase()
  const role = equal.get('roledefinitionid')?.toLowerCase().split('/').at(-1)
  const below = `${scope === '/' ? '' : idKey(scope)}/`
  const found = (await roles.roleAssignmentsAround(store, scope)).filter(
    (each) =>
      (principal === undefined || each.principalId.toLowerCase() === principal) &&
      (role === undefined || each.roleDefinitionId === role) &&
      !(atScope && each.scope !== '/' && idKey(each.scope).startsWith(below)),
  )
  return { status: 200, body: { value: found.map(presentAssignment) } }
}

const RoleAssignments_Get: Handler<operations['RoleAssignments_Get'], ArmPorts> = async (
  request,
  { roles, store },
) => {
  const { scope, roleAssignmentName: name } = request.params
  const found = await roles.findRoleAssignment(store, assignmentId(scopeOf(scope), name))
  if (!found) throw armError('RoleAssignmentNotFound', { name })
  return { status: 200, body: presentAssignment(found) }
}

const RoleAssignments_Create: Handler<operations['RoleAssignments_Create'], ArmPorts> = async (
  request,
  ports,
) => {
  return await ports.store.write(async (tx) => {
    const wanted = await wantedAssignment(request, ports, tx)
    const before = await ports.roles.findRoleAssignment(tx, wanted.id)
    if (before) {
      if (isSame(before, wanted)) return { status: 200, body: presentAssignment(before) }
      throw armError('RoleAssignmentUpdateNotPermitted')
    }
    const around = await ports.roles.roleAssignmentsAround(tx, wanted.scope)
    const twin = around.find(
      (each) => idKey(each.scope) === idKey(wanted.scope) && isSame(each, wanted),
    )
    if (twin) throw armError('RoleAssignmentExists', { name: twin.name.replaceAll('-', '') })
    await ports.roles.insertRoleAssignment(tx, wanted)
    return { status: 201, body: presentAssignment(wanted) }
  })
}

const isSame = (a: RoleAssignment, b: RoleAssignment): boolean =>
  a.principalId.toLowerCase() === b.principalId.toLowerCase() &&
  a.roleDefinitionId.toLowerCase() === b.roleDefinitionId.toLowerCase()

async function wantedAssignment(
  request: Request<operations['RoleAssignments_Create']>,
  ports: ArmPorts,
  reader: Reader,
): Promise<RoleAssignment> {
  const { roleAssignmentName: name } = request.params
  const scope = scopeOf(request.params.scope)
  const { principalId, principalType, condition, description, ...asked } = request.body.properties
  if (!GUID.test(name)) throw armError('InvalidRoleAssignmentId', { name })
  if (!GUID.test(principalId)) throw armError('InvalidPrincipalId', { id: principalId })
  if (condition) throw armError('InvalidConditionFormat')
  const role = await findRole(ports, reader, asked.roleDefinitionId)
  if (!role) throw armError('RoleDefinitionDoesNotExist', { id: asked.roleDefinitionId })
  if (!isAssignableAt(role, scope)) {
    throw armError('InvalidAssignableScope:assignment', { name: role.roleName, scope })
  }
  const known = await ports.roles.principalTypeOf(reader, principalId)
  // A client that says what kind it is may be quicker than the directory, and is believed.
  const type = principalType ?? known
  if (type === undefined) {
    const id = principalId.replaceAll('-', '')
    throw armError('PrincipalNotFound', { id, tenant: ports.tenantId })
  }
  if (known !== undefined && type !== known) {
    throw armError('UnmatchedPrincipalType', { id: principalId, known, type })
  }
  if (type !== 'User' && type !== 'Group' && type !== 'ServicePrincipal') {
    throw armError('InvalidRequestContent', {
      reason: `Principals of type '${type}' are not kept.`,
    })
  }
  return {
    id: assignmentId(scope, name),
    name,
    scope,
    principalId,
    principalType: type,
    roleDefinitionId: role.name,
    ...(description === undefined ? {} : { description }),
    createdAt: request.now,
    createdBy: request.caller.oid,
    updatedAt: request.now,
  }
}

const RoleAssignments_Delete: Handler<operations['RoleAssignments_Delete'], ArmPorts> = async (
  request,
  { roles, store },
) => {
  const { scope, roleAssignmentName } = request.params
  const id = assignmentId(scopeOf(scope), roleAssignmentName)
  return await store.write(async (tx) => {
    const found = await roles.findRoleAssignment(tx, id)
    if (!found) return { status: 204 }
    await roles.deleteRoleAssignment(tx, id)
    return { status: 200, body: presentAssignment(found) }
  })
}

export const roleAssignmentHandlers = {
  RoleAssignments_ListForScope,
  RoleAssignments_Get,
  RoleAssignments_Create,
  RoleAssignments_Delete,
} satisfies Handlers
