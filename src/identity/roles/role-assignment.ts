// Who holds which role where.
import { memoized } from '#kernel/caching/memo.ts'
import type { Instant } from '#kernel/instant.ts'

export const principalTypes = { User: true, Group: true, ServicePrincipal: true } as const
export type PrincipalType = keyof typeof principalTypes

export interface RoleAssignment {
  /** `{scope}/providers/Microsoft.Authorization/roleAssignments/{name}`. */
  readonly id: string
  /** A GUID. */
  readonly name: string
  /** As it was spelt; `/` for the whole tenant. */
  readonly scope: string
  readonly principalId: string
  readonly principalType: PrincipalType
  /** The definition's GUID, lower case. */
  readonly roleDefinitionId: string
  readonly description?: string
  readonly createdAt: Instant
  readonly createdBy: string
  readonly updatedAt: Instant
}

/** How many scopes are remembered. */
const REMEMBERED = 5_000

/** A scope as it is compared: lower case, no final slash, '' for the whole tenant. */
export const scopeKey = memoized('keys of scopes', REMEMBERED, (scope): string => {
  const parts = scope.split('/').filter(Boolean)
  return parts.length === 0 ? '' : `/${parts.join('/')}`.toLowerCase()
})

export const roleAssignmentId = (scope: string, name: string): string =>
  `${scope.replace(/\/+$/, '')}/providers/Microsoft.Authorization/roleAssignments/${name}`
