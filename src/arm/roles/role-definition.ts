import type { components } from '#contract/arm/types.ts'
import type { AzureError } from '#kernel/catalogue.ts'
import { toIso } from '#kernel/instant.ts'
import { armError } from '../errors.ts'
import type { CustomRole, Permissions, RoleDefinition } from '../ports.ts'
import { idKey, parseResourceId } from '../resource-id.ts'

type WireRole = components['schemas']['RoleDefinition']
type WirePermission = components['schemas']['Permission']

/** A role of either kind, in one form. */
export interface AnyRole {
  readonly name: string
  readonly roleName: string
  readonly description?: string
  readonly permissions: readonly Permissions[]
  readonly assignableScopes: readonly string[]
  /** Absent of a built-in role. */
  readonly custom?: CustomRole
}

export const ofBuiltIn = (role: RoleDefinition): AnyRole => ({
  name: role.name,
  roleName: role.roleName,
  description: role.description,
  permissions: [
    {
      actions: role.actions,
      notActions: role.notActions,
      dataActions: role.dataActions,
      notDataActions: role.notDataActions,
    },
  ],
  assignableScopes: ['/'],
})

export const ofCustom = (custom: CustomRole): AnyRole => ({ ...custom, custom })

/** The complete id of a role, as a subscription names it or as the tenant does. */
export function roleDefinitionId(scope: string, name: string): string {
  const { subscriptionId } = parseResourceId(scope)
  const root = subscriptionId === undefined ? '' : `/subscriptions/${subscriptionId}`
  return `${root}/providers/Microsoft.Authorization/roleDefinitions/${name}`
}

export const presentRole = (role: AnyRole, scope: string) => ({
  id: roleDefinitionId(scope, role.name),
  name: role.name,
  type: 'Microsoft.Authorization/roleDefinitions',
  properties: {
    roleName: role.roleName,
    type: role.custom ? 'CustomRole' : 'BuiltInRole',
    description: role.description,
    assignableScopes: [...role.assignableScopes],
    permissions: role.permissions,
    ...(role.custom
      ? {
          createdOn: toIso(role.custom.createdAt),
          updatedOn: toIso(role.custom.updatedAt),
          createdBy: role.custom.createdBy,
          updatedBy: role.custom.updatedBy,
        }
      : {}),
  },
})

const below = (scope: string): string => (scope === '/' ? '/' : `${idKey(scope)}/`)

/** Whether a role can be assigned at the scope. */
export const isAssignableAt = (role: AnyRole, scope: string): boolean =>
  role.assignableScopes.some((each) => below(scope).startsWith(below(each)))

/** Whether it can be assigned somewhere below the scope, or at it. */
export const isAssignableBelow = (role: AnyRole, scope: string): boolean =>
  isAssignableAt(role, scope) ||
  role.assignableScopes.some((each) => below(each).startsWith(below(scope)))

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** A whole provider, or names between slashes; `*` may stand for any of it. */
const ACTION = /^(\*|[\w.*-]+(\/[\w.*$-]+)+)$/
const NAME_LENGTH = 512
const DESCRIPTION_LENGTH = 2048

export type WantedRole = Pick<
  CustomRole,
  'name' | 'roleName' | 'description' | 'permissions' | 'assignableScopes'
>

/** What a PUT asks for, held against what Azure says of custom roles. Throws ARM's refusal. */
export function wantedRole(name: string, wire: WireRole): WantedRole {
  if (!GUID.test(name)) throw armError('InvalidRoleDefinitionId', { name })
  const { roleName, description, type, permissions, assignableScopes } = wire.properties ?? {}
  const fault =
    textFault('roleName', roleName ?? '', 1, NAME_LENGTH) ??
    textFault('description', description ?? '', 0, DESCRIPTION_LENGTH) ??
    (type && type.toLowerCase() !== 'customrole' ? notCustom(type) : undefined) ??
    (permissions?.length ? undefined : missing('permissions')) ??
    (assignableScopes?.length ? undefined : missing('assignableScopes'))
  if (fault) throw fault
  const rules = permissions!.map(permissionsOf)
  for (const rule of rules) refuseUnknownActions(rule)
  return {
    name: name.toLowerCase(),
    roleName: roleName!,
    ...(description ? { description } : {}),
    permissions: rules,
    assignableScopes: assignableScopes!.map(scopeOf),
  }
}

const missing = (name: string): AzureError =>
  armError('InvalidRequestContent', {
    reason: `Required property '${name}' not found in JSON. Path 'properties'.`,
  })

const notCustom = (type: string): AzureError =>
  armError('InvalidRequestContent', { reason: `A role of type '${type}' cannot be made.` })

function textFault(name: string, text: string, least: number, most: number) {
  if (text.length < least) return missing(name)
  if (text.length <= most) return undefined
  return armError('InvalidRequestContent', {
    reason: `'${name}' has more than ${most} characters.`,
  })
}

const permissionsOf = (wire: WirePermission): Permissions => ({
  actions: wire.actions ?? [],
  notActions: wire.notActions ?? [],
  dataActions: wire.dataActions ?? [],
  notDataActions: wire.notDataActions ?? [],
})

/** Azure knows every action of every provider; here only the form of one tells. */
function refuseUnknownActions(rule: Permissions): void {
  const action = [...rule.actions, ...rule.notActions].find((each) => !ACTION.test(each))
  if (action !== undefined) throw armError('InvalidActionOrNotAction', { action })
  const data = [...rule.dataActions, ...rule.notDataActions].find((each) => !ACTION.test(each))
  if (data !== undefined) throw armError('InvalidDataActionOrNotDataAction', { action: data })
}

function scopeOf(text: string): string {
  const scope = `/${text.split('/').filter(Boolean).join('/')}`
  const isKnown = /^\/subscriptions\/[^/]+(\/resourceGroups\/[^/]+(\/providers\/.+)?)?$/i.test(
    scope,
  )
  if (!isKnown) throw armError('InvalidAssignableScope', { scope: text })
  return scope
}
